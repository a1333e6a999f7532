"""What the forms of moves need beside the date; a move that is not here needs nothing more."""

from tests.lifecycles.typed import case, health, mentoring, placement, talks
from tests.lifecycles.typed.base import WEEK, Data, fixed, morning

DATA: dict[tuple[str, str], Data] = {
    **case.DATA,
    **talks.DATA,
    **placement.DATA,
    **mentoring.DATA,
    **health.DATA,
}

__all__ = ["DATA", "WEEK", "Data", "fixed", "morning"]
