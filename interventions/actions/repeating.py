"""Deadlines that come again: one open at a time, counted from the latest fact (the shape
`repeating` whose anchor is the previous fact, INL-OPF-12 and PROG-MAAL-3M).
"""

from __future__ import annotations

from datetime import date

from cases.models import Case
from interventions.actions.deadlines import date_from, new_deadline
from interventions.actions.settle import settle
from interventions.models import Deadline
from interventions.queries.rules import RuleBook


def repeat(case: Case, code: str, fact_on: date, book: RuleBook) -> None:
    """Call it when the fact has happened and its event is written; the case is locked.

    The first fact begins the row of deadlines. A later one meets the deadline that runs, late or
    not, and the next one counts from it. A fact that is recorded late changes nothing about what
    came after it. Doing it twice adds nothing.
    """
    settle(case, book)
    if case.closed_on:
        return
    latest = _latest(case, code)
    if latest and latest.anchor_on is None:
        date_from(latest, code, fact_on, book)
        latest = _settled(latest, code, book)
    elif latest is None or _fell_while_closed(latest, fact_on):
        latest = _settled(new_deadline(case, code, book, anchor_on=fact_on), code, book)
    # What has been met is followed by the next one, as often as the facts are known already.
    while latest and latest.met_on:
        following = new_deadline(case, code, book, anchor_on=latest.met_on)
        latest = _settled(following, code, book)


def _settled(row: Deadline, code: str, book: RuleBook) -> Deadline | None:
    """The latest deadline, when this one has been saved and all are settled again."""
    row.save()
    settle(row.case, book)
    return _latest(row.case, code)


def _latest(case: Case, code: str) -> Deadline | None:
    """One without an anchor, which planning has stored, comes first."""
    return case.deadlines.filter(rule__code=code).order_by("-anchor_on", "-pk").first()


def _fell_while_closed(row: Deadline, fact_on: date) -> bool:
    """Ended with a closing; the case was reopened, and what happens now begins anew."""
    return row.ended_on is not None and row.met_on is None and row.ended_on <= fact_on
