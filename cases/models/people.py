from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Function
from cases.models.case import Case
from cases.models.citizen import Citizen


class Household(models.Model):
    """People who live together; confirmed by a person, never by a list."""

    created_on = models.DateField(_("oprettet"))

    def __str__(self) -> str:
        return f"Husstand {self.pk}"


class HouseholdMember(models.Model):
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="memberships")
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(to_on__isnull=True),
                name="one_household_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.citizen)


class Assignment(models.Model):
    """Who is what on a case, from a day to (not including) a day.

    Access is derived from the active ones at each request, never copied.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    function = models.CharField(_("funktion"), max_length=30, choices=Function.choices)
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(function="responsible", to_on__isnull=True),
                name="one_responsible_caseworker",
            ),
            models.CheckConstraint(
                name="assignment_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "function"], name="assignment_user")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_function_display()}"

    @staticmethod
    def active_on(day: date) -> Q:
        return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gt=day))

    def is_active_on(self, day: date) -> bool:
        """As active_on, of a row that has been read already."""
        return self.from_on <= day and (self.to_on is None or self.to_on > day)
