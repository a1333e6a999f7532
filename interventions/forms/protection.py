"""Forms of a citizen's protection."""

from __future__ import annotations

from typing import Any

from django import forms

from cases.models import Protection
from interventions.forms.case import CaseForm
from interventions.forms.codes import CHOOSE


class ProtectionForm(CaseForm):
    past = ("from_on",)

    kind = forms.ChoiceField(
        label="Beskyttelse",
        choices=[CHOOSE, *Protection.Kind.choices],
        help_text="Ved særlig adressebeskyttelse slettes adressen: den må ikke stå i systemet.",
    )
    from_on = forms.DateField(label="Fra", help_text="dd-mm-åååå")
    until = forms.DateField(label="Forventet til", required=False, help_text="dd-mm-åååå")
    source = forms.CharField(
        label="Kilde", max_length=100, help_text="Fx CPR, politiet eller borgeren selv."
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("until")
        if first and last and last <= first:
            self.add_error("until", "Slutdatoen ligger ikke efter startdatoen.")
        return cleaned


class ExtensionForm(CaseForm):
    until = forms.DateField(label="Forventet til", help_text="dd-mm-åååå")


class ProtectionEndForm(CaseForm):
    past = ("on",)

    on = forms.DateField(label="Bekræftet ophørt i CPR", help_text="dd-mm-åååå")
