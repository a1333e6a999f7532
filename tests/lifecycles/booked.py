"""An appointment that was booked by hand, a week after the handover of its case."""

from __future__ import annotations

from datetime import date
from typing import Any

from interventions.actions.appointments import book_appointments
from interventions.models import Appointment
from tests.lifecycles.typed import WEEK, morning
from tests.make import actor, make_case, make_user

OPENED = date(2024, 1, 2)


def booked(case: Any, at: Any, **columns: Any) -> Appointment:
    by = actor(make_user("leth", "team_lead"), case.handover_on or OPENED)
    (row,) = book_appointments(case, [at], by=by, meeting_form="in_person", **columns)
    return row


def booked_appointment() -> Appointment:
    case = make_case(OPENED, active=True)
    return booked(case, morning((case.handover_on or OPENED) + WEEK))
