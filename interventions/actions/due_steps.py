"""Which move time has made of a step, and the day on which it took effect."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from cases.actions.moves import earliest_day
from cases.models import Case
from interventions.law.time_moves import time_move_of
from interventions.models import Step


class Due(NamedTuple):
    """A move with the fields of its form."""

    move: str
    data: dict[str, Any]


def due_move(case: Case, step: Step, day: date) -> Due | None:
    """The move that is due by the day, or None. R2 holds for time too: it takes effect no earlier
    than the step's last move.
    """
    line = time_move_of(step.kind)
    anchor_on = getattr(case, line.anchor) if line else None
    if line is None or anchor_on is None or line.effective_on(anchor_on) > day:
        return None
    on = max(line.effective_on(anchor_on), earliest_day(case, step))
    words = {"reason": line.reason, "note": "Sket med tiden"}
    return Due(line.move, {"effective_on": on, **words})
