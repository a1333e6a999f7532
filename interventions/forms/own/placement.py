"""A company placement: the agreement, how long it may last, and the evaluation of its goals."""

from datetime import date, timedelta
from typing import Any

from django import forms
from stdnum.dk import cvr as danish_cvr

from interventions.forms.base import MoveForm
from interventions.forms.fields import ticked
from interventions.law.due import due
from interventions.law.workdays import last_working_day
from interventions.models import Goal
from interventions.queries.rules import RuleBook, rule_book

YEARS_AHEAD = 10


class Match(MoveForm):
    def clean_cvr(self) -> str:
        number: str = self.cleaned_data["cvr"]
        if not danish_cvr.is_valid(number):
            raise forms.ValidationError("CVR-nummeret findes ikke: kontrollér de 8 cifre.")
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("planned_from"), cleaned.get("planned_to")
        if first and last:
            refuse_too_long(self, first, last, rule_book(), extended=False)
        return cleaned


class Agreement(MoveForm):
    def clean_signed(self) -> bool:
        return ticked(self, "signed", "Aftalen skal være underskrevet af alle tre.")

    def clean_quota_checked(self) -> bool:
        return ticked(
            self, "quota_checked", "Bekræft rimelighedskravet og høringen af medarbejderne."
        )


class Extension(MoveForm):
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
        return cleaned


def refuse_too_long(
    form: MoveForm, first: date, last: date, book: RuleBook, *, extended: bool
) -> None:
    """LAB § 61: 13 weeks, with a reason 26, then 13 at a time for a very special need."""
    if last < first:
        form.add_error("planned_to", "Slutdatoen ligger før startdatoen.")
        return
    if first.year > form.by.today.year + YEARS_AHEAD:
        form.add_error("planned_from", "Datoen ligger for langt ude i fremtiden.")
        return
    usual = book.on("LAB-PRAK-26W" if extended else "LAB-PRAK-13W", first)
    step = book.on("LAB-PRAK-13W", first)
    if usual is None or step is None:
        return
    latest = due(usual[1], first).day
    if extended and form.cleaned_data.get("special_need"):
        latest = max(latest, form.row.planned_to) + timedelta(weeks=step[1].amount)
    if last > latest:
        form.add_error("planned_to", _too_long(latest, extended=extended))


def _too_long(latest: date, *, extended: bool) -> str:
    text = f"Praktikken kan højst vare til {latest:%d-%m-%Y} (LAB § 61)."
    if extended:
        return f"{text} Længere kræver et helt særligt behov, højst 13 uger ad gangen."
    return f"{text} Den kan forlænges med en begrundelse, når den er i gang."


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
    ("CompanyPlacement", "complete"): Completion,
}
