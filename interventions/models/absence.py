from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.annulled import STANDS, Annullable
from cases.models.intervals import days, one
from interventions.models.company_placement import CompanyPlacement


class Absence(Annullable):
    """Fravær fra en praktik: from the first to the last day, both counted. It is told, never
    punished: no deadline moves, and nothing follows from it but a reminder.
    """

    class Type(models.TextChoices):
        SICK = "syg", _("Syg")
        LAWFUL = "lovligt", _("Lovligt fravær")
        STAYED_AWAY = "udeblevet", _("Udeblevet")

    placement = models.ForeignKey(
        CompanyPlacement, on_delete=models.PROTECT, related_name="absences"
    )
    type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    from_on = models.DateField(_("første dag"))
    to_on = models.DateField(_("sidste dag"))
    note = models.TextField(_("bemærkning"), blank=True)

    class Meta:
        ordering: ClassVar = ["from_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="absence_ends_no_earlier_than_it_begins",
                condition=Q(to_on__gte=F("from_on")),
            ),
            ExclusionConstraint(
                name="absence_does_not_overlap",
                condition=STANDS,
                expressions=[
                    (one("placement_id"), RangeOperators.OVERLAPS),
                    (days("from_on", "to_on", "[]"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.from_on:%d-%m-%Y} til {self.to_on:%d-%m-%Y}"
