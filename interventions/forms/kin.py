"""A person says whose cases she must not handle."""

from __future__ import annotations

from django import forms

from accounts.models import Kin


class KinForm(forms.Form):
    cpr = forms.CharField(
        label="CPR-nummer",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text="Gemmes ikke og kan ikke læses igen.",
    )
    relation = forms.ChoiceField(
        label="Relation", choices=Kin.Relation.choices, widget=forms.RadioSelect
    )
