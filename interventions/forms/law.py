"""A new version of a deadline rule, filled with what the newest one says.

Where it is counted from, what meets it and its shape belong to the program: they stay.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms

from interventions.law.rules import APPLIES_TO, Authority, Roll, Rule, Unit
from interventions.law.wording import AUTHORITIES

AREAS = dict(
    zip(
        APPLIES_TO,
        (
            "Alle", "I introduktionsprogram eller selvforsørgelsesprogram",
            "Københavnersporet", "Ukrainesporet", "Det almene spor",
        ),
        strict=True,
    )
)  # fmt: skip
UNITS = {
    Unit.CALENDAR_DAYS: "Dage",
    Unit.WORKING_DAYS: "Hverdage",
    Unit.WEEKS: "Uger",
    Unit.MONTHS: "Måneder",
    Unit.YEARS: "År",
    Unit.FIRST_WHOLE_MONTH: "Første dag efter den første hele måned",
    Unit.HOURS_PER_WEEK: "Timer om ugen",
}
ROLLS = {
    Roll.NONE: "Flyttes ikke",
    Roll.NEXT: "Til næste hverdag",
    Roll.NEXT_OPEN_DAY: "Til næste åbningsdag",
}
KEPT = ("code", "anchor", "shape", "fulfilled_by", "mark")


class RuleVersionForm(forms.Form):
    valid_from = forms.DateField(label="Gælder fra", help_text="dd-mm-åååå, efter den nyeste.")
    valid_to = forms.DateField(
        label="Gælder til og med", required=False, help_text="dd-mm-åååå. Tom: indtil videre."
    )
    subject = forms.CharField(label="Emne", max_length=200)
    amount = forms.IntegerField(label="Antal", min_value=-10_000, max_value=10_000)
    unit = forms.ChoiceField(label="Enhed", choices=[(u.value, t) for u, t in UNITS.items()])
    roll = forms.ChoiceField(
        label="Når dagen er lukket", choices=[(r.value, t) for r, t in ROLLS.items()]
    )
    authority = forms.ChoiceField(
        label="Slags", choices=[(a.value, t) for a, t in AUTHORITIES.items()]
    )
    applies_to = forms.ChoiceField(label="Gælder for", choices=[*AREAS.items()])
    condition_key = forms.CharField(
        label="Betingelse",
        max_length=100,
        required=False,
        help_text="Systemets ord, fx adult_and_not_family.",
    )
    applies_to_open_cases = forms.BooleanField(
        label="Gælder også forløb, der er åbne", required=False
    )
    legal_reference = forms.CharField(label="Hjemmel", max_length=200)
    condition_note = forms.CharField(label="Note om betingelsen", max_length=300, required=False)

    def __init__(self, data: Any = None, *, newest: Rule) -> None:
        """`newest` is the version that it follows."""
        self.newest = newest
        super().__init__(data, initial={**said_by(newest), "valid_from": None})

    def clean(self) -> None:
        if self.errors:
            return
        try:
            self.rule = self.newest.changed(**self._values())
        except ValueError as error:
            self.add_error(None, f"Det kan ikke være en regel: {error}.")

    def _values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        read = {
            "unit": Unit(typed["unit"]),
            "roll": Roll(typed["roll"]),
            "authority": Authority(typed["authority"]),
        }
        return {**typed, **read}


def said_by(rule: Rule) -> dict[str, Any]:
    """The fields of the form as the rule has them."""
    return {name: value for name, value in asdict(rule).items() if name not in KEPT}
