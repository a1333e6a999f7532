"""What single moves ask beyond their own columns: one small class each, keyed by kind and move."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from stdnum.dk import cvr as danish_cvr

from accounts.localtime import local_clock, local_date
from accounts.models import RoleGrant, User
from accounts.roles import Role
from cases.models import Case
from interventions.forms.base import MoveForm
from interventions.law.due import due
from interventions.law.workdays import last_working_day
from interventions.models import Goal
from interventions.queries.rules import RuleBook, rule_book

YEARS_AHEAD = 10


class TakeOver(MoveForm):
    """Nobody takes over before the day on which the responsibility passes."""

    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        handover_on = self.case.handover_on
        if self.case.in_programme and handover_on and on < handover_on:
            raise forms.ValidationError(f"Ansvaret overgår først den {handover_on:%d-%m-%Y}.")
        return on


class BeforeArrival(MoveForm):
    """An asylum-centre talk is held, and set to a time, before the person has arrived."""

    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        if self.move.name == "hold":
            self._refuse_after_arrival(on)
        return on

    def clean_meets_at(self) -> datetime | None:
        meets_at: datetime | None = self.cleaned_data["meets_at"]
        if meets_at:
            self._refuse_after_arrival(local_date(meets_at))
        return meets_at

    def _refuse_after_arrival(self, day: date) -> None:
        arrived_on = self.case.arrived_on
        if arrived_on and day >= arrived_on:
            raise forms.ValidationError(
                f"Borgerens ankomst er den {arrived_on:%d-%m-%Y}: samtalen holdes før ankomsten."
            )


class Invitation(MoveForm):
    """An invitation names a time from tomorrow on, seen from the day on which it is sent."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on, meets_at = cleaned.get("effective_on"), cleaned.get("meets_at")
        if on and meets_at and local_date(meets_at) <= on:
            self.add_error("meets_at", "Mødet skal ligge senere end den dag, indkaldelsen sendes.")
        return cleaned


class Missed(MoveForm):
    """Nobody has stayed away before the time has come."""

    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        meets_at = self.row.meets_at
        if meets_at and (on < local_date(meets_at) or self.by.now < meets_at):
            raise forms.ValidationError(f"Mødet er først den {local_clock(meets_at)}.")
        return on


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
        return _ticked(self, "signed", "Aftalen skal være underskrevet af alle tre.")

    def clean_quota_checked(self) -> bool:
        return _ticked(
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


class MentorChoice(MoveForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grants = RoleGrant.objects.filter(RoleGrant.valid_on(self.by.today), role=Role.MENTOR)
        self.fields["mentor"] = forms.ModelChoiceField(
            User.objects.filter(is_active=True, pk__in=grants.values("user_id")),
            label="Mentor",
            empty_label="Vælg …",
        )
        self.order_fields(["effective_on", "mentor"])


class Offer(MoveForm):
    def clean_guidance_given(self) -> bool:
        return _ticked(
            self, "guidance_given", "Borgeren skal vejledes, før vurderingen kan tilbydes."
        )


class Reopening(MoveForm):
    """A second open case of the same citizen cannot be."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        others = Case.objects.filter(citizen=self.case.citizen_id).exclude(pk=self.case.pk)
        if others.exclude(state__in=Case.ENDED).exists():
            self.add_error(None, "Borgeren har allerede et åbent forløb.")
        return cleaned


def _ticked(form: MoveForm, name: str, message: str) -> bool:
    if not form.cleaned_data.get(name):
        raise forms.ValidationError(message)
    return True


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("AsylumCentreTalk", "hold"): BeforeArrival,
    ("AsylumCentreTalk", "reschedule"): BeforeArrival,
    ("AsylumCentreTalk", "plan_again"): BeforeArrival,
    ("WelcomeTalk", "invite"): Invitation,
    ("WelcomeTalk", "invite_again"): Invitation,
    ("WelcomeTalk", "miss"): Missed,
    ("FollowUpTalk", "invite"): Invitation,
    ("FollowUpTalk", "invite_again"): Invitation,
    ("FollowUpTalk", "miss"): Missed,
    ("CompanyPlacement", "match"): Match,
    ("CompanyPlacement", "agree"): Agreement,
    ("CompanyPlacement", "extend"): Extension,
    ("CompanyPlacement", "complete"): Completion,
    ("Mentoring", "assign"): MentorChoice,
    ("Mentoring", "change_mentor"): MentorChoice,
    ("HealthAssessment", "offer"): Offer,
    ("Case", "take_over"): TakeOver,
    ("Case", "reopen"): Reopening,
}
