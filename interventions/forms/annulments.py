"""The reason why something that was registered is annulled; `about` is the row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from cases.models import Clarification, DanishTestResult, EmploymentSpell
from cases.queries import labels
from interventions.forms.case import CaseForm
from interventions.models import Measurement, Pause


class AnnulForm(CaseForm):
    reason = forms.CharField(
        label="Begrundelse", max_length=300, help_text="Hvorfor var registreringen forkert?"
    )

    @property
    def told(self) -> str:
        """Which row it is, so that nobody annuls another one."""
        told = TOLD.get(type(self.about))
        return told(self.about) if told else str(self.about)

    def why_not(self) -> str:
        if isinstance(self.about, Pause) and self.about.to_on is None:
            return "Pausen løber endnu. Genoptag først, og annullér den så."
        mentors = isinstance(self.about, Measurement) and self.about.by_role == "mentor"
        if mentors and self.about.recorded_by_id != self.by.user_id:
            return "Kun den mentor, der har målt, kan annullere sin vurdering."
        return ""


def _coded(table: str, column: str) -> Callable[[Any], str]:
    def told(row: Any) -> str:
        code = getattr(row, column)
        return str(labels(table)[table].get(code, code))

    return told


def _pause(row: Pause) -> str:
    what = f"Praktikken hos {row.placement.company}" if row.placement else "Hele forløbet"
    until = f" til og med {row.to_on:%d-%m-%Y}" if row.to_on else ""
    return f"{what}, på pause fra {row.from_on:%d-%m-%Y}{until}"


def _measurement(row: Measurement) -> str:
    when = f"{row.measured_on:%d-%m-%Y}"
    return f"{row.get_occasion_display()}, {when}, {row.get_by_role_display().lower()}"


def _job(row: EmploymentSpell) -> str:
    return f"{row.employer}, fra {row.from_on:%d-%m-%Y}"


TOLD: dict[type[Any], Callable[[Any], str]] = {
    Measurement: _measurement,
    EmploymentSpell: _job,
    DanishTestResult: _coded("danish_test", "test"),
    Clarification: _coded("clarification", "outcome"),
    Pause: _pause,
}
