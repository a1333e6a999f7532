from __future__ import annotations

from typing import Any

from django import forms

from interventions.forms.case import CaseForm
from interventions.forms.codes import CodeField


class ExemptionCorrection(CaseForm):
    """`about` is the exemption."""

    reason = CodeField("exemption_reason", label="Årsag")
    from_on = forms.DateField(label="Fra", help_text="Fritagelsens første dag, dd-mm-åååå.")
    to_on = forms.DateField(label="Til og med", help_text="Fritagelsens sidste dag, dd-mm-åååå.")
    note = forms.CharField(
        label="Begrundelse",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why = forms.CharField(
        label="Hvorfor rettes den?", max_length=300, help_text="De gamle dage gemmes."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reason", "from_on", "to_on", "note"):
            self.initial[name] = getattr(self.about, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "Den sidste dag ligger før den første.")
        return cleaned
