"""Attendance in a month, and the teams of jobdansk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from interventions.forms.case import CaseForm
from interventions.models import DanishTeam
from interventions.models.danish_team import WHOLE_WEEK

MOST_LESSONS = 200


class AttendanceForm(CaseForm):
    """The month that has just ended is the one that is registered."""

    month = forms.DateField(label="Måned", help_text="En dag i måneden, dd-mm-åååå.")
    attended = forms.IntegerField(
        label="Lektioner med fremmøde", min_value=0, max_value=MOST_LESSONS
    )
    scheduled = forms.IntegerField(label="Lektioner i alt", min_value=1, max_value=MOST_LESSONS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["month"] = self.by.today.replace(day=1) - timedelta(days=1)

    def clean_month(self) -> date:
        month: date = self.cleaned_data["month"]
        if month.replace(day=1) > self.by.today:
            raise forms.ValidationError("Måneden ligger i fremtiden.")
        return month

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        attended, scheduled = cleaned.get("attended"), cleaned.get("scheduled")
        if attended is not None and scheduled is not None and attended > scheduled:
            self.add_error("attended", "Der kan ikke være mere fremmøde end lektioner i alt.")
        return cleaned


class DanishHoursForm(CaseForm):
    """`about` is a Danish education."""

    hours_per_week = forms.IntegerField(
        label="Timer om ugen",
        min_value=1,
        max_value=WHOLE_WEEK,
        help_text="På en almindelig uge. De foreslås i ugens regnskab.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["hours_per_week"] = self.about.hours_per_week


class TeamForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only to the checker
    class Meta:
        model = DanishTeam
        fields = ("name", "place", "starts_on", "ends_on", "seats", "hours_per_week", "days")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Den sidste dag ligger før den første.")
        return cleaned
