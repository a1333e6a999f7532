"""Forms about a citizen herself: how to reach her, what is shown in full, where she belongs."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import Unit, User
from accounts.roles import Permission
from cases.allocations import values
from cases.models import Case, Citizen
from cases.queries import labels
from interventions.forms.case import CaseForm
from interventions.forms.codes import CHOOSE
from interventions.forms.register import ReadField, text
from interventions.queries.people import caseworkers

SHORTEST_REASON = 20  # characters; less than that explains nothing afterwards


class RevealForm(CaseForm):
    """Why something is shown in full."""

    reason = forms.CharField(
        label="Begrundelse",
        min_length=SHORTEST_REASON,
        max_length=300,
        help_text="Mindst 20 tegn. Begrundelsen gemmes og kan blive kontrolleret.",
    )


class ContactForm(CaseForm):
    """The address is left out for whoever is not shown it: an empty field would delete it."""

    language = forms.ChoiceField(label="Sprog", required=False)
    interpreter = forms.ChoiceField(label="Tolkebehov", choices=Citizen.Interpreter.choices)
    phone = ReadField(values.phone, label="Telefon", required=False, max_length=30)
    email = ReadField(values.email, label="E-mail", required=False)
    safe_contact = text(
        label="Sikker kontakt",
        max_length=200,
        help_text=Citizen._meta.get_field("safe_contact").help_text,
    )
    address = text(label="Adresse", max_length=300)
    care_mark = text(
        label="Pas på-mærke",
        max_length=200,
        help_text=Citizen._meta.get_field("care_mark").help_text,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = labels("language")["language"].items()
        self.fields["language"].choices = [CHOOSE, *languages]  # type: ignore[attr-defined]
        if Permission.ADDRESS_SEE not in self.held:
            del self.fields["address"]
        for name in self.fields:
            self.initial[name] = getattr(self.case.citizen, name)

    def why_not(self) -> str:
        return "Forløbet er afsluttet. Genåbn det først." if self.case.is_ended else ""


class TransferForm(CaseForm):
    """A unit by its code; a caseworker there answers for a case that runs."""

    unit = forms.ChoiceField(label="Til enhed")
    responsible = forms.ChoiceField(
        label="Ansvarlig i den nye enhed",
        required=False,
        help_text="Uden et valg får den med færrest åbne forløb ansvaret.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = list(Unit.objects.exclude(pk=self.case.unit_id))
        offered = [(unit.code, str(unit)) for unit in units]
        self.fields["unit"].choices = [CHOOSE, *offered]  # type: ignore[attr-defined]
        self.loads = {unit.code: caseworkers(unit.pk, self.by) for unit in units}
        people = [
            (str(unit), [(load.user.username, load.told) for load in self.loads[unit.code]])
            for unit in units
        ]
        self.fields["responsible"].choices = [("", "Ingen valgt"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`unit` becomes the unit, `responsible` the user there, or None where none is needed."""
        cleaned = super().clean()
        if code := cleaned.get("unit"):
            cleaned["responsible"] = self._responsible(code, cleaned.get("responsible") or "")
            cleaned["unit"] = Unit.objects.get(code=code)
        return cleaned

    def _responsible(self, code: str, username: str) -> User | None:
        people = [load.user for load in self.loads[code]]  # those with the fewest cases first
        if username:
            chosen = next((user for user in people if user.username == username), None)
            if chosen is None:
                self.add_error("responsible", "Vælg en sagsbehandler i den nye enhed.")
            return chosen
        if self.case.state not in Case.RUNNING:
            return None
        if not people:
            self.add_error("unit", "Enheden har ingen sagsbehandler, der kan overtage ansvaret.")
        return people[0] if people else None
