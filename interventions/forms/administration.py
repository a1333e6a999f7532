"""Accounts, roles and machines' tokens, as an administrator types them. Places by their codes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from accounts.grants import TOKEN_SCOPES
from accounts.models import Area, Unit, User
from accounts.roles import PRIVILEGED, Role

CHOOSE = ("", "Vælg …")
YEAR = timedelta(days=365)
SCOPE_LABELS = {
    "citizens.read": "Læse borgere og forløb (CPR-nummer, navn, plan)",
    "citizens.create": "Oprette borgere",
    "reports.read": "Læse rapporter med skjulte små tal",
    "events.receive": "Læse udgående hændelser (kun id-numre)",
}
SCOPES = [(scope, SCOPE_LABELS[scope]) for scope in TOKEN_SCOPES]
HELD_IN_UNIT = (Role.CASEWORKER, Role.TEAM_LEAD, Role.MENTOR)
ORDINARY = (*HELD_IN_UNIT, Role.MANAGER)


class UserForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only to the checker
    class Meta:
        model = User
        fields = ("username", "name", "email")
        labels = {"name": "Navn", "email": "E-mail"}

    username = forms.SlugField(
        label="Brugernavn",
        max_length=150,
        help_text="Bogstaverne a-z, tal, bindestreg og understreg. Det kan ikke ændres siden.",
    )


class NameForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only to the checker
    class Meta:
        model = User
        fields = ("name", "email")


class OwnForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only to the checker
    """What a person changes about herself; all else is an administrator's."""

    class Meta:
        model = User
        fields = ("email",)


class RoleForm(forms.Form):
    """One ordinary role: in a unit, or for a manager in an area."""

    role = forms.ChoiceField(
        label="Rolle", choices=[CHOOSE, *((r.value, r.label) for r in ORDINARY)]
    )
    unit = forms.ChoiceField(label="Enhed", required=False, help_text="Alle roller undtagen leder.")
    area = forms.ChoiceField(label="Område", required=False, help_text="Kun for en leder.")
    to_on = forms.DateField(
        label="Til (ikke med)", required=False, help_text="dd-mm-åååå. Tom: indtil videre."
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        _field(self, "unit").choices = [CHOOSE, *Unit.objects.values_list("code", "name")]
        _field(self, "area").choices = [CHOOSE, *Area.objects.values_list("code", "name")]

    def clean_unit(self) -> Unit | None:
        return Unit.objects.filter(code=self.cleaned_data["unit"]).first()

    def clean_area(self) -> Area | None:
        return Area.objects.filter(code=self.cleaned_data["area"]).first()

    def clean(self) -> None:
        typed = self.cleaned_data
        if "role" not in typed:
            return
        needs, other = ("area", "unit") if typed["role"] == Role.MANAGER else ("unit", "area")
        if not typed.get(needs) and needs not in self.errors:
            self.add_error(needs, "Rollen skal have et sted.")
        if typed.get(other):
            self.add_error(other, "Rollen har ikke dette sted.")


class ProposalForm(forms.Form):
    """A role for two administrators to give; it covers the whole municipality."""

    role = forms.ChoiceField(
        label="Rolle", choices=[CHOOSE, *((r.value, r.label) for r in Role if r in PRIVILEGED)]
    )
    reason = forms.CharField(
        label="Begrundelse", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    to_on = forms.DateField(
        label="Til (ikke med)", required=False, help_text="dd-mm-åååå. Tom: indtil videre."
    )


class DecisionOnRoleForm(forms.Form):
    approve = forms.ChoiceField(
        label="Afgørelse",
        choices=[("yes", "Godkend"), ("no", "Afvis")],
        widget=forms.RadioSelect,
    )


class TokenForm(forms.Form):
    name = forms.CharField(
        label="Navn", max_length=100, help_text="Systemet, der bruger nøglen, fx »Ledelsesinfo«."
    )
    unit = forms.ChoiceField(label="Enhed")
    scopes = forms.MultipleChoiceField(
        label="Adgange",
        choices=SCOPES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kun det, systemet har brug for.",
    )
    expires_on = forms.DateField(
        label="Sidste dag", help_text="dd-mm-åååå, højst 365 dage fra i dag."
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"expires_on": today + YEAR})
        self.today = today
        _field(self, "unit").choices = [CHOOSE, *Unit.objects.values_list("code", "name")]

    def clean_unit(self) -> Unit:
        return Unit.objects.get(code=self.cleaned_data["unit"])

    def clean_expires_on(self) -> date:
        on: date = self.cleaned_data["expires_on"]
        if not self.today <= on <= self.today + YEAR:
            raise forms.ValidationError("Vælg en dag fra i dag og højst 365 dage frem.")
        return on


def _field(form: forms.Form, name: str) -> Any:
    """Its choices are rows, which are read when the form is made."""
    return form.fields[name]
