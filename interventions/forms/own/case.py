"""Taking over a case, ending it, sending it on to another track, and opening it again."""

from datetime import date
from typing import Any, cast

from django import forms

from accounts.wall import beyond
from cases.models import Case, Track
from cases.models.case import MOVED
from cases.models.case_guards import DEATH
from cases.queries import labels
from cases.tracks import TRACK_OF
from interventions.forms.base import BACKDATING_FREE, MoveForm
from interventions.queries.measurements import closing_measurement

NOT_TAKEN_OVER = (Case.State.CREATED, Case.State.PLANNED)
MEASURED = (Case.State.ACTIVE, Case.State.PAUSED, Case.State.MOVING)
NOT_MEASURED = "Registrér den afsluttende måling først, eller skriv, hvorfor der ikke er nogen."
CHANGED_TRACK = "skift_spor"
PROGRAMME_OVER = "introperiode_udloebet"


class TakeOver(MoveForm):
    """Nobody takes over before the day on which the responsibility passes."""

    def clean_effective_on(self) -> date:
        on: date = self.cleaned_data["effective_on"]
        handover_on = self.case.handover_on
        if self.case.in_programme and handover_on and on < handover_on:
            raise forms.ValidationError(f"Ansvaret overgår først den {handover_on:%d-%m-%Y}.")
        return on


class Closing(MoveForm):
    """A change of track has a move of its own; so has moving away while the programme runs.

    A case that has run is measured a last time, or somebody says why not.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = cast("forms.ChoiceField", self.fields["reason"])
        offered = list(cast("list[tuple[str, str]]", reason.choices))
        reason.choices = [(code, label) for code, label in offered if code != CHANGED_TRACK]
        if self.case.state not in MEASURED or closing_measurement(self.case):
            del self.fields["no_measurement"]
        else:
            self.fields["no_measurement"].required = True
            self.fields["no_measurement"].help_text = "Kan stå tomt, hvis borgeren er død."
            self.fields["no_measurement"].error_messages["required"] = NOT_MEASURED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("reason") == DEATH and "no_measurement" in self.errors:
            del self.errors["no_measurement"]  # nobody is asked to measure the dead
            cleaned["no_measurement"] = ""
        return cleaned

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        taken_over = self.case.state not in NOT_TAKEN_OVER
        if reason == MOVED and self.case.in_programme and taken_over:
            raise forms.ValidationError(
                "Meld flytningen i stedet: den nye kommune overtager først programmet, når den har "
                "godkendt det (integrationsloven § 18)."
            )
        return reason

    def _check_day(self, on: date) -> None:
        """A death is registered on its own day, whatever was written down since (R4, R5)."""
        if self.cleaned_data.get("reason") != DEATH:
            super()._check_day(on)
        elif on > self.by.today:
            self.add_error("effective_on", "Datoen kan ikke ligge i fremtiden.")
        elif on < self.case.opened_on:
            opened = f"{self.case.opened_on:%d-%m-%Y}"
            self.add_error("effective_on", f"Sagen blev først oprettet den {opened}.")
        elif self.by.today - on > BACKDATING_FREE and not self.cleaned_data.get("note"):
            self.add_error("note", "Skriv kort, hvorfor dødsfaldet først registreres nu.")


class ChangeOfTrack(MoveForm):
    """The new basis leads to another track, or the programme is over and the general one follows.

    A programme that has run for five years is over without a new basis.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The column's own text field gives way to the code table.
        bases = labels("residence_basis")["residence_basis"].items()
        self.fields["residence_basis"] = forms.ChoiceField(
            label="Nyt opholdsgrundlag",
            choices=[("", "Vælg …"), *bases],
            required=False,
            help_text="Skal kun vælges, når opholdsgrundlaget er ændret.",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        case, reason = self.case, cleaned.get("reason")
        if reason == CHANGED_TRACK:
            self._check_basis(case, cleaned.get("residence_basis") or "")
        if reason == PROGRAMME_OVER:
            if not case.in_programme:
                self.add_error("reason", "Borgeren er ikke i introduktionsprogrammet.")
            if case.track == Track.GENERAL:
                self.add_error("reason", "Forløbet er allerede på sporet »Almen indsats«.")
            cleaned["residence_basis"] = ""
        return cleaned

    def _check_basis(self, case: Case, basis: str) -> None:
        if not basis:
            self.add_error("residence_basis", "Vælg det nye opholdsgrundlag.")
        elif TRACK_OF[basis].track == case.track:
            self.add_error(
                "residence_basis",
                f"Opholdsgrundlaget hører til det spor, forløbet allerede er på: "
                f"»{Track(case.track).label}«. Ret opholdsgrundlaget på sagen i stedet.",
            )


class Reopening(MoveForm):
    """A second open case of the same citizen cannot be."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        others = Case.objects.filter(citizen=self.case.citizen_id).exclude(pk=self.case.pk)
        with beyond():  # that there is one, in whichever unit
            elsewhere = others.exclude(state__in=Case.ENDED).exists()
        if elsewhere:
            self.add_error(None, "Borgeren har allerede et åbent forløb.")
        return cleaned


OWN: dict[tuple[str, str], type[MoveForm]] = {
    ("Case", "take_over"): TakeOver,
    ("Case", "close"): Closing,
    ("Case", "change_track"): ChangeOfTrack,
    ("Case", "reopen"): Reopening,
}
