"""Appointments are booked by hand here, and by the moves of talks; both write the same row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.moves import write_event
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.models import Appointment


@transaction.atomic
def book_appointments(
    case: Case, times: Iterable[datetime], *, by: Actor, **columns: Any
) -> list[Appointment]:
    """One appointment at each of the times, alike in all else. Raises NotPossibleError."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.STEP_MOVE, case)
    if case.state not in Case.RUNNING:
        raise NotPossibleError(
            f"Sagen er {case.state_label.lower()}, og der kan ikke aftales møder på den."
        )
    return [new_appointment(case, by=by, on=by.today, starts_at=at, **columns) for at in times]


def new_appointment(case: Case, *, by: Actor, on: date, **columns: Any) -> Appointment:
    """For a caller who has locked the case and asked for the permission."""
    row = Appointment(case=case, added_on=on, **columns)
    row.save()
    write_event(case, row, move="add", label="Aftale booket", by=by, on=on)
    record(by, "Appointment.add", row.kind, row.pk, subjects=[case.citizen_id], fields=columns)
    return row
