from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.citizen import Citizen
from cases.models.records import Consent


class Relation(models.Model):
    """Relation: the other is the citizen's `type` (code table `relation_type`), as dated facts.

    The other is a citizen of ours, or somebody outside who is only named. A relation gives
    nobody access to anything.
    """

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(
        Citizen, on_delete=models.PROTECT, related_name="related_to", null=True, blank=True
    )
    other_name = models.CharField(_("navn"), max_length=200, blank=True)
    type = models.CharField(_("relation"), max_length=30)
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"), null=True, blank=True)
    source = models.CharField(_("kilde"), max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="relation_is_to_one_other",
                condition=Q(other__isnull=False, other_name="")
                | (Q(other__isnull=True) & ~Q(other_name="")),
            ),
            models.CheckConstraint(
                name="nobody_is_related_to_herself", condition=~Q(other=F("citizen"))
            ),
            models.CheckConstraint(
                name="relation_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.type


class Collaborator(models.Model):
    """Samarbejdspartner: somebody of another administration or of civil society on the case.

    What may be shared is the consent's scope, and for as long as it is in force; no login.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="collaborators")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="collaborators")
    name = models.CharField(_("navn"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=40)
    function = models.CharField(_("funktion"), max_length=100, blank=True)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="collaborator_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shared_until(self) -> date | None:
        """The first day without sharing: it ended, or the consent was withdrawn; None is open."""
        days = [day for day in (self.to_on, self.consent.withdrawn_on) if day]
        return min(days, default=None)

    def shares_on(self, day: date) -> bool:
        until = self.shared_until
        return self.from_on <= day and (until is None or day < until)
