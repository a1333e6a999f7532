"""What a deadline is on a given day. Derived here and never stored.

The SQL twin is interventions/queries/deadlines.py; a hypothesis test proves that both agree.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from interventions.law.rules import NEVER_OVERDUE

SOON = timedelta(days=14)


class Status(StrEnum):
    NOT_RELEVANT = "not_relevant"
    AWAITING_DATE = "awaiting_date"
    UPCOMING = "upcoming"
    SOON = "soon"
    OVERDUE = "overdue"
    MET_ON_TIME = "met_on_time"
    MET_LATE = "met_late"
    EXEMPT = "exempt"
    LAPSED = "lapsed"


LABELS = {
    Status.NOT_RELEVANT: "Ikke relevant",
    Status.AWAITING_DATE: "Afventer dato",
    Status.UPCOMING: "Kommende",
    Status.SOON: "Snart",
    Status.OVERDUE: "Overskredet",
    Status.MET_ON_TIME: "Opfyldt rettidigt",
    Status.MET_LATE: "Opfyldt for sent",
    Status.EXEMPT: "Undtaget",
    Status.LAPSED: "Bortfaldet",
}


@dataclass(frozen=True)
class DeadlineFacts:
    """A stored deadline and what happened to it, as far as its status depends on them.

    `due_on` is None while the anchor is unknown, and when no version was valid on the anchor's
    day (then `in_force` is False). `relevant` is the rule's condition, judged on `judged_on`.
    `exempt` is whether a recorded exemption covers due_on. `ended_on` is the
    day on which the step, or the whole case, ended without the fact.
    """

    due_on: date | None
    shape: str = "deadline"
    in_force: bool = True
    relevant: bool = True
    exempt: bool = False
    met_on: date | None = None
    ended_on: date | None = None


def status(facts: DeadlineFacts, today: date) -> Status:  # noqa: PLR0911 - one line a status
    """The status at the end of `today` (a local date). Later facts count as not yet known."""
    met_on = facts.met_on if facts.met_on and facts.met_on <= today else None
    ended_on = facts.ended_on if facts.ended_on and facts.ended_on <= today else None
    if not facts.in_force or not facts.relevant:
        return Status.NOT_RELEVANT
    if facts.due_on is None:
        return Status.LAPSED if ended_on else Status.AWAITING_DATE
    if met_on and met_on <= facts.due_on:
        return Status.MET_ON_TIME
    if facts.exempt:
        return Status.EXEMPT
    if met_on:
        return Status.MET_LATE
    if ended_on and ended_on <= facts.due_on:
        return Status.LAPSED
    return _by_calendar(facts.due_on, facts.shape, today)


def judged_on(today: date, due_on: date | None, met_on: date | None, ended_on: date | None) -> date:
    """The day on which the condition is judged: min(today, due), or when it was met or ended.

    Later facts do not rewrite an old verdict (shared decisions §2).
    """
    return min(day for day in (today, due_on, met_on, ended_on) if day)


def late_days(due_on: date, met_on: date) -> int:
    """How many days after the deadline the fact came; 0 when it came in time."""
    return max((met_on - due_on).days, 0)


def _by_calendar(due_on: date, shape: str, today: date) -> Status:
    if today > due_on:
        return Status.LAPSED if shape in NEVER_OVERDUE else Status.OVERDUE
    return Status.SOON if due_on - today <= SOON else Status.UPCOMING
