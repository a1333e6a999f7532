"""Talks are before the arrival, after the invitation, and not missed before their time."""

from datetime import date, datetime
from typing import Any

from django import forms

from accounts.localtime import local_clock, local_date
from interventions.forms.base import MoveForm
from interventions.forms.own.appointments import Attended, Booked, Missed


class BeforeArrival(MoveForm):
    """An asylum-centre talk is held, and set to a time, before the person has arrived."""

    def _refuse_after_arrival(self, day: date) -> None:
        arrived_on = self.case.arrived_on
        if arrived_on and day >= arrived_on:
            raise forms.ValidationError(
                f"Borgerens ankomst er den {arrived_on:%d-%m-%Y}: samtalen holdes før ankomsten."
            )


class HeldAtCentre(Attended, BeforeArrival):
    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        self._refuse_after_arrival(on)
        return on


class TimeAtCentre(Booked, BeforeArrival):
    """The place is the centre, unless another one is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["place"] = self.case.asylum_centre

    def clean_meets_at(self) -> datetime | None:
        meets_at: datetime | None = self.cleaned_data["meets_at"]
        if meets_at:
            self._refuse_after_arrival(local_date(meets_at))
        return meets_at


class Invitation(Booked):
    """An invitation names a time from tomorrow on, seen from the day on which it is sent."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on, meets_at = cleaned.get("effective_on"), cleaned.get("meets_at")
        if on and meets_at and local_date(meets_at) <= on:
            self.add_error("meets_at", "Mødet skal ligge senere end den dag, indkaldelsen sendes.")
        return cleaned


class Regrets(MoveForm):
    """Who sends regrets does so before the time; after it she has stayed away."""

    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        meets_at = self.row.meets_at
        if meets_at and on > local_date(meets_at):
            raise forms.ValidationError(
                f"Mødet var den {local_clock(meets_at)}: afbud gives før mødet. "
                "Brug »Registrér udeblivelse«, hvis borgeren blev væk."
            )
        return on


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("AsylumCentreTalk", "hold"): HeldAtCentre,
    ("AsylumCentreTalk", "reschedule"): TimeAtCentre,
    ("AsylumCentreTalk", "plan_again"): TimeAtCentre,
    ("AsylumCentreTalk", "miss"): Missed,
    ("WelcomeTalk", "invite"): Invitation,
    ("WelcomeTalk", "invite_again"): Invitation,
    ("WelcomeTalk", "hold"): Attended,
    ("WelcomeTalk", "miss"): Missed,
    ("FollowUpTalk", "invite"): Invitation,
    ("FollowUpTalk", "invite_again"): Invitation,
    ("FollowUpTalk", "hold"): Attended,
    ("FollowUpTalk", "miss"): Missed,
    ("FollowUpTalk", "send_regrets"): Regrets,
}
