"""What every form on a case has in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from accounts.actor import Actor
from accounts.roles import Permission
from cases.models import Case
from interventions.forms.codes import CodeField, fill_codes


class CaseForm(forms.Form):
    """Bound to a case and an actor. `past` names the days that cannot lie ahead, nor before birth.

    `held` is what the actor may on the case; `about` the row that the form is about, if any.
    """

    past: tuple[str, ...] = ()

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        case: Case,
        by: Actor,
        held: frozenset[Permission] = frozenset(),
        about: Any = None,
    ) -> None:
        self.case, self.by, self.held, self.about = case, by, held, about
        super().__init__(data, initial=dict.fromkeys(self.past, by.today))
        fill_codes(self, without=self.left_out())

    def left_out(self) -> Iterable[str]:
        """Codes that are not offered."""
        return ()

    def why_not(self) -> str:
        """Why there is nothing to fill in, or ""."""
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.past:
            if day := cleaned.get(name):
                self._check(name, day)
        return cleaned

    def _check(self, name: str, day: date) -> None:
        if day > self.by.today:
            self.add_error(name, "Datoen kan ikke ligge i fremtiden.")
        if day < self.case.citizen.born_on:
            self.add_error(name, "Datoen ligger før borgerens fødsel.")
        for code, field in self.fields.items():
            if isinstance(field, CodeField) and (why := field.why_not(self[code].data, day)):
                self.add_error(code, why)
