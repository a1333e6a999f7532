from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.citizen import Citizen
from cases.models.intervals import interval_constraints


class TargetGroupPeriod(models.Model):
    """LAB-målgruppe: one code of `lab_group` at a time; it decides how long a placement may last.

    Whoever is in the introduction programme and has none recorded is in `INL-program`.
    """

    citizen = models.ForeignKey(
        Citizen, on_delete=models.PROTECT, related_name="target_group_periods"
    )
    code = models.CharField(_("målgruppe"), max_length=40)
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["from_on"]
        constraints: ClassVar = interval_constraints("targetgroupperiod")

    def __str__(self) -> str:
        return self.code
