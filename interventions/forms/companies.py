"""The register of companies: a company, its places, and the end of all that runs there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from accounts.actor import Actor
from interventions.models import Company, CompanyPlacement, ProductionUnit

Continuation = CompanyPlacement.Continuation


class CompanyForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only to the checker
    class Meta:
        model = Company
        fields = ("name", "cvr")


class CompanyNameForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only to the checker
    """A CVR number is a company's for good; another number is another company."""

    class Meta:
        model = Company
        fields = ("name",)


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only to the checker
    class Meta:
        model = ProductionUnit
        fields = ("p_number", "address", "contact", "phone")


class ClosureForm(forms.Form):
    """One reason for all: the company closes, or gives notice."""

    effective_on = forms.DateField(label="Sidste dag", help_text="dd-mm-åååå")
    continues_as = forms.ChoiceField(
        label="Hvad sker der bagefter?", choices=[("", "Vælg …"), *Continuation.choices]
    )
    note = forms.CharField(
        label="Bemærkning",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skrives på hvert forløb.",
    )

    def __init__(self, data: Any, *, by: Actor) -> None:
        self.by = by
        super().__init__(data, initial={"effective_on": by.today})

    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        if on > self.by.today:
            raise forms.ValidationError("Datoen kan ikke ligge i fremtiden.")
        return on
