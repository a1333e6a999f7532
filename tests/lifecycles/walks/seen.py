"""All of one citizen as the database has it after a deed: read once, judged by every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.db import connection
from psycopg import sql

from accounts.models import AuditEvent
from cases.models import Assignment, Case, Collaborator, Consent, Event
from interventions.models import KINDS, RECORDS, Absence, Deadline, Goal, Record, Step
from tests.lifecycles.table import LIVES

Key = tuple[str, int]
# Loaded once and never written by a walk.
FIXED = {"Code", "Country", "DeadlineRule", "RuleVersion", "Instrument", "InstrumentVersion",
         "Indicator"}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """`trail` counts the trail's rows by action and id; lists are in order of their ids."""

    today: date
    cases: list[Case]
    steps: list[Any]
    goals: list[Any]
    records: list[Any]
    events: list[Event]
    consents: list[Consent]
    collaborators: list[Collaborator]
    assignments: list[Assignment]
    deadlines: list[Deadline]
    absences: int
    trail: Counter[tuple[str, str]]

    @property
    def case(self) -> Case:
        """The latest one: a change of track opens another."""
        return self.cases[-1]

    @cached_property
    def rows(self) -> list[Any]:
        return [*self.cases, *self.steps, *self.goals, *self.records]

    @cached_property
    def by_key(self) -> dict[Key, Any]:
        return {(row.kind, row.pk): row for row in self.rows}

    @cached_property
    def moves(self) -> dict[Key, list[Event]]:
        """The events that are moves, by row, as they were written."""
        found: dict[Key, list[Event]] = {(row.kind, row.pk): [] for row in self.rows}
        for event in self.events:
            if event.from_state and event.move in LIVES[event.kind].moves:
                found[event.kind, event.object_id].append(event)
        return found

    def of(self, kind: str) -> list[Any]:
        return [row for row in self.rows if row.kind == kind]

    def since(self, before: Seen) -> list[Event]:
        known = {event.pk for event in before.events}
        return [event for event in self.events if event.pk not in known]

    def died(self) -> bool:
        return any(case.end_reason == "doed" for case in self.cases)


def see(citizen_id: int, today: date) -> Seen:
    """A dozen queries, whatever has happened."""
    cases = list(
        Case.objects.filter(citizen=citizen_id).select_related("citizen", "unit").order_by("pk")
    )
    of = {"case__in": [case.pk for case in cases]}
    by_pk = {case.pk: case for case in cases}
    goals = Goal.objects.filter(placement__case__in=of["case__in"]).select_related("placement")
    subject = AuditEvent.objects.filter(subjects__contains=[str(citizen_id)])
    return Seen(
        today=today,
        cases=cases,
        steps=_as_kinds(Step._base_manager.filter(**of), KINDS, by_pk),
        goals=list(goals.order_by("pk")),
        records=_as_kinds(Record.objects.filter(**of), RECORDS, by_pk),
        events=list(Event.objects.filter(**of).order_by("pk")),
        consents=list(Consent.objects.filter(citizen=citizen_id).order_by("pk")),
        collaborators=list(Collaborator.objects.filter(**of).select_related("consent")),
        assignments=list(Assignment.objects.filter(**of).order_by("pk")),
        deadlines=list(
            Deadline.objects.filter(**of)
            .select_related("rule").prefetch_related("exemptions").order_by("pk")
        ),
        absences=Absence.objects.filter(placement__case__in=of["case__in"]).count(),
        trail=Counter(subject.values_list("action", "resource_id")),
    )  # fmt: skip


def _as_kinds(rows: Any, kinds: Iterable[str], cases: dict[int, Case]) -> list[Any]:
    """One query: every kind's own table is joined. The hidden kinds are among them."""
    found = []
    for row in rows.select_related(*(kind.lower() for kind in kinds)).order_by("pk"):
        own = getattr(row, row.kind.lower())
        own.case = cases[row.case_id]
        found.append(own)
    return found


def everything() -> list[tuple[str, int, int]]:
    """(table, rows, sum of the rows' hashes) of all that a walk can write: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_sums())
        return list(cursor.fetchall())


@cache
def _sums() -> sql.Composed:
    models = [
        model
        for app in ("accounts", "cases", "interventions")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model.__name__ not in FIXED
    ]
    one = sql.SQL("SELECT {}, count(*), coalesce(sum(hashtext(t::text)::bigint), 0) FROM {} t")
    tables = sorted(model._meta.db_table for model in models)
    return sql.SQL(" UNION ALL ").join(
        one.format(sql.Literal(table), sql.Identifier(table)) for table in tables
    )


def values(row: Any) -> dict[str, Any]:
    return {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields}
