"""One form for the hours of a week, by type; and one for a target lowered for health."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms

from interventions.forms.case import CaseForm
from interventions.forms.codes import CodeField
from interventions.law.hours import hours_text
from interventions.law.ledger import Week
from interventions.models import WeekHours
from interventions.queries.ledger import suggested

LAST_WEEK = timedelta(weeks=1)


class HoursField(forms.DecimalField):
    """Hours in quarters, typed with a comma."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(localize=True, min_value=Decimal(0), decimal_places=2, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        hours: Decimal | None = super().clean(value)
        if hours is not None and (hours * 4) % 1:
            raise forms.ValidationError("Skriv timerne i hele kvarter, fx 3,25 eller 3,5.")
        return hours


class WeekForm(CaseForm):
    """All six types of a week, which any of its days names; `about` is a week to correct, with
    the hours that it has. Of another week only what was typed is written down: what the
    agreements say stands beside the fields, and counts once the tick is set.
    """

    past = ("day",)

    day = forms.DateField(
        label="En dag i ugen", help_text="Timerne gælder hele ugen, mandag til søndag. dd-mm-åååå."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        week = self.about or Week.of(self.by.today - LAST_WEEK)
        agreed = {} if self.about else suggested(self.case, week)
        for kind in WeekHours.Type:
            self.fields[kind.value] = HoursField(
                label=kind.label, required=False, max_value=Decimal(168), help_text=_beside(
                    agreed.get(kind.value)
                ),
            )  # fmt: skip
        if any(agreed.values()):
            self.fields["agreed"] = forms.BooleanField(
                label="Brug de aftalte timer, hvor intet er skrevet", required=False
            )
        self.initial["day"] = week.monday
        if self.about:
            self.initial.update(self._registered(week))

    def _registered(self, week: Week) -> dict[str, Decimal]:
        rows = WeekHours.objects.filter(case=self.case, iso_year=week.year, iso_week=week.number)
        return {row.type: row.hours for row in rows}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.about or self.errors:
            return cleaned
        if self._registered(self.week):
            self.add_error("day", f"{self.week} er registreret i forvejen. Ret den på sagen.")
        elif not cleaned.get("agreed") and all(
            cleaned[kind] is None for kind in WeekHours.Type.values
        ):
            raise forms.ValidationError("Skriv ugens timer. Var der ingen, så skriv 0.")
        return cleaned

    @property
    def week(self) -> Week:
        """Of the valid form."""
        return Week.of(self.cleaned_data["day"])

    @property
    def hours(self) -> dict[str, Decimal]:
        """What was typed; where nothing was and the tick is set, what is agreed for that week."""
        typed = self.cleaned_data
        agreed = suggested(self.case, self.week) if typed.get("agreed") else {}
        return {
            kind: agreed.get(kind, Decimal(0)) if typed.get(kind) is None else typed[kind]
            for kind in WeekHours.Type.values
        }


def _beside(agreed: Decimal | None) -> str:
    return f"Timer i ugen. Aftalt: {hours_text(agreed)}." if agreed else "Timer i ugen."


class ReductionForm(CaseForm):
    from_on = forms.DateField(
        label="Fra", help_text="dd-mm-åååå. Gælder de uger, hvis mandag den dækker."
    )
    to_on = forms.DateField(
        label="Til og med", required=False, help_text="dd-mm-åååå. Tomt: indtil videre."
    )
    hours = HoursField(label="Nedsat timetal om ugen", max_value=Decimal("36.75"))
    reason = CodeField("hours_reduction_reason", label="Årsag")
    note = forms.CharField(
        label="Begrundelse", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "Den sidste dag ligger før den første.")
        return cleaned


class ReductionCorrection(ReductionForm):
    """`about` is the reduction; its reason stays."""

    reason = None  # type: ignore[assignment]  # Django's way to leave out a parent's field

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_on", "to_on", "hours", "note"):
            self.initial[name] = getattr(self.about, name)
