from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from cases.lifecycle import move
from interventions.models.record import Record

MOVE = Permission.DECISION_MOVE


class AccessRequest(Record):
    """Anmodning om aktindsigt (OFL § 36, FVL § 9): decided within seven working days (OFL-AKT-7).

    `decided` is named as the law's table names the fact. Whoever asks for insight in her own data
    under GDPR art. 15 gets another answer, with a deadline of its own.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("Modtaget")
        DECIDED = "decided", _("Afgjort")
        WITHDRAWN = "withdrawn", _("Frafaldet")

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("Imødekommet")
        PARTLY = "partly", _("Delvist imødekommet")
        REFUSED = "refused", _("Afslag")

    ENDED: ClassVar = frozenset({"decided", "withdrawn"})
    label: ClassVar = _("Aktindsigt")
    see: ClassVar = Permission.DECISION_SEE
    outlives_case: ClassVar = True

    asked_by = models.CharField(_("hvem har bedt om aktindsigt?"), max_length=200)
    wanted = models.TextField(_("hvad er der bedt om?"), max_length=5000)
    outcome = models.CharField(_("udfald"), max_length=10, choices=Outcome.choices, blank=True)
    withheld = models.TextField(
        _("undtaget, og hvorfor"),
        max_length=5000,
        blank=True,
        help_text=_("Hvilke dokumenter eller oplysninger, og efter hvilken bestemmelse."),
    )

    @move(State.RECEIVED, State.DECIDED, _("Afgør"), needs=MOVE)
    def decided(self, *, on: date, outcome: str, withheld: str = "") -> None:
        self.outcome, self.withheld = outcome, withheld
        self._end(on)

    @move(State.RECEIVED, State.WITHDRAWN, _("Registrér frafaldet"), needs=MOVE, reasons="*")
    def withdraw(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
