"""Forms of jobs, education, Danish tests and clarifications; people type the last day itself."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from stdnum.dk import cvr as danish_cvr

from cases.models import EmploymentSpell
from cases.models.outcomes import HOURS_OF_A_MONTH
from interventions.forms.case import CaseForm
from interventions.forms.codes import CHOOSE, CodeField
from interventions.law.hours import hours_text
from interventions.law.months import add_months

ONE_DAY = timedelta(days=1)
A_YEAR_AHEAD = timedelta(days=366)
DAY = "dd-mm-åååå"
TYPED_HOURS = forms.TextInput(attrs={"inputmode": "decimal"})


class PeriodForm(CaseForm):
    """From a day to a last day, both counted; `cleaned_data` has the day after it as `to_on`."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.pop("last_day", None)
        for name, day in (("from_on", first), ("last_day", last)):
            if day and day > self.by.today + A_YEAR_AHEAD:
                self.add_error(name, "Datoen ligger mere end et år fremme. Kontrollér årstallet.")
        if first:
            self._check_start(first)
        if first and last and last < first:
            self.add_error("last_day", "Den sidste dag ligger før den første.")
        if "last_day" in self.fields:
            cleaned["to_on"] = last + ONE_DAY if last else None
        return cleaned

    def _check_start(self, first: date) -> None:
        if first < self.case.citizen.born_on:
            self.add_error("from_on", "Datoen ligger før borgerens fødsel.")


class JobForm(PeriodForm):
    employer = forms.CharField(label="Arbejdsgiver", max_length=200)
    cvr = forms.CharField(
        label="CVR-nummer", required=False, max_length=8, help_text="8 cifre, hvis det kendes."
    )
    support = CodeField(
        "employment_support",
        label="Tilskud",
        help_text="Kun job uden tilskud tæller som beskæftigelse.",
    )
    hours_per_week = forms.DecimalField(
        label="Timer om ugen",
        required=False,
        localize=True,
        min_value=Decimal("0.25"),
        max_value=Decimal(80),
        decimal_places=2,
        widget=TYPED_HOURS,
        error_messages={"min_value": "Skriv mindst 0,25 timer, eller lad feltet stå tomt."},
        help_text="Fx 18,5. Tomt, når timerne svinger: registrér dem så måned for måned.",
    )
    from_on = forms.DateField(label="Første dag", help_text=DAY)
    last_day = forms.DateField(
        label="Sidste dag", required=False, help_text=f"{DAY}. Tomt, mens jobbet løber."
    )
    evidence = forms.ChoiceField(
        label="Hvordan ved vi det?", choices=[CHOOSE, *EmploymentSpell.Evidence.choices]
    )

    def clean_cvr(self) -> str:
        number: str = self.cleaned_data["cvr"]
        if number and not danish_cvr.is_valid(number):
            raise forms.ValidationError("CVR-nummeret findes ikke: kontrollér de 8 cifre.")
        return number


class EducationForm(PeriodForm):
    institution = forms.CharField(label="Uddannelsessted", max_length=200)
    level = CodeField("education_level", label="Uddannelse")
    from_on = forms.DateField(label="Første dag", help_text=DAY)
    last_day = forms.DateField(
        label="Sidste dag", required=False, help_text=f"{DAY}. Tomt, mens uddannelsen løber."
    )
    completed = forms.BooleanField(label="Uddannelsen er gennemført", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("completed") and not cleaned["to_on"] and "last_day" not in self.errors:
            self.add_error("last_day", "Skriv den sidste dag, når uddannelsen er gennemført.")
        return cleaned


class JobEndForm(PeriodForm):
    """`about` is the spell that ends."""

    last_day = forms.DateField(label="Sidste dag", help_text=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["last_day"] = max(self.by.today, self.about.from_on)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned["to_on"] and cleaned["to_on"] <= self.about.from_on:
            began = f"{self.about.from_on:%d-%m-%Y}"
            self.add_error("last_day", f"Den sidste dag ligger før den første, {began}.")
        return cleaned

    def why_not(self) -> str:
        ended = self.about.to_on
        return f"Slutdatoen er registreret: {ended - ONE_DAY:%d-%m-%Y}." if ended else ""


class EducationEndForm(JobEndForm):
    completed = forms.BooleanField(label="Uddannelsen er gennemført", required=False)


class MonthHoursForm(CaseForm):
    """The hours of one job in one of its months, the last whole one first."""

    month = forms.TypedChoiceField(label="Måned", coerce=date.fromisoformat)
    hours = forms.DecimalField(
        label="Timer i alt i måneden",
        localize=True,
        min_value=Decimal(0),
        max_value=Decimal(HOURS_OF_A_MONTH),
        decimal_places=2,
        widget=TYPED_HOURS,
        help_text="Fx 62,5. Står der timer i forvejen, erstattes de, og de gamle gemmes.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = self._months()
        had = {row.month: row.hours for row in self.about.months.all()}
        choices = [(month.isoformat(), _month(month, had.get(month))) for month in months]
        self.fields["month"].choices = choices  # type: ignore[attr-defined]
        if months:
            whole = [m for m in months if add_months(m, 1) <= self.by.today]
            self.initial["month"] = (whole or months)[0].isoformat()

    def _months(self) -> list[date]:
        """The months in which the job has run, the newest first."""
        last = min(self.by.today, (self.about.to_on or date.max) - ONE_DAY)
        month, found = self.about.from_on.replace(day=1), []
        while month <= last:
            found.append(month)
            month = add_months(month, 1)
        return found[::-1]

    def why_not(self) -> str:
        began = f"{self.about.from_on:%d-%m-%Y}"
        return "" if self._months() else f"Jobbet begynder først den {began}."


class DanishTestForm(CaseForm):
    past = ("passed_on",)

    test = CodeField("danish_test", label="Prøve")
    passed_on = forms.DateField(label="Bestået", help_text=DAY)
    marks = forms.CharField(
        label="Karakterer",
        required=False,
        max_length=60,
        help_text="Fx »mundtlig 7, skriftlig 4«.",
    )
    as_self_student = forms.BooleanField(label="Bestået som selvstuderende", required=False)


class ClarificationForm(CaseForm):
    past = ("decided_on",)

    outcome = CodeField("clarification", label="Afklaret til")
    decided_on = forms.DateField(label="Besluttet", help_text=DAY)


def correction_of(form: type[CaseForm]) -> type[CaseForm]:
    """The same form with what is registered filled in, and a reason that must be given."""

    class Correction(form):  # type: ignore[valid-type,misc]  # made for each of the forms above
        reason = forms.CharField(
            label="Begrundelse", max_length=300, help_text="Hvorfor rettes oplysningen?"
        )

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            about = self.about
            self.initial = {
                name: getattr(about, name) for name in self.fields if hasattr(about, name)
            }
            if getattr(about, "to_on", None):
                self.initial["last_day"] = about.to_on - ONE_DAY

    return Correction


def _month(month: date, had: Decimal | None) -> str:
    name = date_format(month, "F Y")
    return name if had is None else f"{name} (registreret: {hours_text(had)})"
