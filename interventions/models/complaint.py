from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from cases.lifecycle import move
from interventions.models.record import Record

MOVE = Permission.DECISION_MOVE


class Complaint(Record):
    """Klage over en afgørelse (`about`): reassessed, and sent on within four weeks when upheld.

    A late one is taken in too, with a mark: the appeals board decides whether to treat it. RSL § 66
    (RSL-GENV-4W); `forwarded` is named as the law's table names the fact.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("Modtaget")
        REASSESSING = "reassessing", _("Genvurderes")
        GRANTED = "granted", _("Medhold")
        UPHELD_SENT = "upheld_sent", _("Fastholdt og sendt")
        DECIDED = "decided", _("Afgjort")

    class AppealOutcome(models.TextChoices):
        UPHELD = "upheld", _("Stadfæstet")
        CHANGED = "changed", _("Ændret")
        ANNULLED = "annulled", _("Ophævet")
        RETURNED = "returned", _("Hjemvist")
        REJECTED = "rejected", _("Afvist")

    ENDED: ClassVar = frozenset({"granted", "decided"})
    label: ClassVar = _("Klage")
    see: ClassVar = Permission.DECISION_SEE
    outlives_case: ClassVar = True

    text = models.TextField(_("hvad klages der over?"), max_length=10000)
    late = models.BooleanField(_("modtaget efter klagefristen"), default=False)
    reassessment = models.TextField(_("genvurdering"), max_length=10000, blank=True)
    appeal_outcome = models.CharField(
        _("Ankestyrelsens afgørelse"), max_length=10, choices=AppealOutcome.choices, blank=True
    )

    @move(State.RECEIVED, State.REASSESSING, _("Begynd genvurdering"), needs=MOVE)
    def reassess(self, *, on: date) -> None: ...

    @move(State.REASSESSING, State.GRANTED, _("Giv medhold"), needs=MOVE)
    def grant(self, *, on: date, reassessment: str) -> None:
        self.reassessment = reassessment
        self._end(on)

    @move(State.REASSESSING, State.UPHELD_SENT, _("Fasthold og send videre"), needs=MOVE)
    def forwarded(self, *, on: date, reassessment: str) -> None:
        self.reassessment = reassessment

    @move(State.UPHELD_SENT, State.DECIDED, _("Registrér klageinstansens afgørelse"), needs=MOVE)
    def decide(self, *, on: date, appeal_outcome: str) -> None:
        self.appeal_outcome = appeal_outcome
        self._end(on)
