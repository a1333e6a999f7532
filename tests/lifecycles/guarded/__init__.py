"""Every guard of every move, typed by hand: see test_guards.py."""

from tests.lifecycles.guarded import case, health, mentoring, placement, talks
from tests.lifecycles.guarded.base import Guarded

GUARDED: list[Guarded] = [
    *case.GUARDED,
    *talks.GUARDED,
    *placement.GUARDED,
    *mentoring.GUARDED,
    *health.GUARDED,
]
