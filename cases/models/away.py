from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Away(models.Model):
    """Fravær: a caseworker is away from a day to (not including) a day. Why is nobody's business
    here, and is not kept. Who deputises holds StandIns of her cases.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="away")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("tilbage"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("registreret"))

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="away_ends_after_it_begins", condition=Q(to_on__gt=F("from_on"))
            ),
            models.CheckConstraint(name="away_deputy_is_another", condition=~Q(deputy=F("user"))),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.from_on:%d-%m-%Y}"

    @staticmethod
    def running_on(day: date) -> Q:
        return Q(from_on__lte=day, to_on__gt=day)

    @staticmethod
    def ends_after(day: date) -> Q:
        """Those that run on the day or lie ahead of it."""
        return Q(to_on__gt=day)
