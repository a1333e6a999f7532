"""What a caseworker or a mentor is reminded of today: one definition for counters, lists and pages.

Nothing is stored. Only those who work the case are told: what a reminder tells may be a need.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import CharField, Q, Value
from django.db.models.expressions import RawSQL

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import reach
from cases.models import Case
from interventions.law.reminders import TO_CASEWORKER, Reminder, reminders
from interventions.law.wording import days, until, written
from interventions.queries.placements import stayed_away
from interventions.queries.reminder_rows import ROWS, Rows, silence

WORK = Permission.CASE_MOVE
STAYED_AWAY = "UDEBLEVET-3"
STEP_OF = {
    "FORSLAG-PRAK": "CompanyPlacement",
    "FORSLAG-DANSK": "DanishEducation",
    "FORSLAG-JOBDANSK": "JobDanish",
    "FORSLAG-SUNDHED": "HealthAssessment",
}


@dataclass(frozen=True)
class Reminded:
    """`when` is "" where the day says nothing; `proposes` the kind of a step that is missing."""

    case_id: int
    code: str
    subject: str
    day: date
    when: str
    proposes: str = ""


def reminded(by: Actor) -> Q:
    """The cases of which the actor is reminded today, as a filter on Case; one query at once."""
    statement, values = _statement(by.today)
    told = f"SELECT case_pk FROM ({statement}) AS told"  # noqa: S608 - what Django wrote
    found = Q(pk__in=RawSQL(told, values))  # noqa: S611 - as above
    found |= Q(pk__in=[case_id for case_id, _, _ in _stayed_away(by.today)])
    return found & reach(by, WORK)


def reminders_of(case_ids: list[int], today: date) -> list[Reminded]:
    """Of these cases, the earliest day first; two queries. Who may see them, the caller asks."""
    statement, values = _statement(today)
    asked = f"SELECT * FROM ({statement}) AS told WHERE case_pk = ANY(%s)"  # noqa: S608 - as above
    with connection.cursor() as cursor:
        cursor.execute(asked, [*values, case_ids])
        found = set(cursor.fetchall())
    found |= {row for row in _stayed_away(today) if row[0] in case_ids}
    in_order = sorted(found, key=lambda row: (row[2], row[1]))
    return [_told(pk, code, day, today) for pk, code, day in in_order]


@lru_cache(maxsize=2)
def _statement(today: date) -> tuple[str, tuple[Any, ...]]:
    """(SQL, its parameters) of what caseworkers are reminded of, as (case_pk, code, day).

    Nearly two dozen queries, which Django writes slower than the database answers them: once a
    day. So no row may ask the database while it is written.
    """
    first, *others = (
        rows.order_by()
        .annotate(code=Value(code, output_field=CharField()))
        .values_list("case_pk", "code", "day")
        for code, rows in _today(today)
    )
    statement, values = first.union(*others).query.sql_with_params()
    return statement, values


def silent_mentorings(by: Actor, *, case: Case | None = None) -> dict[int, date]:
    """The actor's own mentorings on which she has written nothing for long → since when."""
    rule = reminders()["MENTOR-TAVS-21"]
    rows = _due(silence(by.today), rule, by.today).filter(mentor=by.user_id)
    if case is not None:
        rows = rows.filter(case=case)
    return dict(rows.values_list("pk", "day"))


def _stayed_away(today: date) -> list[tuple[int, str, date]]:
    """(case_pk, code, day) as the statement's; one query."""
    latest = reminders()[STAYED_AWAY].latest(today)
    return [(case_id, STAYED_AWAY, day) for case_id, day in stayed_away(today) if day <= latest]


def _today(today: date) -> list[tuple[str, Rows]]:
    """What the caseworker is reminded of today."""
    table = reminders()
    return [
        (code, _due(build(today), table[code], today))
        for code, build in ROWS
        if table[code].to == TO_CASEWORKER
    ]


def _due(rows: Rows, rule: Reminder, today: date) -> Rows:
    return rows.filter(day__lte=rule.latest(today))


def _told(case_id: int, code: str, day: date, today: date) -> Reminded:
    rule = reminders()[code]
    ago = f"siden {written(day)}" if rule.days >= 0 else _at(day, today)
    return Reminded(case_id, code, rule.subject, day, ago, STEP_OF.get(code, ""))


def _at(day: date, today: date) -> str:
    if day < today:
        return f"{written(day)}, {days((today - day).days)} siden"
    return f"{written(day)}, {until(day, today)}"
