from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.roles import Permission
from cases.lifecycle import move
from cases.models.case_guards import DEATH
from interventions.models.record import Record

MOVE = Permission.DECISION_MOVE


def citizen_lives(decision: Decision, _by: Actor) -> str:
    if decision.case.end_reason == DEATH:
        return "Borgeren er død. Der sendes ikke breve i sagen."
    return ""


def hearing_is_over(decision: Decision, by: Actor) -> str:
    """FVL § 19: nothing is decided before the party has answered, or the time to answer is up."""
    answer_by = decision.hearing_answer_by
    if answer_by is None or decision.hearing_answer or by.today > answer_by:
        return ""
    return (
        f"Borgeren kan svare på høringen til og med {answer_by:%d-%m-%Y}. "
        "Registrér svaret, eller vent til fristen er udløbet."
    )


class Decision(Record):
    """Afgørelse: what the authority decides, as the Public Administration Act wants it made.

    The party is heard or it is said why not (FVL § 19), there are reasons (§§ 22-24) and guidance
    on complaining (§ 25), and the case is informed well enough (RSL § 10). From receipt the party
    has four weeks to complain (FVL-KLAGE-4W).
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", _("Kladde")
        IN_HEARING = "in_hearing", _("I partshøring")
        SENT = "sent", _("Sendt")
        DELIVERED = "delivered", _("Modtaget af borgeren")
        WITHDRAWN = "withdrawn", _("Opgivet")

    ENDED: ClassVar = frozenset({"delivered", "withdrawn"})
    COMPLAINED_OF: ClassVar = frozenset({"sent", "delivered"})
    label: ClassVar = _("Afgørelse")
    see: ClassVar = Permission.DECISION_SEE
    outlives_case: ClassVar = True
    HEARING, RULING = "hoering", "afgoerelse"  # its letters, as their addresses name them

    subject = models.CharField(_("emne"), max_length=200)
    legal_basis = models.CharField(
        _("hjemmel"),
        max_length=300,
        help_text=_("Lov og paragraf, fx integrationsloven § 23 a, stk. 1."),
    )
    facts = models.TextField(_("sagens faktiske oplysninger"), max_length=10000)
    hearing_sent_on = models.DateField(_("partshøring sendt"), null=True, blank=True)
    hearing_answer_by = models.DateField(_("svarfrist for partshøring"), null=True, blank=True)
    # The letter of the hearing as it was sent: basis and facts can be written anew before sending.
    hearing_basis = models.CharField(_("hjemmel i høringen"), max_length=300, blank=True)
    hearing_facts = models.TextField(
        _("oplysninger, der blev hørt om"), max_length=10000, blank=True
    )
    hearing_answer = models.TextField(_("høringssvar"), max_length=10000, blank=True)
    no_hearing_reason = models.CharField(
        _("begrundelse for ikke at partshøre"), max_length=300, blank=True
    )
    favourable = models.BooleanField(_("giver borgeren fuldt medhold"), default=False)
    reasons = models.TextField(_("begrundelse"), max_length=10000, blank=True)
    guidance = models.TextField(_("klagevejledning"), max_length=3000, blank=True)
    well_informed = models.BooleanField(
        _("sagen er tilstrækkeligt oplyst (retssikkerhedsloven § 10)"), default=False
    )
    sent_on = models.DateField(_("sendt"), null=True, blank=True)

    @move(
        State.DRAFTED,
        State.IN_HEARING,
        _("Send i partshøring"),
        needs=MOVE,
        guards=(citizen_lives,),
    )
    def hear(self, *, on: date, hearing_answer_by: date) -> None:
        self.hearing_sent_on, self.hearing_answer_by = on, hearing_answer_by
        self.hearing_basis, self.hearing_facts = self.legal_basis, self.facts

    @move(State.IN_HEARING, State.IN_HEARING, _("Registrér høringssvar"), needs=MOVE)
    def record_answer(self, *, on: date, hearing_answer: str) -> None:
        self.hearing_answer = hearing_answer

    @move(
        (State.DRAFTED, State.IN_HEARING),
        State.SENT,
        _("Send afgørelsen"),
        needs=MOVE,
        guards=(citizen_lives, hearing_is_over),
    )
    def send(
        self,
        *,
        on: date,
        legal_basis: str,
        facts: str,
        reasons: str,
        guidance: str,
        no_hearing_reason: str = "",
        favourable: bool = False,
        well_informed: bool = False,
    ) -> None:
        self.legal_basis, self.facts, self.reasons = legal_basis, facts, reasons
        self.guidance, self.no_hearing_reason = guidance, no_hearing_reason
        self.favourable, self.well_informed = favourable, well_informed
        self.sent_on = on

    @property
    def letters(self) -> list[str]:
        """Which of its letters have been sent, in that order."""
        sent = {self.HEARING: self.hearing_sent_on, self.RULING: self.sent_on}
        return [name for name, day in sent.items() if day]

    @move(State.SENT, State.DELIVERED, _("Registrér modtaget"), needs=MOVE)
    def receive(self, *, on: date) -> None:
        self._end(on)

    @move((State.DRAFTED, State.IN_HEARING), State.WITHDRAWN, _("Opgiv"), needs=MOVE, reasons="*")
    def withdraw(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
