"""One person registered twice: which cancelled case, and which dates count."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst

from accounts.roles import Permission
from cases.access import reaches
from cases.models import Case
from interventions.forms.case import CaseForm
from interventions.queries.doubles import COMPARED, HERE, THERE, differing

CHOICES = [
    ("", "Datoerne er ens, eller kun den ene sag har en"),
    (HERE, "Behold datoen i denne sag"),
    (THERE, "Brug dobbeltsagens dato"),
]


def _which(name: str) -> forms.ChoiceField:
    label = capfirst(str(Case._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
    return forms.ChoiceField(label=label, choices=CHOICES, required=False)


DATES = {name: _which(name) for name in COMPARED}


class DoubleForm(CaseForm):
    """Every date on which the two cases disagree must be decided by somebody."""

    double = forms.IntegerField(
        label="Dobbeltsagens nummer",
        min_value=1,
        help_text="Den anden sag skal være annulleret som fejloprettet.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {name: _which(name) for name in COMPARED}

    def clean_double(self) -> Case:
        """Out of reach looks as if it were not there."""
        cases = Case.objects.select_related("citizen", "unit")
        found = cases.filter(pk=self.cleaned_data["double"]).first()
        if found is None or not reaches(self.by, Permission.CITIZENS_MERGE, found):
            raise forms.ValidationError("Du har ingen sag med det nummer.")
        if found.pk == self.case.pk:
            raise forms.ValidationError("Skriv den anden sags nummer.")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        double = cleaned.get("double")
        if double:
            for name, (here, there) in differing(self.case, double).items():
                if here and there and not cleaned.get(name):
                    self.add_error(
                        name, f"Vælg: {here:%d-%m-%Y} her eller {there:%d-%m-%Y} i dobbeltsagen."
                    )
        return cleaned
