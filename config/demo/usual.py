"""What everybody in the programme meets: contract, Danish, visitation, measurements.

Most of it in time, some of it late, and now and then it is forgotten: as in a well-run house that
is short of hands.
"""

from __future__ import annotations

from collections.abc import Iterator

from config.demo.acts import danish, measuring, programme
from config.demo.character import Act
from config.demo.story import Story

IN_TIME, LATE = 0.84, 0.95  # of all; the rest is not done at all
CATEGORIES = ("jobparat", "jobparat", "aktivitetsparat")
FORTNIGHT = 14


def when(s: Story, first: int, limit: int) -> int | None:
    """A number of days between the first and the limit; after it for some, None for a few."""
    luck = s.rng.random()
    if luck < IN_TIME:
        return s.rng.randint(first, limit)
    return s.rng.randint(limit + 3, limit + 3 + FORTNIGHT) if luck < LATE else None


def measured(s: Story) -> Iterator[Act]:
    """From the opening on, also before the responsibility has passed."""
    if first := when(s, 6, 26):
        yield measuring.measured(s, first, last=s.character.unmeasured)


def in_programme(s: Story) -> Iterator[Act]:
    if signed := when(s, 10, 24):
        yield programme.contract(s, signed, start=s.rng.randrange(5) > 0)
    if referred := when(s, 5, 19):
        far = s.rng.choice((1, 3, 3) if s.character.told else (1, 1, 3))
        yield danish.educated(s, *danish.WHOLE[:far], start=referred)
    if assessed := when(s, 55, 84):
        yield programme.visited(s, assessed, s.rng.choice(CATEGORIES))
