"""Taking over a case, and opening it again."""

from datetime import date
from typing import Any

from django import forms

from cases.models import Case
from interventions.forms.base import MoveForm


class TakeOver(MoveForm):
    """Nobody takes over before the day on which the responsibility passes."""

    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        handover_on = self.case.handover_on
        if self.case.in_programme and handover_on and on < handover_on:
            raise forms.ValidationError(f"Ansvaret overgår først den {handover_on:%d-%m-%Y}.")
        return on


class Reopening(MoveForm):
    """A second open case of the same citizen cannot be."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        others = Case.objects.filter(citizen=self.case.citizen_id).exclude(pk=self.case.pk)
        if others.exclude(state__in=Case.ENDED).exists():
            self.add_error(None, "Borgeren har allerede et åbent forløb.")
        return cleaned


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("Case", "take_over"): TakeOver,
    ("Case", "reopen"): Reopening,
}
