"""What the forms of moves need beside the date; a move that is not here needs nothing more."""

from tests.lifecycles.typed import (
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
from tests.lifecycles.typed.base import WEEK, Data, fixed, morning

DATA: dict[tuple[str, str], Data] = {
    **case.DATA,
    **appointments.DATA,
    **talks.DATA,
    **placement.DATA,
    **programme.DATA,
    **mentoring.DATA,
    **papers.DATA,
    **health.DATA,
    **danish.DATA,
    **concern.DATA,
    **volunteer.DATA,
}

__all__ = ["DATA", "WEEK", "Data", "fixed", "morning"]
