"""Two ways into a case that is not one's own, both for a short time and both with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.encryption import EncryptedTextField
from cases.models.case import Case


class Opening(models.Model):
    """Open from an instant to (not including) an instant."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(class)s_set")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField(_("fra"))
    until_at = models.DateTimeField(_("til"))

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_begins", condition=Q(until_at__gt=F("from_at"))
            )
        ]
        indexes: ClassVar = [models.Index(fields=["user", "until_at"], name="%(class)s_user")]

    @staticmethod
    def open_at(moment: datetime) -> Q:
        return Q(from_at__lte=moment, until_at__gt=moment)


class StandIn(Opening):
    """Vikar: a colleague of the unit answers for the case for a day; or for as long as the team
    lead says, if it is she who appointed the deputy.
    """

    reason = EncryptedTextField(_("begrundelse"), purpose="cases.standin.reason")
    appointed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.user} til {self.until_at:%d-%m-%Y %H:%M}"


class BrokenGlass(Opening):
    """Nødadgang to a case of another unit; somebody else looks at each one afterwards."""

    class Cause(models.TextChoices):
        DANGER = "danger", _("Fare for borgerens liv eller helbred")
        MEETING = "meeting", _("Borgeren er mødt op eller ringer nu")
        AUTHORITY = "authority", _("Politi, læge eller myndighed spørger akut")
        OTHER = "other", _("Andet, som ikke kan vente")

    class Verdict(models.TextChoices):
        EXPLAINED = "explained", _("Forklaret")
        ASKED = "asked", _("Der er bedt om en forklaring")
        BREACH = "breach", _("Uberettiget")

    cause = models.CharField(_("årsag"), max_length=10, choices=Cause.choices)
    reason = EncryptedTextField(_("begrundelse"), purpose="cases.brokenglass.reason")
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(_("gennemgået"), null=True)
    verdict = models.CharField(_("vurdering"), max_length=10, choices=Verdict.choices, blank=True)
    review_note = models.TextField(_("bemærkning"), blank=True)

    class Meta(Opening.Meta):
        constraints: ClassVar = [
            *Opening.Meta.constraints,
            models.CheckConstraint(
                name="brokenglass_is_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} til {self.until_at:%d-%m-%Y %H:%M}"
