"""Each time that a talk is set to is an appointment of its own; the talk's moves settle it.

So every invitation stays as it was sent, also when the citizen is invited again.
"""

from __future__ import annotations

from typing import Any

from accounts.localtime import local_date
from cases.actions.moves import earliest_day
from interventions.actions.appointments import new_appointment
from interventions.actions.made import Made
from interventions.forms.booking import booked_with, sent
from interventions.models import FollowUpTalk
from interventions.queries.appointments import open_appointment

WITH_TALK = "Registreret sammen med samtalen"
IN_PERSON = FollowUpTalk.TalkForm.IN_PERSON


def book(made: Made) -> None:
    """A new time takes the place of one that stood open."""
    typed, on = made.values, made.event.effective_on
    if typed.get("meets_at") is None:
        return
    _settle(made, "lapse", reason="Aftalt til et andet tidspunkt")
    new_appointment(
        made.case,
        by=made.by,
        on=on,
        step_id=made.row.pk,
        starts_at=typed["meets_at"],
        meeting_form=typed.get("talk_form") or IN_PERSON.value,
        **booked_with(typed, made.case.citizen),
        **sent(typed, on, made.by),
    )


def hold(made: Made) -> None:
    """A talk that was held before the day of the appointment was not held at it."""
    on, appointment = made.event.effective_on, open_appointment(made.row)
    if appointment and on < local_date(appointment.starts_at):
        _settle(made, "cancel", reason=f"Samtalen blev holdt den {on:%d-%m-%Y}")
        return
    answers = ("interpreter_present", "no_interpreter_reason")
    _settle(made, "attend", **{name: made.values.get(name, "") for name in answers})


def miss(made: Made) -> None:
    """At an asylum centre nobody asks for the attempts to reach her, nor for the cause."""
    typed = made.values
    _settle(
        made,
        "miss",
        contact_attempts=typed.get("contact_attempts") or "Ikke noteret",
        reasonable_cause=typed.get("reasonable_cause")
        or FollowUpTalk.ReasonableCause.UNKNOWN.value,
    )


def regret(made: Made) -> None:
    _settle(made, "regret", reason=made.values["reason"])


def cancel(made: Made) -> None:
    _settle(made, "cancel", reason=made.values["reason"])


def lapse(made: Made) -> None:
    _settle(made, "lapse", reason=made.values["reason"])


def _settle(made: Made, move: str, **data: Any) -> None:
    """The open appointment of the talk, if there is one, follows the talk."""
    appointment = open_appointment(made.row)
    if appointment is None:
        return
    on = max(made.event.effective_on, earliest_day(made.case, appointment))
    made.then(appointment, move, {"effective_on": on, "note": WITH_TALK, **data})
