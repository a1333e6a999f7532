"""Booking an appointment by hand, once or every week."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from accounts.localtime import COPENHAGEN, NoSuchTimeError, instant
from accounts.roles import Permission
from cases.models import Case
from interventions.forms.booking import BookingFields, booked_with, sent, usual_booking
from interventions.forms.case import CaseForm
from interventions.forms.codes import CHOOSE
from interventions.forms.fields import LocalDateTimeField
from interventions.models import FollowUpTalk
from interventions.models.appointment import EXPECTING
from interventions.models.welcome_talk import Channel
from interventions.queries.steps import steps_of

MOST_WEEKS = 26


class AppointmentForm(BookingFields, CaseForm):
    """`times` are the instants of a valid form: the same local clock time, a week apart."""

    starts_at = LocalDateTimeField(label="Tidspunkt")
    weeks = forms.IntegerField(
        label="Antal uger",
        initial=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WEEKS)],
        help_text="1 er en enkelt aftale. Flere uger giver samme ugedag og klokkeslæt hver uge.",
    )
    meeting_form = forms.ChoiceField(
        label="Form",
        choices=FollowUpTalk.TalkForm.choices,
        initial=FollowUpTalk.TalkForm.IN_PERSON.value,
    )
    purpose = forms.CharField(label="Formål", required=False, max_length=200)
    step = forms.TypedChoiceField(
        label="Hører til", required=False, coerce=int, empty_value=None, choices=[]
    )
    channel = forms.ChoiceField(
        label="Indkaldt med", required=False, choices=[CHOOSE, *Channel.choices]
    )
    letter = forms.CharField(
        label="Indkaldelsens tekst",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Teksten gemmes, som den er sendt, og kan ikke ændres bagefter.",
    )

    rare_title = "Varighed, gentagelse, skridt, indkaldelse og tolkens sprog"
    rarely = ("minutes", "weeks", "step", "channel", "letter", *BookingFields.rarely[1:])
    field_order = (
        "starts_at", "meeting_form", "place", "purpose", "interpreter", "minutes", "weeks", "step",
        "channel", "letter", "language_aid",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(usual_booking(self.case.citizen))
        steps = [
            (step.pk, step.label)
            for step in steps_of(self.case, self.held)
            if not step.is_ended
            and step.kind not in EXPECTING  # they book their own
            and step.see == Permission.PLAN_SEE
        ]
        self.fields["step"].choices = [("", "Ikke et bestemt skridt"), *steps]  # type: ignore[attr-defined]
        self.times: list[datetime] = []

    def why_not(self) -> str:
        if self.case.state in Case.RUNNING:
            return ""
        return f"Sagen er {self.case.state_label.lower()}, og der kan ikke aftales møder på den."

    def clean_starts_at(self) -> datetime:
        starts_at: datetime = self.cleaned_data["starts_at"]
        if starts_at < self.by.now:
            raise forms.ValidationError("Tidspunktet er passeret. Vælg et, der ligger forude.")
        return starts_at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("letter") and not cleaned.get("channel"):
            self.add_error("channel", "Vælg, hvordan indkaldelsen er sendt.")
        first, weeks = cleaned.get("starts_at"), cleaned.get("weeks")
        if first and weeks:
            try:
                self.times = weekly(first, weeks)
            except NoSuchTimeError as error:
                self.add_error("starts_at", str(error))
        return cleaned

    def columns(self) -> dict[str, Any]:
        """What every one of the appointments is booked with."""
        typed = self.cleaned_data
        return {
            "meeting_form": typed["meeting_form"],
            "purpose": typed["purpose"],
            "step_id": typed["step"],
            **booked_with(typed, self.case.citizen),
            **sent(typed, self.by.today, self.by),
        }


def weekly(first: datetime, weeks: int) -> list[datetime]:
    """The same weekday and local clock time, also over the change of the clock (scenario 49).

    Raises NoSuchTimeError when one of them falls into the hour that the spring change skips.
    """
    local = first.astimezone(COPENHAGEN)
    later = [local.date() + timedelta(weeks=week) for week in range(1, weeks)]
    return [first, *(instant(day, local.time()) for day in later)]
