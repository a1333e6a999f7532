from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.roles import Permission
from cases.lifecycle import move
from interventions.law.outcomes import UNSUBSIDISED
from interventions.models.danish_team import DanishTeam
from interventions.models.guards import case_active, case_runs
from interventions.models.step import Step

MOVE, TIME = Permission.STEP_MOVE, Permission.TIME_MOVE


def needs_danish(step: JobDanish, by: Actor) -> str:
    """Also after five years' stay, when the right to Danish education is gone."""
    needs = step.case.citizen.needs.all()
    if any(
        n.code == "dansk" and (n.resolved_on is None or n.resolved_on > by.today) for n in needs
    ):
        return ""
    return (
        "Jobdansk er for jobsøgende, der mangler dansk for at komme i job eller praktik. "
        "Registrér behovet »Utilstrækkelige danskkundskaber« først."
    )


def seeks_job(step: JobDanish, by: Actor) -> str:
    jobs = [job for job in step.case.citizen.jobs.all() if job.support == UNSUBSIDISED]
    for job in jobs:
        if job.from_on <= by.today and (job.to_on is None or job.to_on > by.today):
            return (
                f"Borgeren er i job hos {job.employer}, og jobdansk er for jobsøgende. "
                "Brug virksomhedsrettet dansk på arbejdspladsen."
            )
    return ""


class JobDanish(Step):
    """Jobdansk: the city's short, flexible class for jobseekers; beside the Danish education."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planlagt")
        ENROLLED = "enrolled", _("Tilmeldt")
        DID_NOT_ATTEND = "did_not_attend", _("Ikke mødt")
        RUNNING = "running", _("I gang")
        COMPLETED = "completed", _("Gennemført")
        BROKEN_OFF = "broken_off", _("Afbrudt")
        CANCELLED = "cancelled", _("Aflyst")
        LAPSED = "lapsed", _("Bortfaldet")

    ENDED: ClassVar = frozenset({"completed", "broken_off", "cancelled", "lapsed"})
    SEATED: ClassVar = (State.ENROLLED, State.RUNNING)  # whoever did not come has lost her seat
    label: ClassVar = _("Jobdansk")
    shared_by_default: ClassVar = True
    told_to_mentor: ClassVar = frozenset({"team"})

    team = models.ForeignKey(
        DanishTeam,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolments",
        verbose_name=_("hold"),
    )
    level_before = models.CharField(
        _("niveau før"), max_length=100, blank=True, help_text=_("Fx »DU 2, modul 3« eller »A2«.")
    )
    level_after = models.CharField(_("niveau efter"), max_length=100, blank=True)
    next_step = models.TextField(_("næste skridt"), blank=True)

    @move(
        (State.PLANNED, State.DID_NOT_ATTEND),
        State.ENROLLED,
        _("Tilmeld hold"),
        needs=MOVE,
        guards=(case_runs, needs_danish, seeks_job),
    )
    def enrol(self, *, on: date, team: DanishTeam, level_before: str = "") -> None:
        self.team, self.level_before = team, level_before

    @move(State.ENROLLED, State.RUNNING, _("Start"), needs=MOVE, guards=(case_active,))
    def start(self, *, on: date) -> None:
        self.starts_on = on

    @move(State.ENROLLED, State.DID_NOT_ATTEND, _("Registrér ikke mødt"), needs=MOVE)
    def miss(self, *, on: date) -> None: ...

    @move(State.RUNNING, State.COMPLETED, _("Gennemfør"), needs=MOVE)
    def complete(self, *, on: date, level_after: str, next_step: str) -> None:
        self.level_after, self.next_step = level_after, next_step
        self._end(on)

    @move(
        State.RUNNING,
        State.BROKEN_OFF,
        _("Afbryd"),
        needs=MOVE,
        reasons="danish_end_reason",
    )
    def break_off(self, *, on: date, reason: str, next_step: str = "") -> None:
        self.next_step = next_step
        self._end(on, reason)

    @move(
        (State.PLANNED, State.ENROLLED, State.DID_NOT_ATTEND),
        State.CANCELLED,
        _("Aflys"),
        needs=MOVE,
        reasons="*",
    )
    def cancel(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(State.RUNNING, State.BROKEN_OFF, _("Bortfald"), needs=TIME, by_time=True)
    @move(
        (State.PLANNED, State.ENROLLED, State.DID_NOT_ATTEND),
        State.LAPSED,
        _("Bortfald"),
        needs=TIME,
        by_time=True,
    )
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
