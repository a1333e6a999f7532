"""One form for one person's view: a scale for each indicator, or why it was not measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.actor import Actor
from accounts.roles import Permission, Role
from cases.models import Case
from cases.queries import labels
from interventions.forms.case import CaseForm
from interventions.models import Indicator, Measurement
from interventions.models.measurement import HIGHEST, LOWEST
from interventions.queries.measurements import (
    indicators_for,
    missing_at,
    placements_of,
    version_on,
)

REASONS = "not_measured_reason"
OTHER = "andet"
VALUES = [(str(value), str(value)) for value in range(LOWEST, HIGHEST + 1)]
OWN_VIEW = "Kun mentoren selv kan registrere sin vurdering."
NO_VERSION = "Der er ikke indlæst et måleinstrument, der gælder den dag."
Occasion = Measurement.Occasion
NEAR = timedelta(days=30)  # a placement's measurement is proposed so long after its day
OF_PLACEMENT = (Occasion.PLACEMENT_START, Occasion.PLACEMENT_END)


class Scale(forms.RadioSelect):
    """Drawn as chips in a row."""

    chips = True


class Remark(forms.TextInput):
    """Folded away until somebody wants to write."""

    folded = True


@dataclass(frozen=True)
class Answer:
    """`value` is None when there is none; `reason` then says why."""

    indicator: Indicator
    value: int | None
    reason: str
    comment: str


class MeasurementForm(CaseForm):
    """The questions are those of the version that holds on the day of the measurement."""

    past = ("measured_on",)

    measured_on = forms.DateField(label="Målt den", help_text="dd-mm-åååå")
    occasion = forms.ChoiceField(label="Anledning")
    placement = forms.TypedChoiceField(
        label="Praktik", required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        case: Case,
        by: Actor,
        by_role: str,
        held: frozenset[Permission] = frozenset(),
        about: Any = None,
    ) -> None:
        super().__init__(data, case=case, by=by, held=held, about=about)
        self.by_role = by_role
        self.version = version_on(_typed_day(data) or by.today)
        health = Permission.HEALTH_SEE in held
        self.indicators = (
            indicators_for(self.version, by_role, health=health) if self.version else []
        )
        self._ask_occasion()
        self._ask_indicators()

    def why_not(self) -> str:
        if self.by_role == Measurement.ByRole.MENTOR and self.by.role != Role.MENTOR:
            return OWN_VIEW
        return "" if self.indicators else NO_VERSION

    def _ask_occasion(self) -> None:
        """What is due is proposed: the first measurement, one of the latest placement, or the
        next one of every third month.
        """
        mine = list(self.case.measurements.filter(by_role=self.by_role))
        self.placements = {row.pk: row for row in placements_of(self.case)}
        self.had = {(row.measured_on, row.occasion) for row in mine}
        self.first = next((row for row in mine if row.occasion == Occasion.BASELINE), None)
        usual = Occasion.THREE_MONTHLY if self.first else Occasion.BASELINE
        self.initial["occasion"] = (self.first and self._of_placement(mine)) or usual.value
        occasions = [o for o in Occasion if self.placements or o not in OF_PLACEMENT]
        self.fields["occasion"].choices = [(o.value, o.label) for o in occasions]  # type: ignore[attr-defined]
        if not self.placements:
            del self.fields["placement"]
            return
        self.fields["placement"].choices = [  # type: ignore[attr-defined]
            (pk, f"{row.company or row.label}, fra {row.starts_on:%d-%m-%Y}")
            for pk, row in self.placements.items()
        ]

    def _of_placement(self, mine: list[Measurement]) -> str:
        """What the latest placement lacks, as long as its first or last day is near."""
        day = _typed_day(self.data) or self.by.today
        for placement, occasion in missing_at(list(self.placements.values()), mine):
            since = placement.ended_on or placement.starts_on
            if since and day <= since + NEAR:
                return occasion
        return ""

    def _ask_indicators(self) -> None:
        reasons = labels(REASONS)[REASONS]
        missing = [(code, f"Ikke målt: {label.lower()}") for code, label in reasons.items()]
        citizen = self.by_role == Measurement.ByRole.CITIZEN
        for row in self.indicators:
            self.fields[f"score_{row.code}"] = forms.ChoiceField(
                label=row.question if citizen else row.observed,
                help_text=f"1: {row.low}. 5: {row.high}.",
                choices=[*VALUES, *missing],
                widget=Scale,
                error_messages={"required": "Vælg et tal, eller hvorfor der ikke er målt."},
            )
            self.fields[f"comment_{row.code}"] = forms.CharField(
                label=f"Bemærkning: {row.label.lower()}",
                required=False,
                max_length=500,
                widget=Remark,
            )

    def clean_measured_on(self) -> date:
        day: date = self.cleaned_data["measured_on"]
        if day < self.case.opened_on:
            raise ValidationError(f"Forløbet begyndte den {self.case.opened_on:%d-%m-%Y}.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.version is None:
            self.add_error("measured_on", NO_VERSION)
        self._check_occasion(cleaned)
        for row in self.indicators:
            if cleaned.get(f"score_{row.code}") == OTHER and not cleaned[f"comment_{row.code}"]:
                self.add_error(f"comment_{row.code}", "Skriv kort, hvorfor der ikke er målt.")
        return cleaned

    def _check_occasion(self, cleaned: dict[str, Any]) -> None:
        day, occasion = cleaned.get("measured_on"), cleaned.get("occasion")
        if occasion == Occasion.BASELINE and self.first:
            told = f"Den første måling er fra {self.first.measured_on:%d-%m-%Y}."
            self.add_error("occasion", f"{told} Vælg en anden anledning.")
        elif (day, occasion) in self.had:
            self.add_error("occasion", "Den måling er registreret i forvejen.")
        placement = self.placements.get(cleaned.get("placement") or 0)
        if occasion not in OF_PLACEMENT:
            cleaned["placement"] = None
        elif placement is None:
            self.add_error("placement", "Vælg den praktik, målingen hører til.")
        elif day and placement.starts_on and day < placement.starts_on:
            self.add_error(
                "measured_on", f"Praktikken begyndte først den {placement.starts_on:%d-%m-%Y}."
            )

    def answers(self) -> Iterator[Answer]:
        """Of a valid form: one for each indicator that was asked."""
        for row in self.indicators:
            typed = self.cleaned_data[f"score_{row.code}"]
            comment = self.cleaned_data[f"comment_{row.code}"]
            if typed.isdecimal():
                yield Answer(row, int(typed), "", comment)
            else:
                yield Answer(row, None, typed, comment)


def _typed_day(data: Mapping[str, Any] | None) -> date | None:
    """The day that was typed, when it can be read: it decides which questions are asked."""
    try:
        day: date | None = forms.DateField(required=False).clean((data or {}).get("measured_on"))
    except ValidationError:
        return None
    return day
