"""Forms of the people around a case."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from cases.models import Citizen
from interventions.forms.case import CaseForm
from interventions.forms.codes import CHOOSE, CodeField
from interventions.queries.relatives import near, visible_holder

SEEN_FROM_THE_OTHER = ("under_foraeldremyndighed", "under_vaerge")


class RelationForm(CaseForm):
    """The other is chosen among people near by, found by a number, or only named."""

    past = ("from_on",)

    type = CodeField("relation_type", label="Relation", help_text="Hvad er den anden for borgeren?")
    other = forms.ChoiceField(label="Borger i systemet", required=False)
    number = forms.CharField(
        label="Eller CPR-nummer eller Udlændinge-ID", required=False, max_length=20
    )
    other_name = forms.CharField(
        label="Eller navn på en person uden for systemet", required=False, max_length=200
    )
    from_on = forms.DateField(label="Fra", help_text="dd-mm-åååå")
    source = forms.CharField(label="Kilde", required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = near(self.case, self.by)
        told = [(pk, f"{c}, født {c.born_on:%d-%m-%Y}") for pk, c in self.people.items()]
        self.fields["other"].choices = [("", "Ingen af dem"), *told]  # type: ignore[attr-defined]

    def left_out(self) -> tuple[str, ...]:
        return SEEN_FROM_THE_OTHER

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        ways = [name for name in ("other", "number", "other_name") if cleaned.get(name)]
        if len(ways) != 1 and not self.errors:
            self.add_error(
                "other", "Vælg en borger, skriv et nummer eller skriv et navn: ét af dem."
            )
        elif ways:
            cleaned["citizen"] = self._citizen(cleaned)
        return cleaned

    def _citizen(self, cleaned: dict[str, Any]) -> Citizen | None:
        if cleaned.get("other"):
            return self.people[cleaned["other"]]
        number = cleaned.get("number")
        found = visible_holder(number, self.by) if number else None
        if number and found is None:
            self.add_error(
                "number", "Ingen borger, du kan se, har det nummer. Skriv navnet i stedet."
            )
        if found and found.pk == self.case.citizen_id:
            self.add_error("number", "Det er borgerens eget nummer.")
        return found


class EndForm(CaseForm):
    past = ("on",)

    on = forms.DateField(label="Slut", help_text="Første dag, den ikke gælder, dd-mm-åååå.")


class MoveInForm(CaseForm):
    past = ("on",)

    other = forms.ChoiceField(label="Flytter ind hos", widget=forms.RadioSelect)
    on = forms.DateField(label="Fra", help_text="dd-mm-åååå")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = near(self.case, self.by)
        told = [(pk, f"{c}, født {c.born_on:%d-%m-%Y}") for pk, c in self.people.items()]
        self.fields["other"].choices = told  # type: ignore[attr-defined]

    def why_not(self) -> str:
        return (
            "" if self.people else "Registrér først relationen til den, borgeren flytter ind hos."
        )


class MoveOutForm(CaseForm):
    past = ("on",)

    on = forms.DateField(label="Flyttet den", help_text="dd-mm-åååå")


class CollaboratorForm(CaseForm):
    past = ("from_on",)

    name = forms.CharField(label="Navn", max_length=200)
    organisation = CodeField("collaborator_organisation", label="Organisation")
    function = forms.CharField(label="Funktion", required=False, max_length=100)
    phone = forms.CharField(label="Telefon", required=False, max_length=30)
    email = forms.EmailField(label="E-mail", required=False)
    consent = forms.ChoiceField(
        label="Samtykke", help_text="Det, der må deles, er det, som samtykket omfatter."
    )
    from_on = forms.DateField(label="Fra", help_text="dd-mm-åååå")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_force = Q(withdrawn_on=None) | Q(withdrawn_on__gt=self.by.today)
        rows = self.case.citizen.consents.filter(in_force, given_on__lte=self.by.today)
        self.consents = {str(row.pk): row for row in rows}
        told = [(pk, f"{row.receiver}: {row.scope}") for pk, row in self.consents.items()]
        self.fields["consent"].choices = [CHOOSE, *told]  # type: ignore[attr-defined]

    def why_not(self) -> str:
        return "" if self.consents else "Borgerens samtykke mangler: registrér det på sagen først."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        consent = self.consents.get(cleaned.get("consent", ""))
        first: date | None = cleaned.get("from_on")
        if consent and first and first < consent.given_on:
            self.add_error("from_on", f"Samtykket er først givet {consent.given_on:%d-%m-%Y}.")
        return cleaned
