"""Integrationskontrakt (INL § 19): its terms, and every version of it that was signed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interventions.models.contract_terms import ContractTerms
from interventions.models.integration_programme import IntegrationProgramme


class ContractVersion(ContractTerms):
    """The contract as it stood from `valid_from` until the next number. Written, never changed."""

    programme = models.ForeignKey(
        IntegrationProgramme, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    valid_from = models.DateField(_("gælder fra"))
    reason = models.CharField(_("årsag til ændringen"), max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("registreret"))

    class Meta:
        ordering: ClassVar = ["programme", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="one_contract_version_of_a_number"
            ),
            models.CheckConstraint(
                name="a_contract_is_signed_by_both",
                condition=Q(
                    signed_by_citizen_on__isnull=False, signed_by_municipality_on__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="declaration_is_signed_or_refused",
                condition=Q(declaration_signed_on__isnull=False) | ~Q(declaration_refusal=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Kontrakt {self.number} fra {self.valid_from:%d-%m-%Y}"
