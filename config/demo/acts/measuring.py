"""Progression: a first measurement, one every third month, at placements, and the last one."""

from __future__ import annotations

from typing import Any

from config.demo.character import Act
from config.demo.days import days, open_day_before
from config.demo.story import Story
from interventions.actions.measurements import record_measurement
from interventions.models import Indicator, Measurement
from interventions.queries.measurements import indicators_for, placements_of, version_on

By, Occasion = Measurement.ByRole, Measurement.Occasion
FIRST = 18  # days after the opening
EVERY = 86


def measured(s: Story, first: int = FIRST, *, last: int = 0, both: bool = False) -> Act:
    """From `first` days after the opening, every third month, until `last` days before the end.

    `both`: the citizen's own view beside the caseworker's.
    """
    opened_on, occasion = s.known.opened_on, Occasion.BASELINE
    yield s.on(opened_on + days(first))
    while s.today <= s.as_of - days(last):
        measure(s, By.CASEWORKER, occasion)
        if both:
            measure(s, By.CITIZEN, occasion)
        occasion = Occasion.THREE_MONTHLY
        yield s.later(EVERY - s.rng.randrange(6))


def measured_at_placement(s: Story, wait: int, occasion: str = Occasion.PLACEMENT_START) -> Act:
    yield s.after(wait)
    measure(s, By.CASEWORKER, occasion, placement=placements_of(s.known)[0].pk)


def measured_by_mentor(s: Story, ago: int) -> Act:
    yield s.on(open_day_before(s.as_of - days(ago)))
    mentor = s.step("Mentoring").mentor.username
    measure(s, By.MENTOR, Occasion.THREE_MONTHLY, by=mentor)


def measure(
    s: Story, view: str, occasion: str, *, by: str = "", placement: int | None = None
) -> None:
    if view not in s.indicators:
        s.indicators[view] = _asked(s, view)
    rows = s.indicators[view]
    data: dict[str, Any] = {"measured_on": s.today, "occasion": occasion, "placement": placement}
    step = len(s.scored)
    for row in rows:
        data[f"score_{row.code}"] = _score(s, row, step)
    s.scored.append(occasion)
    actor = s.staff.at(by, s.now) if by else s.caseworker
    record_measurement(s.known, view, data, by=actor)


def _asked(s: Story, view: str) -> list[Indicator]:
    version = version_on(s.today)
    if version is None:
        raise LookupError("no instrument is loaded")
    return indicators_for(version, view, health=view != By.MENTOR)


def _score(s: Story, row: Indicator, step: int) -> str:
    """Rises slowly from where she began; now and then it could not be measured."""
    if s.rng.randrange(30) == 0:
        return "tolk_manglede"
    start = 1 + (_number(row.code) + s.case_id) % 3
    return str(min(5, max(1, start + (step + s.rng.randrange(-1, 2)) // 2)))


def _number(code: str) -> int:
    """Of the text alone, so that it is the same in each run."""
    return sum(map(ord, code))
