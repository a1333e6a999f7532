from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from cases.lifecycle import move
from cases.models import Track
from interventions.law.months import add_months
from interventions.law.workdays import ONE_DAY
from interventions.models.guards import case_runs, consented
from interventions.models.step import Step

MOVE, TIME = Permission.STEP_MOVE, Permission.TIME_MOVE
FIRST_YEAR_MONTHS = 12

SHARING = consented("mentor", "navn og telefon må deles med mentoren")


def beyond_first_year(step: Mentoring, values: dict[str, Any]) -> bool:
    """The policy's mentor follows "i det første år": longer is for the team lead to approve."""
    case, until = step.case, values.get("until")
    if case.track != Track.COPENHAGEN or case.arrived_on is None or until is None:
        return False
    return bool(until > add_months(case.arrived_on, FIRST_YEAR_MONTHS))


class Mentoring(Step):
    """Mentorforløb: a holistic mentor in the first year; voluntary, refused without consequence.

    The mentor makes no moves: her first held follow-up starts an assigned mentoring.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planlagt")
        OFFERED = "offered", _("Tilbudt")
        DECLINED = "declined", _("Afslået")
        ASSIGNED = "assigned", _("Mentor tildelt")
        RUNNING = "running", _("I gang")
        ENDED = "ended", _("Afsluttet")
        LAPSED = "lapsed", _("Bortfaldet")

    ENDED: ClassVar = frozenset({"declined", "ended", "lapsed"})
    label: ClassVar = _("Mentorforløb")
    shared_by_default: ClassVar = True
    told_to_mentor: ClassVar = frozenset({"mentor", "until", "hours_per_week", "handover_note"})

    mentor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("mentor")
    )
    until = models.DateField(_("bevilget til"), null=True, blank=True)
    # The first day of the present grant, from which LAB-MENTOR-6M counts on the general track.
    grant_started_on = models.DateField(_("bevilget fra"), null=True, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(
        _("timer om ugen"), null=True, blank=True, validators=[MaxValueValidator(37)]
    )
    handover_note = models.TextField(_("overdragelse til den nye mentor"), blank=True)
    closing_note = models.TextField(_("afsluttende bemærkning"), blank=True)

    def next_grant_from(self, on: date) -> date:
        """The first day of a grant made on the day: after the present one, if that still runs."""
        return max(on, self.until + ONE_DAY) if self.until else on

    @move(State.PLANNED, State.OFFERED, _("Tilbyd"), needs=MOVE, guards=(case_runs,))
    def offer(self, *, on: date) -> None: ...

    @move(State.OFFERED, State.DECLINED, _("Registrér afslag"), needs=MOVE)
    def decline(self, *, on: date) -> None:
        self._end(on, "afslag")

    @move(
        State.DECLINED,
        State.OFFERED,
        _("Tilbyd igen"),
        needs=MOVE,
        guards=(case_runs,),
        reentry=True,
    )
    def offer_again(self, *, on: date) -> None:
        self._reenter()

    @move(
        State.OFFERED,
        State.ASSIGNED,
        _("Tildel mentor"),
        needs=MOVE,
        guards=(case_runs, SHARING),
        four_eyes=Permission.DECIDE_APPROVAL,
        four_eyes_when=beyond_first_year,
    )
    def assign(
        self, *, on: date, mentor: User, until: date, hours_per_week: int | None = None
    ) -> None:
        self.mentor, self.until, self.hours_per_week = mentor, until, hours_per_week
        self.grant_started_on = on

    @move(State.ASSIGNED, State.RUNNING, _("Start"), needs=MOVE, guards=(case_runs,))
    def start(self, *, on: date) -> None:
        self.starts_on = on

    @move(
        State.ASSIGNED, State.ASSIGNED, _("Skift mentor"), needs=MOVE, guards=(case_runs, SHARING)
    )
    @move(State.RUNNING, State.RUNNING, _("Skift mentor"), needs=MOVE, guards=(case_runs, SHARING))
    def change_mentor(self, *, on: date, mentor: User, handover_note: str) -> None:
        self.mentor, self.handover_note = mentor, handover_note

    @move(
        State.RUNNING,
        State.RUNNING,
        _("Forlæng"),
        needs=MOVE,
        guards=(case_runs,),
        reasons="*",
        four_eyes=Permission.DECIDE_APPROVAL,
        four_eyes_when=beyond_first_year,
    )
    def extend(self, *, on: date, until: date) -> None:
        self.grant_started_on = self.next_grant_from(on)
        self.until = until

    @move(
        (State.ASSIGNED, State.RUNNING),
        State.ENDED,
        _("Afslut"),
        needs=MOVE,
        reasons="mentoring_end_reason",
    )
    def end(self, *, on: date, reason: str, closing_note: str) -> None:
        self.closing_note = closing_note
        self._end(on, reason)

    @move((State.ASSIGNED, State.RUNNING), State.ENDED, _("Bortfald"), needs=TIME, by_time=True)
    @move((State.PLANNED, State.OFFERED), State.LAPSED, _("Bortfald"), needs=TIME, by_time=True)
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
