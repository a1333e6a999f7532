"""Letting a colleague work on a case in a function, and taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from accounts.roles import BY_HAND
from interventions.forms.case import CaseForm
from interventions.queries.people import area_caseworkers

ENDS = "Den første dag uden adgang, dd-mm-åååå."


class AssignmentForm(CaseForm):
    """Who may be chosen are the caseworkers of the area: the specialists are few and serve
    several units.
    """

    function = forms.ChoiceField(
        label="Funktion",
        choices=[(f.value, f.label) for f in BY_HAND],
        widget=forms.RadioSelect,
        help_text="Funktionen afgør, hvad kollegaen kan se og gøre på sagen.",
    )
    user = forms.ChoiceField(label="Kollega")
    from_on = forms.DateField(label="Fra", help_text="Den første dag med adgang, dd-mm-åååå.")
    to_on = forms.DateField(label="Til", required=False, help_text=ENDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["from_on"] = self.by.today
        others = [u for u in area_caseworkers(self.case, self.by) if not self._answers(u.pk)]
        self.users = {str(user.pk): user for user in others}
        choices = [("", "Vælg"), *((pk, str(user)) for pk, user in self.users.items())]
        self.fields["user"].choices = choices  # type: ignore[attr-defined]

    def _answers(self, pk: int) -> bool:
        """The responsible caseworker may do it all already."""
        return pk == self.case.responsible_id

    def why_not(self) -> str:
        if self.case.is_ended:
            return f"Sagen er {self.case.state_label.lower()}."
        return "" if self.users else "Området har ingen anden aktiv sagsbehandler."

    def clean_from_on(self) -> date:
        first: date = self.cleaned_data["from_on"]
        if first < self.by.today:
            raise forms.ValidationError("Vælg i dag eller en senere dag: adgang gives ikke bagud.")
        return first

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last <= first:
            self.add_error("to_on", "Dagen skal ligge efter den første dag med adgang.")
        return cleaned


class EndAssignmentForm(CaseForm):
    """`about` is the assignment."""

    on = forms.DateField(label="Slut", help_text=ENDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = max(self.by.today, self.about.from_on)
        self.initial["on"] = self.first

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.first:
            raise forms.ValidationError(f"Vælg {self.first:%d-%m-%Y} eller en senere dag.")
        return on
