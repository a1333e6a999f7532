"""What the law says of the size of a company effort, as pure numbers.

LAB § 61 on its length stands in the rules; here are the quota of supported people at a place and
the hours of a week.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

FULL_WEEK = 37  # hours
# BEK 2636/2021 § 65 (rimelighedskravet). Guidance to the caseworker, who confirms it: the law
# counts full-time persons over four months, the system heads. [unverified for later versions]
SMALL_PLACE, PER_SMALL, PER_LARGE = 50, 5, 10


def most_supported(ordinary: int) -> int:
    """How many people in placement, wage subsidy and utility job a place may have at once.

    One for every five ordinary employees up to 50, always one; then one for every ten.
    """
    small, more = min(ordinary, SMALL_PLACE), max(ordinary - SMALL_PLACE, 0)
    return max(1, small // PER_SMALL) + more // PER_LARGE


@dataclass(frozen=True)
class Hours:
    """`hours` a week from the first to the last day, both counted; None is open."""

    hours: int
    from_on: date
    to_on: date | None = None

    def meets(self, other: Hours) -> bool:
        return (other.to_on is None or self.from_on <= other.to_on) and (
            self.to_on is None or other.from_on <= self.to_on
        )


def busiest_week(mine: Hours, others: Iterable[Hours]) -> int:
    """The most hours a week at any one time while `mine` lasts, itself counted."""
    meeting = [other for other in others if mine.meets(other)]
    starts = {max(mine.from_on, other.from_on) for other in meeting}
    sums = (
        sum(o.hours for o in meeting if o.from_on <= day and (o.to_on is None or day <= o.to_on))
        for day in starts
    )
    return mine.hours + max(sums, default=0)
