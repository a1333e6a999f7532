"""What a caseworker or a mentor is reminded of today: one definition for counters, lists and pages.

Nothing is stored. Only those who work the case are told: what a reminder tells may be a need.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Q, Value

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import reach
from cases.models import Case
from interventions.law.reminders import TO_CASEWORKER, Reminder, reminders
from interventions.law.wording import days, until, written
from interventions.queries.reminder_rows import ROWS, Rows, silence

WORK = Permission.CASE_MOVE
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
    found = Q(pk__in=[])
    for _, rows in _today(by.today):
        found |= Q(pk__in=rows.values("case_pk"))
    return found & reach(by, WORK)


def reminders_of(case_ids: list[int], today: date) -> list[Reminded]:
    """Of these cases, the earliest day first; two queries. Who may see them, the caller asks."""
    told = [
        rows.filter(case_pk__in=case_ids)
        .order_by()
        .annotate(code=Value(code, output_field=CharField()))
        .values_list("case_pk", "code", "day")
        for code, rows in _today(today)
    ]
    first, *others = told
    found = sorted(set(first.union(*others)), key=lambda row: (row[2], row[1]))
    return [_told(pk, code, day, today) for pk, code, day in found]


def silent_mentorings(by: Actor, *, case: Case | None = None) -> dict[int, date]:
    """The actor's own mentorings on which she has written nothing for long → since when."""
    rule = reminders()["MENTOR-TAVS-21"]
    rows = _due(silence(by.today), rule, by.today).filter(mentor=by.user_id)
    if case is not None:
        rows = rows.filter(case=case)
    return dict(rows.values_list("pk", "day"))


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
