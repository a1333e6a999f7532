"""Reads of records: what happens in a case beside its steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import OutOfReachError, held_on, reach, require_role
from cases.encryption import EncryptedTextField
from cases.models import Case
from cases.queries import visible_cases
from interventions.models import RECORDS, Record

WHOLE = Permission.PLAN_SEE  # what a mentor has not got


def open_records(case: Case) -> list[Record]:
    """Those that have not ended, each as its own kind; one query for each kind there is."""
    return as_kinds(case.records.filter(ended_on__isnull=True).order_by("pk"))


def as_kinds(records: Iterable[Record]) -> list[Record]:
    """The same rows with the facts and moves of their kinds, in the same order."""
    rows = list(records)
    found: dict[int, Record] = {}
    for kind in {row.kind for row in rows}:
        ids = [row.pk for row in rows if row.kind == kind]
        own = RECORDS[kind]._default_manager.select_related("case__citizen", "case__unit")
        found |= {record.pk: record for record in own.filter(pk__in=ids)}
    return [found[row.pk] for row in rows]


def visible_records(by: Actor) -> QuerySet[Record]:
    """For lists: the records of cases, of the kinds that the actor may see there.

    A mentor sees what its kind shows her (`Record.seen_by_mentor`). Raises PermissionDenied.
    """
    require_role(by, Permission.CASE_SEE)
    part = Case.objects.filter(reach(by, Permission.PLAN_SHARED_SEE)).values("pk")
    allowed = Q(pk__in=[])
    for kind, model in RECORDS.items():
        whole = Case.objects.filter(reach(by, model.see)).values("pk")
        seen = Q(case__in=whole)
        if not by.may(WHOLE):
            seen |= Q(case__in=part) & _shown_to_mentor(by, model)
        allowed |= Q(kind=kind) & seen
    return _with_case(Record.objects.filter(allowed, case__in=visible_cases(by).values("pk")))


def _with_case(records: QuerySet[Record]) -> QuerySet[Record]:
    return records.select_related("case__citizen", "case__unit", "case__responsible")


def _shown_to_mentor(by: Actor, model: type[Record]) -> Q:
    if model.seen_by_mentor is None:
        return Q(pk__in=[])
    if model.seen_by_mentor == "":
        return Q(pk__isnull=False)
    mine = model._default_manager.filter(**{model.seen_by_mentor: by.user_id})
    return Q(pk__in=mine.values("pk"))


def records_of(case: Case, held: frozenset[Permission], by: Actor) -> list[Record]:
    """The records of one case that may be known to one who holds these permissions on it.

    Newest first, with their kinds' facts; one query.
    """
    names = [kind.lower() for kind in RECORDS]
    rows = case.records.select_related(*names).order_by("-added_on", "-pk")
    found: list[Record] = [getattr(row, row.kind.lower()) for row in rows]
    for record in found:
        record.case = case
    return [record for record in found if _known(record, held, by)]


def _known(record: Record, held: frozenset[Permission], by: Actor) -> bool:
    if WHOLE in held or Permission.PLAN_SHARED_SEE not in held:
        return record.see in held
    column = record.seen_by_mentor
    return column is not None and (column == "" or getattr(record, f"{column}_id") == by.user_id)


def readable_columns(record: Record, held: frozenset[Permission]) -> list[Any]:
    """The kind's own columns that may be shown to one who holds these permissions on the case.

    Free text is a note of the case, but for a restricted kind: whoever sees that at all sees its
    text.
    """
    own = [c for c in type(record)._meta.local_concrete_fields if not c.primary_key]
    if WHOLE not in held:
        return [c for c in own if c.name in record.told_to_mentor]
    notes = Permission.FOLLOW_UP_SEE in held or record.see != WHOLE
    return [c for c in own if notes or not isinstance(c, models.TextField | EncryptedTextField)]


def get_record(by: Actor, pk: int) -> Record:
    """Raises PermissionDenied, or OutOfReachError as for a record that never was."""
    require_role(by, Permission.CASE_SEE)
    record = _with_case(Record.objects.filter(pk=pk)).first()
    if record is not None:
        (own,) = as_kinds([record])
        own.case = record.case
        if _known(own, held_on(by, own.case), by):
            return own
    raise OutOfReachError


def unanswered_cases() -> QuerySet[Record, int]:
    """The ids of cases, ended ones too, in which something that outlives them is still open."""
    kinds = [kind for kind, model in RECORDS.items() if model.outlives_case]
    return Record.objects.filter(kind__in=kinds, ended_on=None).values_list("case_id", flat=True)
