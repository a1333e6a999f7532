from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interventions.models.danish_education import DanishEducation
from interventions.models.step import Step


class DanishProgress(models.Model):
    """Where somebody stood in her Danish education, and since when: one line for each placing,
    passed module and change of education. For a passed module, `module` is the one passed.
    """

    class What(models.TextChoices):
        PLACED = "place", _("Indplaceret")
        PASSED = "pass_module", _("Bestået")
        CHANGED = "change_level", _("Skiftet til")

    education = models.ForeignKey(
        DanishEducation, on_delete=models.PROTECT, related_name="progress"
    )
    what = models.CharField(_("hvad"), max_length=20, choices=What.choices)
    level = models.CharField(
        _("danskuddannelse"), max_length=3, choices=DanishEducation.Level.choices
    )
    module = models.PositiveSmallIntegerField(_("modul"))
    on = models.DateField(_("dato"))

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.get_level_display()}, modul {self.module}"


class DanishAttendance(models.Model):
    """Fremmøde: lessons attended out of those that were scheduled, in one calendar month (its
    first day). Registered on any of the Danish steps; typed again it replaces what stood there.
    """

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="attendance")
    month = models.DateField(_("måned"))
    attended = models.PositiveSmallIntegerField(_("lektioner med fremmøde"))
    scheduled = models.PositiveSmallIntegerField(_("lektioner i alt"))

    class Meta:
        ordering: ClassVar = ["month"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["step", "month"], name="attendance_of_a_month_stands_once"
            ),
            models.CheckConstraint(
                name="attendance_month_is_its_first_day", condition=Q(month__day=1)
            ),
            models.CheckConstraint(
                name="nobody_attends_more_than_is_scheduled",
                condition=Q(attended__lte=F("scheduled"), scheduled__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m-%Y}: {self.attended} af {self.scheduled} lektioner"
