"""Days on which somebody stayed away from a placement, one after the other.

Domain reference §5.7: three in a row are a task for a person. Nothing else follows from them:
no deadline moves, and the system sanctions nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from interventions.law.workdays import ONE_DAY, why_not_working

IN_A_ROW = 3
RECENT = timedelta(days=14)  # older ones have been seen by somebody, or are over
STAYED_AWAY = "udeblevet"


@dataclass(frozen=True)
class Away:
    """One registered absence, both days counted."""

    type: str
    from_on: date
    to_on: date

    def days(self) -> list[date]:
        return [self.from_on + n * ONE_DAY for n in range((self.to_on - self.from_on).days + 1)]


@dataclass(frozen=True)
class NoShows:
    """`days` days in a row without a word, from `first` to `last`."""

    days: int
    first: date
    last: date


def latest_no_shows(absences: Iterable[Away], today: date) -> NoShows | None:
    """The latest row of three or more such days, when it ended within the last fortnight.

    A working day without any absence was a day at work and ends the row; one of illness or leave
    does not, and neither does a weekend. The days of other types are not counted.
    """
    types = {day: away.type for away in absences for day in away.days() if day <= today}
    found: NoShows | None = None
    row: list[date] = []
    for day in sorted(types):
        if row and _was_there(row[-1], day, types):
            row = []
        if types[day] == STAYED_AWAY:
            row.append(day)
        if len(row) >= IN_A_ROW:
            found = NoShows(len(row), row[0], row[-1])
    return found if found and today - found.last <= RECENT else None


def _was_there(last: date, day: date, types: dict[date, str]) -> bool:
    """Whether she was at work on some day between the two."""
    between = (last + n * ONE_DAY for n in range(1, (day - last).days))
    return any(free not in types and not why_not_working(free) for free in between)
