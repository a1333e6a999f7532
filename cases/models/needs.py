from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.citizen import Citizen

HEALTH = "sundhed"
SOCIAL_CONTROL = "social_kontrol"


class IntegrationNeed(models.Model):
    """Integrationsbehov: one of the policy's seven (code table `integration_need`), dated."""

    class Status(models.TextChoices):
        OPEN = "open", _("Åbent")
        WORKING = "working", _("Arbejdes med")
        RESOLVED = "resolved", _("Løst")

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="needs")
    code = models.CharField(_("integrationsbehov"), max_length=40)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    opened_on = models.DateField(_("registreret"))
    resolved_on = models.DateField(_("løst"), null=True, blank=True)
    policy_area = models.CharField(_("område i politikken"), max_length=40, blank=True)
    note = models.TextField(_("bemærkning"), blank=True, max_length=2000)

    class Meta:
        ordering: ClassVar = ["opened_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["citizen", "code"],
                condition=Q(resolved_on__isnull=True),
                name="one_open_need_of_a_kind",
            ),
            models.CheckConstraint(
                name="need_is_resolved_with_a_date",
                condition=Q(status="resolved", resolved_on__gte=F("opened_on"))
                | (~Q(status="resolved") & Q(resolved_on__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.code
