"""The moves that time makes, as a table: one line a kind (shared decisions §3 and §4).

A line says from which anchor of the case the limit is counted; `run_due` makes the move, effective
on the day told here, whenever it runs. Until then readers see from the same table that the step
is over, so that a missed run changes no list, count or report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from interventions.law.months import add_months

FIVE_YEARS = 60  # months


@dataclass(frozen=True)
class TimeMove:
    """`anchor` is a date column of the case; the limit's last day is `months` after it, and the
    move takes effect `days_after` that day. Steps in an ended state are left alone.
    """

    kind: str
    move: str
    anchor: str
    months: int
    days_after: int
    reason: str

    def effective_on(self, anchor_on: date) -> date:
        return add_months(anchor_on, self.months) + timedelta(days=self.days_after)


TIME_MOVES: tuple[TimeMove, ...] = (
    # The talk is held before arrival: the first day on which it is too late is arrival itself.
    TimeMove("AsylumCentreTalk", "lapse", "arrived_on", 0, 0, "ankommet før samtalen"),
    TimeMove("DanishEducation", "expire", "danish_allowed_on", FIVE_YEARS, 1, "retten er udløbet"),
    TimeMove("IntegrationProgramme", "expire", "handover_on", FIVE_YEARS, 1, "perioden er udløbet"),
)


def time_move_of(kind: str) -> TimeMove | None:
    return next((line for line in TIME_MOVES if line.kind == kind), None)
