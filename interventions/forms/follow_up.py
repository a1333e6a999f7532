from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from accounts.actor import Actor
from accounts.localtime import local_date
from cases.actions.moves import earliest_day
from cases.queries import labels
from interventions.forms.fields import LocalDateTimeField
from interventions.models import FollowUp, Mentoring
from interventions.queries.late_logs import assigned_on

CLOCK_SKEW = timedelta(minutes=5)  # a telephone's clock may be ahead by so much
FUTURE, BEFORE_ASSIGNMENT = "future", "before_assignment"  # codes of errors, for the API


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
        """Not ahead, but for a telephone's clock that is a little fast: then it is today."""
        on: date = self.cleaned_data["occurred_on"]
        if on > local_date(self.by.now + CLOCK_SKEW):
            raise forms.ValidationError("Datoen kan ikke ligge i fremtiden.", code=FUTURE)
        return self._not_before_it_began(min(on, self.by.today))

    def _not_before_it_began(self, on: date) -> date:
        """Nor before the writer became the mentor, when another one was it first."""
        earliest = earliest_day(self.mentoring.case, self.mentoring)
        starting = self.mentoring.state == Mentoring.State.ASSIGNED
        first = earliest if starting else self.mentoring.starts_on or earliest
        assigned = assigned_on(self.by, self.mentoring)
        if assigned and on < assigned:
            raise forms.ValidationError(
                f"Du blev mentor den {assigned:%d-%m-%Y}.", code=BEFORE_ASSIGNMENT
            )
        if on < first:
            raise forms.ValidationError(f"Mentorforløbet begyndte først den {first:%d-%m-%Y}.")
        return on


class LateFollowUpForm(FollowUpForm):
    """Of whoever was the mentor: whether she was on that day, the action judges."""

    def _not_before_it_began(self, on: date) -> date:
        return on


class AmendmentForm(forms.Form):
    text = forms.CharField(
        label="Tilføjelse", max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
