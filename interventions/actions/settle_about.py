"""What met or ended a deadline that stands for the sake of one record: settle.py asks it.

Several decisions and requests may be open at once, so only what happened to the record itself,
or to another that is about it (the complaint of a decision), counts for its deadline.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cases.models import Case
from cases.models.case_guards import DEATH
from interventions.law.facts import Fact, fulfilments, meeting_fact
from interventions.law.rules import Rule
from interventions.models import Deadline, Record


def settle_about(
    row: Deadline, rule: Rule, case: Case, facts: Iterable[Fact], records: list[Record]
) -> None:
    """Sets met_on and ended_on; `facts` are all of the case, in order of their dates."""
    record = next(one for one in records if one.pk == row.about)
    its = {(one.kind, one.pk) for one in records if record.pk in (one.pk, one.about_id)}
    fact = meeting_fact(
        rule,
        [fact for fact in facts if (fact.kind, fact.step_id) in its],
        anchor_on=row.anchor_on,
        due_on=row.due_on,
        case_anchored=False,
    )
    row.met_on = fact.on if fact else None
    row.ended_on = None if fact else _ended_on(rule, record, case)


def _ended_on(rule: Rule, record: Record, case: Case) -> date | None:
    """The day on which the hope of a fact ended with the record, or with the citizen's death.

    The end of a decision does not end the time for complaining of it: another kind does that.
    """
    dead_on = case.closed_on if case.end_reason == DEATH else None
    own = record.kind in {kind for kind, _, _ in fulfilments(rule)}
    ends = [day for day in (record.ended_on if own else None, dead_on) if day]
    return min(ends, default=None)
