from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from accounts.actor import Actor
from cases.actions.moves import earliest_day
from cases.queries import labels
from interventions.forms.fields import LocalDateTimeField
from interventions.models import FollowUp, Mentoring


class FollowUpForm(forms.Form):
    """Date, outcome, form, topics, one to three sentences, help wanted, next meeting."""

    occurred_on = forms.DateField(label="Dato", help_text="dd-mm-åååå")
    outcome = forms.ChoiceField(
        label="Udfald", choices=FollowUp.Outcome.choices, widget=forms.RadioSelect
    )
    contact_form = forms.ChoiceField(
        label="Form", choices=FollowUp.ContactForm.choices, widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label="Emner", required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.CharField(
        label="Hvad skete der?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="En til tre sætninger.",
    )
    help_wanted = forms.BooleanField(
        label="Jeg har brug for hjælp fra sagsbehandleren", required=False
    )
    next_at = LocalDateTimeField(label="Næste møde", required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, mentoring: Mentoring, by: Actor) -> None:
        self.mentoring, self.by = mentoring, by
        super().__init__(data, initial={"occurred_on": by.today})
        topics = labels("follow_up_topic")["follow_up_topic"]
        self.fields["topics"].choices = list(topics.items())  # type: ignore[attr-defined]

    def clean_occurred_on(self) -> date:
        on: date = self.cleaned_data["occurred_on"]
        if on > self.by.today:
            raise forms.ValidationError("Datoen kan ikke ligge i fremtiden.")
        earliest = earliest_day(self.mentoring.case, self.mentoring)
        starting = self.mentoring.state == Mentoring.State.ASSIGNED
        first = earliest if starting else self.mentoring.starts_on or earliest
        if on < first:
            raise forms.ValidationError(f"Mentorforløbet begyndte først den {first:%d-%m-%Y}.")
        return on
