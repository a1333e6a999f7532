"""Which deadlines hang on which date of a case, and what a correction moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cases.models import Case
from interventions.law.wording import subject
from interventions.models import Deadline
from interventions.queries.rules import RuleBook, rule_book


@dataclass(frozen=True)
class Hanging:
    """A date of the case and the deadlines that are counted from it, earliest first."""

    name: str
    day: date | None
    deadlines: list[Deadline]


def hanging_on(case: Case, names: dict[str, frozenset[str]]) -> list[Hanging]:
    """`names`: the case's date → the anchors that follow from it."""
    rows = list(case.deadlines.select_related("rule").order_by("due_on", "pk"))
    return [
        Hanging(name, getattr(case, name), [row for row in rows if row.anchor in anchors])
        for name, anchors in names.items()
    ]


def due_dates(case: Case) -> dict[int, date | None]:
    return dict(case.deadlines.values_list("pk", "due_on"))


def moved_since(
    case: Case, before: dict[int, date | None]
) -> list[tuple[str, date | None, date | None]]:
    """(subject, old date, new date) of the deadlines whose date has changed."""
    book = rule_book()
    rows = case.deadlines.select_related("rule").order_by("due_on", "pk")
    return [
        (subject_of(row, book), before[row.pk], row.due_on)
        for row in rows
        if row.pk in before and before[row.pk] != row.due_on
    ]


def subject_of(row: Deadline, book: RuleBook) -> str:
    """What the deadline is about, as its version says it, or else the newest one."""
    return subject(book.versions[row.version_id] if row.version_id else book.latest(row.rule.code))
