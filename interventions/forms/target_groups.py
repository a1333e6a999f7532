"""The form of a citizen's LAB target group."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from interventions.forms.case import CaseForm
from interventions.forms.codes import CodeField

# The parallel BEK: people in the introduction programme are outside these.
OUTSIDE_PROGRAMME = ("6.2", "6.3", "6.4", "6.5")


class TargetGroupForm(CaseForm):
    past = ("from_on",)

    code = CodeField(
        "lab_group",
        label="Målgruppe",
        help_text="Afgør, hvor længe en virksomhedspraktik højst kan vare (LAB § 61).",
    )
    from_on = forms.DateField(label="Fra", help_text="Første dag, dd-mm-åååå.")

    def left_out(self) -> Iterable[str]:
        return OUTSIDE_PROGRAMME if self.case.in_programme else ()
