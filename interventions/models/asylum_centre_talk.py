from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from cases.lifecycle import move
from interventions.models.guards import case_runs
from interventions.models.step import Step

MOVE, TIME = Permission.ASYLUM_TALK_MOVE, Permission.TIME_MOVE


class AsylumCentreTalk(Step):
    """Asylcentersamtale: held at the asylum centre before arrival; voluntary, no consequence."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planlagt")
        HELD = "held", _("Afholdt")
        NO_SHOW = "no_show", _("Udeblevet")
        CANCELLED = "cancelled", _("Aflyst")
        LAPSED = "lapsed", _("Bortfaldet")

    ENDED: ClassVar = frozenset({"held", "cancelled", "lapsed"})
    label: ClassVar = _("Asylcentersamtale")

    competences = models.TextField(_("kompetencer og erhvervserfaring"), blank=True)
    languages = models.TextField(_("sprog"), blank=True)
    job_goal = models.TextField(_("jobmål"), blank=True)
    next_step = models.TextField(_("næste skridt"), blank=True)

    @move(State.PLANNED, State.HELD, _("Registrér afholdt"), needs=MOVE, guards=(case_runs,))
    def hold(
        self, *, on: date, competences: str, job_goal: str, languages: str = "", next_step: str = ""
    ) -> None:
        self.competences, self.job_goal = competences, job_goal
        self.languages, self.next_step = languages, next_step
        self._end(on)

    @move(State.PLANNED, State.PLANNED, _("Aftal tidspunkt"), needs=MOVE, guards=(case_runs,))
    def reschedule(self, *, on: date, meets_at: datetime) -> None:
        self.meets_at = meets_at

    @move(State.PLANNED, State.NO_SHOW, _("Registrér udeblivelse"), needs=MOVE)
    def miss(self, *, on: date) -> None: ...

    @move(State.NO_SHOW, State.PLANNED, _("Planlæg igen"), needs=MOVE, guards=(case_runs,))
    def plan_again(self, *, on: date, meets_at: datetime | None = None) -> None:
        self.meets_at = meets_at

    @move(State.PLANNED, State.CANCELLED, _("Aflys"), needs=MOVE, reasons="*")
    def cancel(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move((State.PLANNED, State.NO_SHOW), State.LAPSED, _("Bortfald"), needs=TIME, by_time=True)
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
