"""The residence permit: its ground and its last day."""

from __future__ import annotations

from typing import Any

from django import forms

from interventions.forms.case import CaseForm
from interventions.forms.codes import CodeField


class ResidenceForm(CaseForm):
    """With the ground that runs already, only the last day is changed."""

    past = ("from_on",)

    code = CodeField("residence_basis", label="Opholdsgrundlag")
    from_on = forms.DateField(
        label="Fra",
        help_text="dd-mm-åååå. Har betydning, når opholdsgrundlaget er et andet end før.",
    )
    valid_until = forms.DateField(
        label="Tilladelsen gælder til",
        required=False,
        help_text="dd-mm-åååå. Lad feltet stå tomt, hvis den er tidsubegrænset.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = self.case.citizen.residence_periods.filter(to_on=None).first()
        if running:
            self.initial.update(code=running.code, valid_until=running.valid_until)
