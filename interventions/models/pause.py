from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.annulled import STANDS, Annullable
from cases.models.intervals import days, one
from interventions.law.workdays import ONE_DAY
from interventions.models.company_placement import CompanyPlacement


class Pause(Annullable):
    """Pause: of the whole case, or of one placement; first and last day both counted.

    Made by the moves `pause` and `resume`, or written down afterwards; `to_on` is empty while it
    runs. A case's pause moves no due date, a placement's moves its own agreed end.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    placement = models.ForeignKey(
        CompanyPlacement, on_delete=models.PROTECT, null=True, related_name="pauses"
    )
    reason = models.CharField(_("årsag"), max_length=40)
    note = models.TextField(_("bemærkning"), blank=True, max_length=2000)
    from_on = models.DateField(_("første dag"))
    to_on = models.DateField(_("sidste dag"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="pause_ends_no_earlier_than_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            ),
            ExclusionConstraint(
                name="pauses_of_a_case_do_not_overlap",
                expressions=[
                    (one("case_id"), RangeOperators.OVERLAPS),
                    (days("from_on", "to_on", "[]"), RangeOperators.OVERLAPS),
                ],
                condition=STANDS & Q(placement__isnull=True),
            ),
            ExclusionConstraint(
                name="pauses_of_a_placement_do_not_overlap",
                expressions=[
                    (one("placement_id"), RangeOperators.OVERLAPS),
                    (days("from_on", "to_on", "[]"), RangeOperators.OVERLAPS),
                ],
                condition=STANDS & Q(placement__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} fra {self.from_on:%d-%m-%Y}"

    @property
    def days(self) -> int:
        """Both ends counted; 0 while it runs."""
        return (self.to_on - self.from_on).days + 1 if self.to_on else 0

    @property
    def first_day_back(self) -> date | None:
        return self.to_on + ONE_DAY if self.to_on else None
