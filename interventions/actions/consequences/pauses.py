"""A pause made by a move, kept as a period: first and last day both counted."""

from __future__ import annotations

from interventions.actions.made import Made
from interventions.actions.pauses import refuse_overlap
from interventions.law.workdays import ONE_DAY
from interventions.models import CompanyPlacement, Pause


def begin(made: Made) -> None:
    """Raises NotPossibleError when a pause recorded afterwards has a day of this one."""
    pause = Pause(
        case=made.case,
        placement=_placement(made),
        from_on=made.event.effective_on,
        reason=made.values["reason"],
        note=made.event.note,
    )
    refuse_overlap(pause)
    pause.save()


def end(made: Made) -> None:
    """The day of the move is the first one after the pause; back the same day, there was none."""
    running = Pause.objects.filter(case=made.case, placement=_placement(made), to_on=None).first()
    if running is None:
        return
    running.to_on = made.event.effective_on - ONE_DAY
    if running.to_on < running.from_on:
        running.delete()
    else:
        running.save()


def _placement(made: Made) -> CompanyPlacement | None:
    return made.row if isinstance(made.row, CompanyPlacement) else None
