"""Forms of handing out many cases, and of somebody's absence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms

from accounts.actor import Actor
from accounts.models import User
from cases.models import Case
from interventions.queries.people import caseworkers

ONE_DAY = timedelta(days=1)


class HandOutForm(forms.Form):
    """`cases` are those shown; without `targets` they are spread over the unit."""

    every = forms.BooleanField(label="Alle forløb på listen", required=False)
    cases = forms.TypedMultipleChoiceField(
        label="Forløb", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    targets = forms.MultipleChoiceField(
        label="Til",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Vælg en eller flere. Vælger du ingen, fordeles efter færrest åbne forløb.",
    )

    def __init__(self, data: Mapping[str, Any] | None, *, cases: list[Case], by: Actor) -> None:
        super().__init__(data)
        loads = caseworkers(by.unit_id or 0, by)
        self.users: dict[str, User] = {load.user.username: load.user for load in loads}
        self.fields["cases"].choices = [(case.pk, str(case.citizen)) for case in cases]  # type: ignore[attr-defined]
        self.fields["targets"].choices = [(load.user.username, load.told) for load in loads]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("every"):
            cleaned["cases"] = [pk for pk, _ in self.fields["cases"].choices]  # type: ignore[attr-defined]
        if not cleaned.get("cases") and "cases" not in self.errors:
            self.add_error("cases", "Vælg mindst ét forløb.")
        return cleaned

    def chosen(self) -> list[User]:
        return [self.users[name] for name in self.cleaned_data["targets"]]


class AwayForm(forms.Form):
    user = forms.ChoiceField(label="Hvem er fraværende?")
    deputy = forms.ChoiceField(label="Vikar")
    from_on = forms.DateField(label="Første dag", help_text="dd-mm-åååå")
    last_on = forms.DateField(label="Sidste dag", help_text="dd-mm-åååå")

    def __init__(self, data: Mapping[str, Any] | None, *, by: Actor) -> None:
        self.by = by
        super().__init__(data, initial={"from_on": by.today})
        loads = caseworkers(by.unit_id or 0, by)
        self.users: dict[str, User] = {load.user.username: load.user for load in loads}
        named = [("", "Vælg …"), *((load.user.username, load.told) for load in loads)]
        for name in ("user", "deputy"):
            self.fields[name].choices = named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_on"), cleaned.get("last_on")
        if first and first < self.by.today:
            self.add_error("from_on", "Første dag kan ikke ligge før i dag.")
        if first and last and last < first:
            self.add_error("last_on", "Sidste dag ligger før den første.")
        if cleaned.get("user") and cleaned.get("user") == cleaned.get("deputy"):
            self.add_error("deputy", "Vælg en anden som vikar.")
        return cleaned

    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "user": self.users[typed["user"]],
            "deputy": self.users[typed["deputy"]],
            "from_on": typed["from_on"],
            "to_on": typed["last_on"] + ONE_DAY,
        }
