"""What is shared on a day needs a consent in force that day, also when it is told later (R11)."""

from __future__ import annotations

from datetime import date, time
from typing import ClassVar

from django import forms

from accounts.localtime import instant
from cases.lifecycle import Guard
from interventions.forms.base import MoveForm

NOON = time(12)


class SharedThatDay(MoveForm):
    """`consent` is the move's guard, which asks of today; here it is asked of the typed day."""

    consent: ClassVar[tuple[Guard]]

    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        (given,) = self.consent
        if on < self.by.today and given(self.row, self.by.at(instant(on, NOON))):
            raise forms.ValidationError(
                f"Borgerens samtykke gjaldt ikke den {on:%d-%m-%Y}. Ret samtykkets dato, eller "
                "vælg en dag, hvor det gælder."
            )
        return on
