from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from cases.models.intervals import days, one
from interventions.law.rules import Authority, Roll, Rule, Unit
from interventions.models.company_placement import CompanyPlacement
from interventions.models.parental_leave import ParentalLeave
from interventions.models.step import Step


class DeadlineRule(models.Model):
    """Fristregel: the code under which all its versions stand."""

    code = models.CharField(_("kode"), max_length=40, unique=True)

    def __str__(self) -> str:
        return self.code


class RuleVersion(models.Model):
    """One dated version of a rule: both days of its validity counted, never two at once."""

    rule = models.ForeignKey(DeadlineRule, on_delete=models.PROTECT, related_name="versions")
    applies_to = models.CharField(max_length=20)
    subject = models.CharField(_("emne"), max_length=200)
    anchor = models.CharField(max_length=40, blank=True)
    amount = models.IntegerField(_("antal"))
    unit = models.CharField(max_length=40)
    roll = models.CharField(max_length=20)
    authority = models.CharField(max_length=20)
    shape = models.CharField(max_length=30)
    fulfilled_by = models.CharField(max_length=100, blank=True)
    condition_key = models.CharField(max_length=100, blank=True)
    applies_to_open_cases = models.BooleanField(default=False)
    valid_from = models.DateField(_("gælder fra"))
    valid_to = models.DateField(_("gælder til"), null=True, blank=True)
    legal_reference = models.CharField(_("hjemmel"), max_length=200)
    condition_note = models.CharField(max_length=300, blank=True)
    mark = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["rule__code", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "valid_from"], name="one_version_from_a_day"),
            ExclusionConstraint(
                name="versions_of_a_rule_do_not_overlap",
                expressions=[
                    (one("rule_id"), RangeOperators.OVERLAPS),
                    (days("valid_from", "valid_to", "[]"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} fra {self.valid_from:%d-%m-%Y}"

    def as_rule(self) -> Rule:
        """The version as the pure law knows it; the rule must have been selected with it."""
        return Rule(
            code=self.rule.code,
            applies_to=self.applies_to,
            subject=self.subject,
            anchor=self.anchor,
            amount=self.amount,
            unit=Unit(self.unit),
            roll=Roll(self.roll),
            authority=Authority(self.authority),
            shape=self.shape,
            fulfilled_by=self.fulfilled_by,
            condition_key=self.condition_key,
            applies_to_open_cases=self.applies_to_open_cases,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            legal_reference=self.legal_reference,
            condition_note=self.condition_note,
            mark=self.mark,
        )


class Deadline(models.Model):
    """Frist: the snapshot of a rule on a case. Its status is derived, never stored.

    `version` and `due_on` are empty while the anchor is unknown; with a known anchor an empty
    version says that none was valid that day. `met_on` is the date of the fact that met it;
    `ended_on` the day on which its step, or the case, ended without that fact. `about` is the id
    of the record for whose sake it stands (a decision, a complaint), 0 for the case itself; `leave`
    the barsel that it follows up on, so that each birth has its own; `placement` the one whose
    length it is.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    rule = models.ForeignKey(DeadlineRule, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, null=True, related_name="+")
    about = models.PositiveBigIntegerField(default=0)
    leave = models.ForeignKey(
        ParentalLeave, on_delete=models.PROTECT, null=True, related_name="deadlines"
    )
    placement = models.ForeignKey(
        CompanyPlacement, on_delete=models.PROTECT, null=True, related_name="spans"
    )
    anchor = models.CharField(max_length=40)
    anchor_on = models.DateField(_("regnes fra"), null=True)
    due_on = models.DateField(_("frist"), null=True)
    extended_days = models.PositiveSmallIntegerField(default=0)
    met_on = models.DateField(_("opfyldt"), null=True)
    ended_on = models.DateField(_("bortfaldt"), null=True)
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="deadlines")

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "rule", "about", "leave", "placement"],
                nulls_distinct=False,
                condition=Q(met_on__isnull=True, ended_on__isnull=True),
                name="one_open_deadline_of_a_rule",
            ),
            models.CheckConstraint(
                name="due_date_has_version_and_anchor",
                condition=Q(due_on__isnull=True)
                | Q(version__isnull=False, anchor_on__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_on", "case"],
                condition=Q(met_on__isnull=True, ended_on__isnull=True),
                name="deadline_open_by_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_on or ''}"


class Exemption(models.Model):
    """Fritagelse: never deletes the deadline; one that covers its due date makes it exempt."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="exemptions")
    reason = models.CharField(_("årsag"), max_length=40)
    note = models.TextField(_("begrundelse"), blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til og med"))

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="exemption_ends_after_it_begins", condition=Q(to_on__gte=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.from_on:%d-%m-%Y}–{self.to_on:%d-%m-%Y}"
