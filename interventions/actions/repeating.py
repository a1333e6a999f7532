"""Deadlines that come again: one open at a time, counted from the latest fact (the shape
`repeating` whose anchor is the previous fact, INL-OPF-12 and PROG-MAAL-3M).
"""

from __future__ import annotations

from datetime import date

from cases.models import Case
from interventions.actions.deadlines import date_from, new_deadline
from interventions.actions.settle import read_whole, settle_rows
from interventions.models import Deadline
from interventions.queries.rules import RuleBook


def repeat(case: Case, code: str, fact_on: date, book: RuleBook) -> None:
    """Call it when the fact has happened and its event is written; the case is locked.

    The first fact begins the row of deadlines. A later one meets the deadline that runs, late or
    not, and the next one counts from it. A fact that is recorded late changes nothing about what
    came after it. Doing it twice adds nothing.
    """
    whole, rows = read_whole(case), list(case.deadlines.all())
    settle_rows(rows, whole, book)
    if case.closed_on:
        return
    mine = [row for row in rows if row.rule_id == book.rule_ids[code]]
    latest = _latest(mine)
    if latest and latest.anchor_on is None:
        date_from(latest, code, fact_on, book)
        latest.save()
        settle_rows([latest], whole, book)
    elif latest is None or _fell_while_closed(latest, fact_on):
        mine.append(new_deadline(case, code, book, anchor_on=fact_on))
        settle_rows(mine[-1:], whole, book)
    # What has been met is followed by the next one, as often as the facts are known already.
    while (latest := _latest(mine)) and latest.met_on:
        mine.append(new_deadline(case, code, book, anchor_on=latest.met_on))
        settle_rows(mine[-1:], whole, book)


def _latest(rows: list[Deadline]) -> Deadline | None:
    """One without an anchor, which planning has stored, comes first."""
    return max(
        rows, key=lambda r: (r.anchor_on is None, r.anchor_on or date.min, r.pk), default=None
    )


def _fell_while_closed(row: Deadline, fact_on: date) -> bool:
    """Ended with a closing; the case was reopened, and what happens now begins anew."""
    return row.ended_on is not None and row.met_on is None and row.ended_on <= fact_on
