"""Nothing happens to a citizen after her death: where a registration of a later day is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from accounts.wall import beyond
from cases.errors import NotPossibleError
from cases.models import Case
from cases.models.case_guards import DEATH


def died_on(citizen_id: int) -> date | None:
    """The day on which a case of hers was closed because she had died."""
    closed = Case.objects.filter(citizen=citizen_id, end_reason=DEATH).order_by("closed_on")
    with beyond():  # whichever unit closed it: a day, which holds for everybody
        return closed.values_list("closed_on", flat=True).first()


def refuse_after_death(citizen_id: int, days: Iterable[date | None]) -> None:
    """What happened on the day of the death or before may still be written down afterwards.

    Raises NotPossibleError when one of the days is later.
    """
    died = died_on(citizen_id)
    if died and any(day and day > died for day in days):
        raise NotPossibleError(
            f"Borgeren døde den {died:%d-%m-%Y}. Der kan ikke registreres noget på en senere dag: "
            "ret datoen, eller luk siden."
        )
