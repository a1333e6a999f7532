from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from cases.lifecycle import move
from interventions.models.guards import case_runs
from interventions.models.step import Step
from interventions.models.welcome_talk import Channel

MOVE, TIME = Permission.STEP_MOVE, Permission.TIME_MOVE


class FollowUpTalk(Step):
    """Opfølgningssamtale (INL § 20): only a held one counts; a mentor's log never does."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planlagt")
        INVITED = "invited", _("Indkaldt")
        SENT_REGRETS = "sent_regrets", _("Afbud")
        NO_SHOW = "no_show", _("Udeblevet")
        HELD = "held", _("Afholdt")
        CANCELLED = "cancelled", _("Aflyst")
        LAPSED = "lapsed", _("Bortfaldet")

    class TalkForm(models.TextChoices):
        IN_PERSON = "in_person", _("Fremmøde")
        PHONE = "phone", _("Telefon")
        DIGITAL = "digital", _("Digital")

    class ReasonableCause(models.TextChoices):
        YES = "yes", _("Ja")
        NO = "no", _("Nej")
        UNKNOWN = "unknown", _("Ikke afklaret")

    ENDED: ClassVar = frozenset({"held", "cancelled", "lapsed"})
    label: ClassVar = _("Opfølgningssamtale")
    shared_by_default: ClassVar = True

    planned_week_on = models.DateField(_("planlagt til ca."), null=True, blank=True)
    talk_form = models.CharField(
        _("samtalens form"), max_length=20, choices=TalkForm.choices, blank=True
    )
    channel = models.CharField(_("kanal"), max_length=20, choices=Channel.choices, blank=True)
    letter = models.TextField(_("indkaldelsens tekst"), blank=True)
    contact_attempts = models.TextField(_("forsøg på kontakt"), blank=True)
    reasonable_cause = models.CharField(
        _("rimelig grund"), max_length=10, choices=ReasonableCause.choices, blank=True
    )
    changes = models.TextField(_("ændringer i borgerens situation"), blank=True)
    course_followed = models.TextField(_("er det aftalte forløb fulgt?"), blank=True)
    outcome = models.TextField(_("udbytte i forhold til målene"), blank=True)
    need_for_change = models.TextField(_("behov for at ændre planen"), blank=True)

    @move(State.PLANNED, State.INVITED, _("Indkald"), needs=MOVE, guards=(case_runs,))
    def invite(
        self, *, on: date, meets_at: datetime, talk_form: str, channel: str, letter: str
    ) -> None:
        self.meets_at, self.talk_form = meets_at, talk_form
        self.channel, self.letter = channel, letter

    @move(State.INVITED, State.HELD, _("Registrér afholdt"), needs=MOVE, guards=(case_runs,))
    def hold(
        self, *, on: date, changes: str, course_followed: str, outcome: str, need_for_change: str
    ) -> None:
        self.changes, self.course_followed = changes, course_followed
        self.outcome, self.need_for_change = outcome, need_for_change
        self._end(on)

    @move(State.INVITED, State.SENT_REGRETS, _("Registrér afbud"), needs=MOVE, reasons="*")
    def send_regrets(self, *, on: date) -> None: ...

    @move(State.SENT_REGRETS, State.PLANNED, _("Planlæg ny samtale"), needs=MOVE)
    def replan(self, *, on: date) -> None:
        self.meets_at = None

    @move(State.INVITED, State.NO_SHOW, _("Registrér udeblivelse"), needs=MOVE)
    def miss(self, *, on: date, contact_attempts: str, reasonable_cause: str) -> None:
        self.contact_attempts, self.reasonable_cause = contact_attempts, reasonable_cause

    @move(State.NO_SHOW, State.INVITED, _("Indkald igen"), needs=MOVE, guards=(case_runs,))
    def invite_again(
        self, *, on: date, meets_at: datetime, talk_form: str, channel: str, letter: str
    ) -> None:
        self.meets_at, self.talk_form = meets_at, talk_form
        self.channel, self.letter = channel, letter

    @move((State.PLANNED, State.INVITED), State.CANCELLED, _("Aflys"), needs=MOVE, reasons="*")
    def cancel(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(
        (State.PLANNED, State.INVITED, State.SENT_REGRETS, State.NO_SHOW),
        State.LAPSED,
        _("Bortfald"),
        needs=TIME,
        by_time=True,
    )
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
