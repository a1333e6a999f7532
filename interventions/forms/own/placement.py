"""A company placement: the company, the agreement, its length, its days away and its end."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from interventions.forms.absences import TYPES, refuse_days
from interventions.forms.base import MoveForm
from interventions.forms.own.placement_hours import refuse_two_full_weeks, told_of_danish
from interventions.forms.own.placement_limits import refuse_too_long
from interventions.forms.warned import Warned
from interventions.law.placements import most_supported
from interventions.law.workdays import last_working_day
from interventions.models import Goal, ProductionUnit
from interventions.models.company import valid_cvr
from interventions.queries.companies import known_elsewhere, latest_workplace, units
from interventions.queries.rules import rule_book

FILLED = ("company", "cvr", "p_number", "contact")  # by the choice of a known production unit


class Match(Warned):
    """A known production unit fills its four fields where they are left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["production_unit"] = forms.ModelChoiceField(
            units(),
            label="Kendt virksomhed",
            required=False,
            empty_label="Vælg, eller skriv en ny herunder …",
            help_text="Udfylder virksomhed, CVR-nummer, p-nummer og kontaktperson.",
        )
        self.order_fields(["effective_on", "form", "production_unit", *FILLED])
        if self.is_bound and self.data.get("production_unit"):
            for name in FILLED:
                self.fields[name].required = False

    def clean_cvr(self) -> str:
        number: str = self.cleaned_data["cvr"]
        if number:
            valid_cvr(number)
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if unit := cleaned.get("production_unit"):
            self._fill(unit, cleaned)
        elif "p_number" in cleaned and "cvr" in cleaned:
            self._refuse_anothers_place(cleaned["p_number"], cleaned["cvr"])
        first, last = cleaned.get("planned_from"), cleaned.get("planned_to")
        if first and last:
            refuse_too_long(self, first, last, rule_book(), extended=False)
            refuse_two_full_weeks(self, first, last)
        self.warn(cleaned)
        return cleaned

    def _fill(self, unit: ProductionUnit, cleaned: dict[str, Any]) -> None:
        known = {
            "company": unit.company.name,
            "cvr": unit.company.cvr,
            "p_number": unit.p_number,
            "contact": unit.contact,
        }
        for name, value in known.items():
            if name in ("cvr", "p_number") and cleaned.get(name) not in ("", None, value):
                self.add_error(name, "Nummeret er et andet end den valgte virksomheds.")
            cleaned[name] = cleaned.get(name) or value

    def _refuse_anothers_place(self, p_number: str, cvr: str) -> None:
        if company := known_elsewhere(p_number, cvr):
            self.add_error(
                "p_number",
                f"P-nummeret står i registret under {company} (CVR {company.cvr}). "
                "Kontrollér numrene.",
            )

    def oddities(self, cleaned: dict[str, Any]) -> dict[str, str]:
        job = latest_workplace(self.case, self.row.pk)
        if job is None or job.cvr != cleaned["cvr"]:
            return {}
        return {
            "latest_job": f"{job.name} er borgerens seneste arbejdsplads. Som hovedregel kan en "
            "virksomhedspraktik ikke ligge dér."
        }


class Agreement(Warned):
    """The quota is guidance: the caseworker confirms it, and a number that breaks it is seen."""

    must_tick: ClassVar = {
        "signed": "Aftalen skal være underskrevet af alle tre.",
        "quota_checked": "Bekræft rimelighedskravet og høringen af medarbejderne.",
    }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        heard, on = cleaned.get("hearing_on"), cleaned.get("effective_on")
        if heard and on and heard > on:
            self.add_error("hearing_on", "Høringen ligger før aftalen.")
        refuse_two_full_weeks(self, self.row.planned_from, self.row.planned_to, field=None)
        self.warn(cleaned)
        return cleaned

    def oddities(self, cleaned: dict[str, Any]) -> dict[str, str]:
        found = told_of_danish(self)
        ordinary, others = cleaned.get("ordinary_employees"), cleaned.get("supported_employees")
        if ordinary is not None and (others or 0) + 1 > most_supported(ordinary):
            found["quota"] = (
                f"Med {ordinary} ordinært ansatte kan stedet have {most_supported(ordinary)} i "
                f"praktik, løntilskud og nytteindsats; med denne er der {(others or 0) + 1}."
            )
        return found


class Extension(Warned):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        last = cleaned.get("planned_to")
        if last and self.row.planned_to and last <= self.row.planned_to:
            self.add_error(
                "planned_to",
                f"Praktikken er allerede aftalt til {self.row.planned_to:%d-%m-%Y}.",
            )
        elif last:
            refuse_too_long(self, self.row.starts_on, last, rule_book(), extended=True)
            refuse_two_full_weeks(self, self.row.starts_on, last)
        self.warn(cleaned)
        return cleaned

    def oddities(self, cleaned: dict[str, Any]) -> dict[str, str]:
        return told_of_danish(self, cleaned["planned_to"])


class Resumption(MoveForm):
    """The agreed end moves by the pause, and may so come to lie within another placement."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on, row = cleaned.get("effective_on"), self.row
        if on and row.paused_on and row.planned_to:
            last = row.planned_to + (on - row.paused_on)
            refuse_two_full_weeks(self, on, last, field=None)
        return cleaned


class AbsenceReport(MoveForm):
    """Days away, both counted. Illness and leave may be told ahead, staying away may not."""

    type = forms.ChoiceField(label="Fravær", choices=TYPES)
    from_on = forms.DateField(label="Første dag", help_text="dd-mm-åååå")
    to_on = forms.DateField(
        label="Sidste dag", required=False, help_text="dd-mm-åååå. Tomt felt betyder én dag."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["from_on"] = self.by.today
        self.order_fields(["type", "from_on", "to_on", "effective_on", "note"])
        self.fields["effective_on"].label = "Registreret"
        self.fields["effective_on"].help_text = "Den dag fraværet blev kendt, dd-mm-åååå."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["to_on"] = cleaned.get("to_on") or cleaned.get("from_on")
        refuse_days(self, self.row, self.by.today)
        return cleaned


class Completion(MoveForm):
    """The end of a placement evaluates each of its goals."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = list(self.row.goals.filter(state=Goal.State.ACTIVE))
        outcomes = [("reach", "Nået"), ("reach_partly", "Delvist nået"), ("fail", "Ikke nået")]
        for goal in self.goals:
            self.fields[f"goal_{goal.pk}"] = forms.ChoiceField(
                label=f"{goal.get_type_display()} mål: {goal.text}",
                choices=[("", "Vælg …"), *outcomes],
            )

    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        until = self.row.planned_to
        if until and on < last_working_day(until):
            raise forms.ValidationError(
                f"Praktikken er aftalt til {until:%d-%m-%Y}. Slutter den før, så brug »Afbryd«."
            )
        return on


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("CompanyPlacement", "match"): Match,
    ("CompanyPlacement", "agree"): Agreement,
    ("CompanyPlacement", "extend"): Extension,
    ("CompanyPlacement", "resume"): Resumption,
    ("CompanyPlacement", "record_absence"): AbsenceReport,
    ("CompanyPlacement", "complete"): Completion,
}
