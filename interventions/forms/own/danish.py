"""Danish: the referral with the day from which the right runs, the tests, the teams, the places."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from cases.models import EmploymentSpell
from interventions.forms.base import MoveForm
from interventions.law.danish import FAILING_MARKS, TESTS, usual_school
from interventions.models import CompanyPlacement, DanishEducation, DanishTeam, Goal
from interventions.models.workplace_danish import BINDING
from interventions.queries.danish_teams import open_teams
from interventions.queries.deadlines import case_facts

YEARS_AHEAD = 10


class Referral(MoveForm):
    """The day from which she could begin starts the five years: it is recorded on the case."""

    danish_allowed_on = forms.DateField(
        label="Kan påbegynde danskuddannelse fra",
        help_text="Herfra løber de fem år. Dagen kan ligge frem i tiden, dd-mm-åååå.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["danish_allowed_on"] = self.case.danish_allowed_on

    def clean_danish_allowed_on(self) -> date:
        day: date = self.cleaned_data["danish_allowed_on"]
        recorded = self.case.danish_allowed_on
        if recorded and day != recorded:
            raise forms.ValidationError(
                f"Datoen er registreret som {recorded:%d-%m-%Y}. Ret den under »Ret en dato«."
            )
        if day < self.case.citizen.born_on:
            raise forms.ValidationError("Datoen ligger før borgerens fødsel.")
        if day.year > self.by.today.year + YEARS_AHEAD:
            raise forms.ValidationError("Datoen ligger for langt ude i fremtiden.")
        return day

    def clean(self) -> dict[str, Any]:
        """The income on the day decides the school, unless somebody chose another one."""
        cleaned = super().clean()
        if not cleaned.get("school_kind") and "school_kind" not in self.errors:
            on = cleaned.get("effective_on") or self.by.today
            cleaned["school_kind"] = usual_school(case_facts(self.case), on)
            if not cleaned["school_kind"]:
                self.add_error(
                    "school_kind",
                    "Forsørgelsesgrundlaget afgør ikke sprogskolen. Vælg den selv.",
                )
        return cleaned


class LevelChange(MoveForm):
    def clean_level(self) -> str:
        level: str = self.cleaned_data["level"]
        if level == self.row.level:
            raise forms.ValidationError(f"Borgeren går allerede på {self.row.get_level_display()}.")
        return level


class TestPassed(MoveForm):
    """Each test belongs to an education and comes after its modules (domain reference §5.10)."""

    def clean_test(self) -> str:
        test: str = self.cleaned_data["test"]
        level, needed = TESTS[test]
        if level != self.row.level:
            asked = DanishEducation.Level(level).label
            raise forms.ValidationError(
                f"{DanishEducation.Test(test).label} hører til {asked}, og borgeren går på "
                f"{self.row.get_level_display()}."
            )
        # Whoever was placed at module 6 has the five before it behind her.
        if max(self.row.passed_module or 0, self.row.module - 1) < needed:
            raise forms.ValidationError(
                f"{DanishEducation.Test(test).label} kommer efter modul {needed}. Registrér først "
                "de beståede moduler."
            )
        return test

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("mark_written", "mark_oral"):
            if (mark := cleaned.get(name)) in FAILING_MARKS:
                self.add_error(name, f"{mark} er ikke bestået: prøven bestås med mindst 02.")
        return cleaned


class TeamChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only to the checker
    def label_from_instance(self, team: Any) -> str:
        return (
            f"{team}: {team.starts_on:%d-%m-%Y} til {team.ends_on:%d-%m-%Y}, "
            f"{team.free} af {team.seats} pladser ledige"
        )


class Enrolment(MoveForm):
    """Only teams that have not ended and have a seat; the last one is counted again when taken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = open_teams(self.by.today)
        self.fields["team"] = TeamChoice(
            teams,
            label="Hold",
            empty_label="Vælg …",
            help_text="" if teams else "Intet hold har en ledig plads nu. Opret et hold først.",
            error_messages={"invalid_choice": "Holdet er fyldt eller slut. Vælg et andet."},
        )
        self.order_fields(["effective_on", "team"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on, team = cleaned.get("effective_on"), cleaned.get("team")
        if on and isinstance(team, DanishTeam) and team.ends_on < on:
            self.add_error("team", f"Holdet sluttede den {team.ends_on:%d-%m-%Y}.")
        return cleaned


class PlacementChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, placement: Any) -> str:
        return f"{placement.company} ({placement.get_form_display().lower()})"


class WorkplaceEnrolment(MoveForm):
    """At one company: that of a placement or of a job. Where there is nothing to choose among,
    the field is not there.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("at_placement", PlacementChoice, "Praktik", self._placements())
        self._offer("at_job", forms.ModelChoiceField, "Job", self._jobs())
        self._offer("language_goal", forms.ModelChoiceField, "Sprogligt mål", self._goals())
        if "language_goal" in self.fields:
            self.fields["language_goal"].help_text = "Det mål, som undervisningen tæller med til."
        self.order_fields(["effective_on", "at_placement", "at_job", "language_goal"])

    def _offer(self, name: str, field: Any, label: str, rows: list[Any]) -> None:
        if not rows:
            del self.fields[name]
            return
        known = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])
        self.fields[name] = field(known, label=label, required=False, empty_label="Vælg …")
        if len(rows) == 1 and name != "at_job":
            self.initial[name] = rows[0].pk

    def _placements(self) -> list[CompanyPlacement]:
        return list(CompanyPlacement.objects.filter(case=self.case, state__in=BINDING))

    def _jobs(self) -> list[EmploymentSpell]:
        jobs = self.case.citizen.jobs.all()
        return [job for job in jobs if job.to_on is None or job.to_on > self.by.today]

    def _goals(self) -> list[Goal]:
        active = Goal.objects.filter(type=Goal.Type.LANGUAGE, state=Goal.State.ACTIVE)
        return list(active.filter(placement__in=[row.pk for row in self._placements()]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        placement, job = cleaned.get("at_placement"), cleaned.get("at_job")
        where = "at_placement" if "at_placement" in self.fields else "at_job"
        if not placement and not job and where not in self.errors:
            self.add_error(where, "Vælg den praktik eller det job, som undervisningen følger.")
        if placement and job:
            self.add_error("at_job", "Vælg enten praktikken eller jobbet, ikke begge.")
        goal = cleaned.get("language_goal")
        if goal and goal.placement != placement:
            self.add_error("language_goal", "Målet hører til en anden praktik.")
        return cleaned


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("DanishEducation", "refer"): Referral,
    ("DanishEducation", "change_level"): LevelChange,
    ("DanishEducation", "pass_test"): TestPassed,
    ("JobDanish", "enrol"): Enrolment,
    ("WorkplaceDanish", "enrol"): WorkplaceEnrolment,
}
