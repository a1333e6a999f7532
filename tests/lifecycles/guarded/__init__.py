"""Every guard of every move, typed by hand: see test_guards.py."""

from tests.lifecycles.guarded import (
    appointments,
    case,
    concern,
    danish,
    health,
    mentoring,
    papers,
    placement,
    programme,
    talks,
    volunteer,
)
from tests.lifecycles.guarded.base import Guarded

GUARDED: list[Guarded] = [
    *case.GUARDED,
    *appointments.GUARDED,
    *talks.GUARDED,
    *placement.GUARDED,
    *programme.GUARDED,
    *mentoring.GUARDED,
    *papers.GUARDED,
    *health.GUARDED,
    *danish.GUARDED,
    *concern.GUARDED,
    *volunteer.GUARDED,
]
