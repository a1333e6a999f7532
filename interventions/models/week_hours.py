"""The ledger of the 37-hour duty (INL § 20 d): hours of each ISO week, and a lowered target."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.intervals import days, one


class WeekHours(models.Model):
    """The hours of one type in one ISO week of a case, in quarters of an hour."""

    class Type(models.TextChoices):
        DANISH = "dansk", _("Danskuddannelse")
        PLACEMENT = "praktik", _("Virksomhedspraktik")
        WAGE_SUBSIDY = "loentilskud", _("Løntilskud")
        ORDINARY = "ordinaer", _("Ordinære løntimer")
        TALK = "samtale", _("Samtaler om beskæftigelse")
        SOCIAL_HEALTH = "social_sundhed", _("Sociale og sundhedsmæssige indsatser")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="week_hours")
    iso_year = models.PositiveSmallIntegerField(_("år"))
    iso_week = models.PositiveSmallIntegerField(_("uge"))
    type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    hours = models.DecimalField(_("timer"), max_digits=5, decimal_places=2)

    class Meta:
        ordering: ClassVar = ["iso_year", "iso_week", "type"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "iso_year", "iso_week", "type"],
                name="hours_of_a_type_stand_once_in_a_week",
            ),
            models.CheckConstraint(
                name="week_hours_are_hours_of_a_week",
                condition=Q(iso_week__gte=1, iso_week__lte=53, hours__gte=0, hours__lte=168),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()}, uge {self.iso_week}, {self.iso_year}"


class HoursReduction(models.Model):
    """Nedsat timetal for health reasons: the weekly target from a day to a day, both counted.

    It holds for the weeks whose Monday it covers. An empty `to_on` is until further notice.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hours_reductions")
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til og med"), null=True, blank=True)
    hours = models.DecimalField(
        _("timer om ugen"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal("36.75"))],
    )
    reason = models.CharField(_("årsag"), max_length=40)
    note = models.TextField(_("begrundelse"), blank=True, max_length=2000)

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="reduction_ends_no_earlier_than_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
            ExclusionConstraint(
                name="reductions_do_not_overlap",
                expressions=[
                    (one("case_id"), RangeOperators.OVERLAPS),
                    (days("from_on", "to_on", "[]"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours} timer fra {self.from_on:%d-%m-%Y}"
