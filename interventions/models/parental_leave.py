from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.models.annulled import STANDS, Annullable
from interventions.law.workdays import ONE_DAY


class ParentalLeave(Annullable):
    """Barsel: a right to absence that is used (INL § 20 asks for follow-up during it and at its
    end). `ended_on` is its last day, empty while that is not known.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="leaves")
    child_born_on = models.DateField(_("barnet født"))
    from_on = models.DateField(_("orlov fra"))
    ended_on = models.DateField(_("orlovens sidste dag"), null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("registreret"))

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="leave_ends_after_it_begins",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("from_on")),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=STANDS & Q(ended_on__isnull=True),
                name="one_open_leave_of_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"Barsel fra {self.from_on:%d-%m-%Y}"

    @property
    def first_day_back(self) -> date | None:
        return self.ended_on + ONE_DAY if self.ended_on else None
