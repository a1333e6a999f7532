"""Visitation (INL § 17) and barsel: two facts from which follow-up talks are counted."""

from __future__ import annotations

from typing import Any

from django import forms

from interventions.forms.case import CaseForm
from interventions.forms.codes import CodeField
from interventions.queries.readiness import why_not_assess, why_not_leave

LINES = forms.Textarea(attrs={"rows": 3})
LAST_DAY = "Den sidste dag med orlov, dd-mm-åååå."


class JobReadinessForm(CaseForm):
    past = ("assessed_on",)

    category = CodeField("visitation_category", label="Borgeren er")
    assessed_on = forms.DateField(label="Visiteret den", help_text="dd-mm-åååå")
    reason = forms.CharField(label="Begrundelse", max_length=2000, widget=LINES)

    def why_not(self) -> str:
        return why_not_assess(self.case, self.by)


class LeaveForm(CaseForm):
    child_born_on = forms.DateField(label="Barnet født", help_text="dd-mm-åååå")
    from_on = forms.DateField(label="Orlov fra", help_text="Første dag, dd-mm-åååå.")
    ended_on = forms.DateField(
        label="Orlovens sidste dag", required=False, help_text=f"{LAST_DAY} Tom, hvis ukendt."
    )

    def why_not(self) -> str:
        return why_not_leave(self.case)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        born_on = cleaned.get("child_born_on")
        if born_on and born_on > self.by.today:
            self.add_error("child_born_on", "Barnet kan ikke være født i fremtiden.")
        if born_on and born_on <= self.case.citizen.born_on:
            self.add_error("child_born_on", "Datoen ligger før borgerens egen fødsel.")
        first, last = cleaned.get("from_on"), cleaned.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", "Den sidste dag ligger før den første.")
        return cleaned


class LeaveEndForm(CaseForm):
    ended_on = forms.DateField(label="Orlovens sidste dag", help_text=LAST_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["ended_on"] = self.about.ended_on or self.by.today
