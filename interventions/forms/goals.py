"""A goal of a company effort: written down, or taken from the bank of goals."""

from __future__ import annotations

from typing import Any

from django import forms

from cases.models import Code
from interventions.forms.codes import CHOOSE, CodeField
from interventions.models import Goal

# The bank is code tables, one for each type: a code's label is the goal, its note the sign.
BANK = {
    "goal_professional": Goal.Type.PROFESSIONAL,
    "goal_social": Goal.Type.SOCIAL,
    "goal_language": Goal.Type.LANGUAGE,
}
AREAS = "policy_area"


class GoalForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only to the checker
    """A goal of the bank fills type, text and sign where they are left empty."""

    bank = forms.ChoiceField(
        label="Mål fra banken",
        required=False,
        help_text="Udfylder type, mål og tegn, hvor du ikke selv skriver noget.",
    )
    type = forms.ChoiceField(label="Type", choices=[CHOOSE, *Goal.Type.choices])
    policy_area = CodeField(AREAS, label="Område i politikken", required=False)

    class Meta:
        model = Goal
        fields = ("type", "text", "sign", "policy_area")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["bank", *self.Meta.fields])
        rows = list(Code.objects.filter(table__in=[*BANK, AREAS]))
        self.known = {f"{row.table}.{row.code}": row for row in rows if row.table in BANK}
        areas = [(row.code, row.label) for row in rows if row.table == AREAS]
        self.fields[AREAS].choices = [CHOOSE, *areas]  # type: ignore[attr-defined]
        self.fields["bank"].choices = [CHOOSE, *self._by_type()]  # type: ignore[attr-defined]
        if self.is_bound and self.data.get(self.add_prefix("bank")):
            for name in self.Meta.fields:
                self.fields[name].required = False

    def _by_type(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (
                str(kind.label),
                [(k, row.label) for k, row in self.known.items() if row.table == table],
            )
            for table, kind in BANK.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        row = self.known.get(cleaned.pop("bank", ""))
        if row:
            taken = {"type": BANK[row.table].value, "text": row.label, "sign": row.note}
            cleaned.update({name: cleaned.get(name) or value for name, value in taken.items()})
        return cleaned
