"""Registered absences are corrected; one that never was is annulled (actions/annulments.py)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.moves import write_event
from cases.models import Case
from interventions.models import Absence


@transaction.atomic
def correct_absence(absence: Absence, values: dict[str, Any], *, by: Actor, reason: str) -> None:
    """`values` are type, from_on, to_on and note, checked by the form. The old ones are kept."""
    placement = absence.placement
    case = Case.objects.select_for_update(of=("self",)).get(pk=placement.case_id)
    require(by, Permission.PLACEMENT_MOVE, case)
    change_fields(absence, values, citizen=case.citizen, by=by, reason=reason)
    write_event(
        case, placement, move="correct", label="Fravær rettet", by=by, on=by.today,
        from_state=placement.state, note=reason,
    )  # fmt: skip
