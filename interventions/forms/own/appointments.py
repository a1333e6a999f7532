"""Setting a time for a meeting, and how it went: by hand, or by the moves of a talk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from accounts.localtime import local_clock, local_date
from interventions.forms.base import MoveForm
from interventions.forms.booking import BookingFields, usual_booking
from interventions.forms.codes import fill_codes
from interventions.models import Appointment
from interventions.models.welcome_talk import YesNo
from interventions.queries.appointments import open_appointment

FIRST = ("effective_on", "meets_at", "talk_form", "channel", "letter")


class Booked(BookingFields, MoveForm):
    """A move of a talk that books an appointment for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_codes(self)
        self.initial.update(usual_booking(self.case.citizen))
        self.order_fields([name for name in FIRST if name in self.fields])


class Attended(MoveForm):
    """A talk without the interpreter that it needed says why: its validity hangs on that."""

    interpreter_present = forms.ChoiceField(
        label="Deltog tolken?", required=False, choices=[("", "Vælg …"), *YesNo.choices]
    )
    no_interpreter_reason = forms.CharField(
        label="Holdt uden tolk, fordi", required=False, max_length=300
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = isinstance(self.row, Appointment)
        found: Appointment | None = self.row if own else open_appointment(self.row)
        self.interpreter_needed = found is not None and found.interpreter_needed
        self.interpreter_booked = found is not None and found.interpreter_booked
        if not self.interpreter_needed:
            del self.fields["interpreter_present"], self.fields["no_interpreter_reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.interpreter_needed:
            return cleaned
        usual = YesNo.YES if self.interpreter_booked else YesNo.NO
        reason = cleaned.get("no_interpreter_reason", "")
        present = cleaned.get("interpreter_present") or (YesNo.NO if reason else usual)
        if present == YesNo.NO and not reason:
            self.add_error(
                "no_interpreter_reason",
                "Borgeren har behov for tolk. Angiv, at tolken deltog, eller skriv, hvorfor "
                "samtalen blev holdt uden.",
            )
        return {
            **cleaned,
            "interpreter_present": present,
            "no_interpreter_reason": reason if present == YesNo.NO else "",
        }


class AttendedThatDay(Attended):
    """Nobody has come to an appointment before its day."""

    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        if on < local_date(self.row.starts_at):
            raise forms.ValidationError(f"Aftalen er først den {local_clock(self.row.starts_at)}.")
        return on


class Missed(MoveForm):
    """Nobody has stayed away before the time has come."""

    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        meets_at = self.row.meets_at
        if meets_at and (on < local_date(meets_at) or self.by.now < meets_at):
            raise forms.ValidationError(f"Mødet er først den {local_clock(meets_at)}.")
        return on


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("Appointment", "attend"): AttendedThatDay,
    ("Appointment", "miss"): Missed,
}
