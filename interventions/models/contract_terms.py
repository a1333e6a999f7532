from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContractTerms(models.Model):
    """What the contract and its declaration say (INL § 19): on the programme as they stand now,
    on ContractVersion as they stood.
    """

    job_goal = models.CharField(_("beskæftigelses- eller uddannelsesmål"), max_length=300)
    contract_goals = models.TextField(
        _("mål på vejen"), max_length=2000, help_text=_("Ét mål på hver linje, mindst ét.")
    )
    activities = models.TextField(
        _("aftalte aktiviteter"),
        max_length=2000,
        help_text=_("Fx danskuddannelse, praktik, mentor: hvad, hvor og hvornår."),
    )
    signed_by_citizen_on = models.DateField(_("borgeren skrev under"), null=True)
    signed_by_municipality_on = models.DateField(_("kommunen skrev under"), null=True)
    declaration_signed_on = models.DateField(
        _("opholds- og selvforsørgelseserklæringen underskrevet"), null=True, blank=True
    )
    declaration_refusal = models.CharField(
        _("hvis den ikke er underskrevet: hvorfor"), max_length=300, blank=True
    )

    class Meta:
        abstract = True

    def _set_goals(self, job_goal: str, contract_goals: str, activities: str) -> None:
        self.job_goal, self.contract_goals, self.activities = job_goal, contract_goals, activities

    def _set_signatures(self, citizen_on: date, municipality_on: date) -> None:
        self.signed_by_citizen_on = citizen_on
        self.signed_by_municipality_on = municipality_on

    def _set_declaration(self, signed_on: date | None, refusal: str) -> None:
        self.declaration_signed_on, self.declaration_refusal = signed_on, refusal
