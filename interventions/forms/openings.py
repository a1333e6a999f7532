"""Forms of standing in, of breaking the glass and of what is done behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from cases.models import BrokenGlass
from interventions.forms.case import CaseForm
from interventions.forms.choosing import ResponsibleForm
from interventions.forms.codes import CHOOSE

SHORTEST_REASON = 20  # characters (security §3.7)
ONE_DAY = timedelta(days=1)


class StandInForm(CaseForm):
    reason = forms.CharField(
        label="Hvorfor?",
        max_length=500,
        help_text="Den ansvarlige og teamlederen ser begrundelsen.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def why_not(self) -> str:
        if self.case.responsible_id == self.by.user_id:
            return "Sagen er din egen; du behøver ikke være vikar for dig selv."
        return ""


class DeputyForm(ResponsibleForm):
    """A colleague, first and last day; `to_on` in values() is the first day back."""

    from_on = forms.DateField(label="Første dag", help_text="dd-mm-åååå")
    last_on = forms.DateField(label="Sidste dag", help_text="dd-mm-åååå")
    reason = forms.CharField(label="Hvorfor?", max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users.pop(str(self.case.responsible_id), None)
        self.fields["user"].label = "Vikar"
        self.fields["user"].choices = [(pk, row.told) for pk, row in self.users.items()]  # type: ignore[attr-defined]
        self.initial.update(user=None, from_on=self.by.today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("last_on")
        if first and first < self.by.today:
            self.add_error("from_on", "Første dag kan ikke ligge før i dag.")
        if first and last and last < first:
            self.add_error("last_on", "Sidste dag ligger før den første.")
        return cleaned

    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        days = {"from_on": typed["from_on"], "to_on": typed["last_on"] + ONE_DAY}
        return {**days, "reason": typed["reason"]}


class BreakGlassForm(forms.Form):
    cause = forms.ChoiceField(
        label="Årsag", choices=BrokenGlass.Cause.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Begrundelse",
        min_length=SHORTEST_REASON,
        max_length=1000,
        help_text="Mindst 20 tegn. Teamlederen i enheden og databeskyttelsesrådgiveren læser den.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"min_length": "Skriv mindst 20 tegn om, hvorfor det ikke kan vente."},
    )


class EmergencyNoteForm(CaseForm):
    text = forms.CharField(
        label="Nødnotat",
        max_length=10000,
        help_text="Det, som den ansvarlige sagsbehandler skal vide.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(label="Vurdering", choices=[CHOOSE, *BrokenGlass.Verdict.choices])
    note = forms.CharField(
        label="Bemærkning",
        max_length=1000,
        required=False,
        help_text="Skal skrives, når nødadgangen ikke er forklaret.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        explained = cleaned.get("verdict") == BrokenGlass.Verdict.EXPLAINED
        if cleaned.get("verdict") and not explained and not cleaned.get("note"):
            self.add_error("note", "Skriv, hvad der er spurgt om eller er galt.")
        return cleaned


class LookUpForm(forms.Form):
    cpr = forms.CharField(
        label="CPR-nummer",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
