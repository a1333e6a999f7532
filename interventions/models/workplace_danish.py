from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.roles import Permission
from cases.lifecycle import move
from cases.models import EmploymentSpell
from interventions.models.company_placement import CompanyPlacement
from interventions.models.danish_team import weekly_hours
from interventions.models.goal import Goal
from interventions.models.guards import case_active, case_runs
from interventions.models.step import Step

MOVE, TIME = Permission.PLACEMENT_MOVE, Permission.TIME_MOVE
# A placement in one of these states has a company to teach at.
BINDING = (CompanyPlacement.State.AGREED, CompanyPlacement.State.RUNNING)


def has_workplace(step: WorkplaceDanish, by: Actor) -> str:
    """The class is held at a company, and is never there without one."""
    # all() and not filter(), so that a page with many steps asks the database once.
    steps, jobs = step.case.steps.all(), step.case.citizen.jobs.all()
    if any(s.kind == CompanyPlacement.__name__ and s.state in BINDING for s in steps):
        return ""
    if any(job.to_on is None or job.to_on > by.today for job in jobs):
        return ""
    return (
        "Virksomhedsrettet dansk følger en virksomhedspraktik, der er aftalt eller i gang, eller "
        "et job. Aftal praktikken, eller registrér jobbet først."
    )


class WorkplaceDanish(Step):
    """Virksomhedsrettet danskundervisning: at the company of a placement or a job, and an activity
    for the placement's language goal.
    """

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
    label: ClassVar = _("Virksomhedsrettet dansk")
    shared_by_default: ClassVar = True
    told_to_mentor: ClassVar = frozenset({"workplace", "hours_per_week", "days"})

    at_placement = models.ForeignKey(
        CompanyPlacement, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("praktik"),
    )  # fmt: skip
    at_job = models.ForeignKey(
        EmploymentSpell, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("job"),
    )  # fmt: skip
    language_goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("sprogligt mål"),
    )  # fmt: skip
    workplace = models.CharField(_("arbejdsplads"), max_length=200, blank=True)
    hours_per_week = weekly_hours(null=True, blank=True)
    days = models.CharField(_("undervisningsdage"), max_length=200, blank=True)
    level_before = models.CharField(
        _("niveau før"), max_length=100, blank=True, help_text=_("Fx »DU 2, modul 3« eller »A2«.")
    )
    level_after = models.CharField(_("niveau efter"), max_length=100, blank=True)
    next_step = models.TextField(_("næste skridt"), blank=True)

    @move(
        (State.PLANNED, State.DID_NOT_ATTEND),
        State.ENROLLED,
        _("Tilmeld"),
        needs=MOVE,
        guards=(case_runs, has_workplace),
    )
    def enrol(
        self,
        *,
        on: date,
        hours_per_week: int,
        at_placement: CompanyPlacement | None = None,
        at_job: EmploymentSpell | None = None,
        language_goal: Goal | None = None,
        days: str = "",
        level_before: str = "",
    ) -> None:
        """The company is the placement's or the job's; the form sees to it that one is there."""
        self.at_placement, self.at_job, self.language_goal = at_placement, at_job, language_goal
        self.workplace = at_placement.company if at_placement else str(at_job)
        self.hours_per_week, self.days, self.level_before = hours_per_week, days, level_before

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
