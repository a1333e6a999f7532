"""What the effort leads to: jobs, education, Danish tests, clarifications (domain reference §4.3).

The program has no access to eIndkomst: people enter these facts, and say how they know.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.annulled import STANDS, Annullable
from cases.models.citizen import Citizen

HOURS_OF_A_MONTH = 744
LEAST = MinValueValidator(Decimal("0.25"), _("Skriv mindst 0,25 timer."))


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{name}_ends_after_it_begins",
        condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")),
    )


class EmploymentSpell(Annullable):
    """Job: one employment from `from_on` to, not including, `to_on`; two may run side by side.

    `support` is a code of `employment_support`: only `ingen` is an ordinary job. `hours_per_week`
    is empty when they vary; then each month's hours are written down (WorkedMonth).
    """

    class Evidence(models.TextChoices):
        SELF_REPORTED = "self_reported", _("Oplyst af borgeren")
        DOCUMENTED = "documented", _("Dokumenteret (fx kontrakt eller lønseddel)")

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="jobs")
    employer = models.CharField(_("arbejdsgiver"), max_length=200)
    cvr = models.CharField(
        _("CVR-nummer"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("CVR-nummeret har 8 cifre."))],
    )
    hours_per_week = models.DecimalField(
        _("timer om ugen"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[LEAST, MaxValueValidator(Decimal(80), _("Højst 80 timer om ugen."))],
    )
    support = models.CharField(_("tilskud"), max_length=40)
    from_on = models.DateField(_("første dag"))
    to_on = models.DateField(_("til"), null=True, blank=True)
    evidence = models.CharField(_("kilde"), max_length=20, choices=Evidence.choices)

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [_ends_after_it_begins("employmentspell")]
        indexes: ClassVar = [models.Index(fields=["citizen", "from_on"], name="job_citizen")]

    def __str__(self) -> str:
        return self.employer


class WorkedMonth(models.Model):
    """The hours worked in one job in one calendar month, named by its first day."""

    spell = models.ForeignKey(EmploymentSpell, on_delete=models.PROTECT, related_name="months")
    month = models.DateField(_("måned"))
    hours = models.DecimalField(
        _("timer"),
        max_digits=5,
        decimal_places=2,
        validators=[
            MinValueValidator(Decimal(0), _("Timerne kan ikke være færre end nul.")),
            MaxValueValidator(Decimal(HOURS_OF_A_MONTH), _("En måned har højst 744 timer.")),
        ],
    )

    class Meta:
        ordering: ClassVar = ["month"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["spell", "month"], name="hours_of_a_month_stand_once"),
            models.CheckConstraint(name="worked_month_is_its_first_day", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m-%Y}"


class EducationSpell(Annullable):
    """Ordinær uddannelse; `level` is a code of `education_level`. `completed` when it ended so."""

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="educations")
    institution = models.CharField(_("uddannelsessted"), max_length=200)
    level = models.CharField(_("uddannelse"), max_length=40)
    from_on = models.DateField(_("første dag"))
    to_on = models.DateField(_("til"), null=True, blank=True)
    completed = models.BooleanField(_("gennemført"), default=False)

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            _ends_after_it_begins("educationspell"),
            models.CheckConstraint(
                name="completed_education_has_ended",
                condition=Q(completed=False) | Q(to_on__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["citizen", "from_on"], name="education_citizen")]

    def __str__(self) -> str:
        return self.institution


class DanishTestResult(Annullable):
    """A Danish test that was passed, also by one who studied alone: `test` is of `danish_test`."""

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="danish_tests")
    test = models.CharField(_("prøve"), max_length=10)
    passed_on = models.DateField(_("bestået"))
    marks = models.CharField(_("karakterer"), max_length=60, blank=True)
    as_self_student = models.BooleanField(_("som selvstuderende"), default=False)

    class Meta:
        ordering: ClassVar = ["passed_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["citizen", "test"], name="a_danish_test_is_passed_once", condition=STANDS
            )
        ]

    def __str__(self) -> str:
        return self.test


class Clarification(Annullable):
    """Afklaring to fleksjob or førtidspension: a result of its own, never counted as a job."""

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="clarifications")
    outcome = models.CharField(_("afklaret til"), max_length=40)
    decided_on = models.DateField(_("besluttet"))

    class Meta:
        ordering: ClassVar = ["decided_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["citizen", "outcome"], name="clarified_once_to_each", condition=STANDS
            )
        ]

    def __str__(self) -> str:
        return self.outcome
