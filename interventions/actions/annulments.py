"""One way to take back what was registered wrongly: annulled with a reason, never deleted.

The row stays readable, as public records do, and counts in no list, figure, condition or
deadline. Who may correct it may annul it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.moves import write_event
from cases.errors import NotPossibleError
from cases.models import (
    Case,
    Clarification,
    DanishTestResult,
    EducationSpell,
    EmploymentSpell,
)
from interventions.actions.leaves import count_without_leave
from interventions.actions.measurements import count_without_measurement, require_own_view
from interventions.actions.outcomes import count_without_spell
from interventions.actions.pauses import take_back_pause
from interventions.models import Absence, Measurement, ParentalLeave, Pause

After = Callable[[Case, Any, Actor, str], None]
EDIT = Permission.CASE_EDIT


@transaction.atomic
def annul(case: Case, row: Any, *, by: Actor, reason: str) -> None:
    """`row` is one of HOW's kinds and belongs to the case, or to its citizen.

    Raises PermissionDenied, OutOfReachError, or NotPossibleError.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    how = HOW[type(row)]
    how.require(case, row, by)
    row = type(row).everything.select_for_update(of=("self",)).get(pk=row.pk)
    if row.annulled_at:
        raise NotPossibleError("Oplysningen er allerede annulleret.")
    change_fields(row, {"annulled_at": by.now}, citizen=case.citizen, by=by, reason=reason)
    how.after(case, row, by, reason)


def _edits(case: Case, _row: Any, by: Actor) -> None:
    require(by, EDIT, case)


def _arranges(case: Case, _row: Any, by: Actor) -> None:
    require(by, Permission.PLACEMENT_MOVE, case)


def _pauses(case: Case, row: Pause, by: Actor) -> None:
    require(by, Permission.PLACEMENT_MOVE if row.placement_id else Permission.CASE_MOVE, case)


def _told(case: Case, _row: Any, by: Actor, reason: str) -> None:
    """The history says that, not what: not everybody who reads it may know of work or family."""
    label = "En registrering er annulleret"
    write_event(case, case, move="correct", label=label, by=by, on=by.today, note=reason)


def _worked(case: Case, row: EmploymentSpell | EducationSpell, by: Actor, reason: str) -> None:
    _told(case, row, by, reason)
    count_without_spell(case, row)


def _on_leave(case: Case, row: ParentalLeave, by: Actor, reason: str) -> None:
    _told(case, row, by, reason)
    count_without_leave(case, row)


def _away(case: Case, row: Absence, by: Actor, reason: str) -> None:
    placement = row.placement
    write_event(
        case, placement, move="correct", label="Fravær annulleret", by=by, on=by.today,
        from_state=placement.state, note=f"{row}. {reason}",
    )  # fmt: skip


@dataclass(frozen=True)
class How:
    """`require` asks the permission of the row's correction; `after` lets what follows from it
    follow anew, and tells the history.
    """

    require: Callable[[Case, Any, Actor], None]
    after: After


HOW: dict[type[Any], How] = {
    EmploymentSpell: How(_edits, _worked),
    EducationSpell: How(_edits, _worked),
    DanishTestResult: How(_edits, _told),
    Clarification: How(_edits, _told),
    ParentalLeave: How(_edits, _on_leave),
    Measurement: How(require_own_view, count_without_measurement),
    Pause: How(_pauses, take_back_pause),
    Absence: How(_arranges, _away),
}
