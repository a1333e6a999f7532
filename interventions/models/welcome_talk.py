from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from cases.lifecycle import move
from interventions.models.guards import case_runs
from interventions.models.step import Step

MOVE, TIME = Permission.STEP_MOVE, Permission.TIME_MOVE


class YesNo(models.TextChoices):
    YES = "yes", _("Ja")
    NO = "no", _("Nej")


class Channel(models.TextChoices):
    DIGITAL_POST = "digital_post", _("Digital Post")
    LETTER = "letter", _("Brev")
    SMS = "sms", _("Sms")
    PHONE = "phone", _("Telefon")


class WelcomeTalk(Step):
    """Velkomstsamtale: bank account, MitID and help to a job for those under the special law.

    The invitation is stored as sent: text, channel and time (R10).
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planlagt")
        INVITED = "invited", _("Indkaldt")
        HELD = "held", _("Afholdt")
        NO_SHOW = "no_show", _("Udeblevet")
        EXEMPT = "exempt", _("Undtaget")
        LAPSED = "lapsed", _("Bortfaldet")

    ENDED: ClassVar = frozenset({"held", "exempt", "lapsed"})
    label: ClassVar = _("Velkomstsamtale")
    shared_by_default: ClassVar = True
    told_to_mentor: ClassVar = frozenset({"bank_account", "mitid", "job_help"})
    restricted: ClassVar = {"health_need": Permission.HEALTH_SEE}

    channel = models.CharField(_("kanal"), max_length=20, choices=Channel.choices, blank=True)
    letter = models.TextField(_("indkaldelsens tekst"), blank=True)
    contact_attempts = models.TextField(_("forsøg på kontakt"), blank=True)
    bank_account = models.CharField(
        _("har bankkonto"), max_length=3, choices=YesNo.choices, blank=True
    )
    mitid = models.CharField(_("har MitID"), max_length=3, choices=YesNo.choices, blank=True)
    job_help = models.CharField(
        _("ønsker hjælp til job"), max_length=3, choices=YesNo.choices, blank=True
    )
    health_need = models.CharField(
        _("behov for helbredsmæssig vurdering"), max_length=3, choices=YesNo.choices, blank=True
    )
    job_goal = models.TextField(_("jobmål og erfaring"), blank=True)

    @move(State.PLANNED, State.INVITED, _("Indkald"), needs=MOVE, guards=(case_runs,))
    def invite(self, *, on: date, meets_at: datetime, channel: str, letter: str) -> None:
        self.meets_at, self.channel, self.letter = meets_at, channel, letter

    @move(State.INVITED, State.HELD, _("Registrér afholdt"), needs=MOVE, guards=(case_runs,))
    def hold(
        self,
        *,
        on: date,
        bank_account: str,
        mitid: str,
        job_help: str,
        health_need: str,
        job_goal: str = "",
    ) -> None:
        self.bank_account, self.mitid, self.job_help = bank_account, mitid, job_help
        self.health_need, self.job_goal = health_need, job_goal
        self._end(on)

    @move(State.INVITED, State.NO_SHOW, _("Registrér udeblivelse"), needs=MOVE)
    def miss(self, *, on: date, contact_attempts: str) -> None:
        self.contact_attempts = contact_attempts

    @move(State.NO_SHOW, State.INVITED, _("Indkald igen"), needs=MOVE, guards=(case_runs,))
    def invite_again(self, *, on: date, meets_at: datetime, channel: str, letter: str) -> None:
        self.meets_at, self.channel, self.letter = meets_at, channel, letter

    @move((State.INVITED, State.NO_SHOW), State.EXEMPT, _("Undtag"), needs=MOVE, reasons="*")
    def exempt(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(
        (State.PLANNED, State.INVITED, State.NO_SHOW),
        State.LAPSED,
        _("Bortfald"),
        needs=TIME,
        by_time=True,
    )
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
