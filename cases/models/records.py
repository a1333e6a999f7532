from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.encryption import EncryptedTextField
from cases.models.case import Case
from cases.models.citizen import Citizen


class Event(models.Model):
    """One move or correction in a case: the history that nobody changes (R1).

    `effective_on` is the local date on which it happened, `recorded_at` the instant at which it
    was written down. `form` is the kind's subtype (a placement's). A trigger refuses UPDATE and
    DELETE (migration 0002).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    move = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    form = models.CharField(max_length=40, blank=True)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    effective_on = models.DateField(_("skete"))
    recorded_at = models.DateTimeField(_("registreret"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20)
    reason = models.CharField(_("årsag"), max_length=200, blank=True)
    note = models.TextField(_("bemærkning"), blank=True)

    class Meta:
        ordering: ClassVar = ["effective_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["case", "kind", "move"], name="event_case_kind_move"),
        ]

    def __str__(self) -> str:
        return f"{self.effective_on:%d-%m-%Y} {self.label}"


class Change(models.Model):
    """An old value, kept readable when a fact is corrected or moved. Removed with the citizen."""

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="changes")
    resource = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.CharField(_("årsag"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["recorded_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["resource", "object_id"], name="change_object")]

    def __str__(self) -> str:
        return f"{self.resource}.{self.field}: {self.old} → {self.new}"


class Consent(models.Model):
    """Samtykke: what may be shared with whom, and for what (R11). Withdrawal stops sharing."""

    class Form(models.TextChoices):
        WRITTEN = "written", _("Skriftligt")
        ORAL = "oral", _("Mundtligt, noteret")
        DIGITAL = "digital", _("Digitalt")

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("formål"), max_length=40)
    scope = models.CharField(_("omfang"), max_length=300)
    receiver = models.CharField(_("modtager"), max_length=200)
    given_on = models.DateField(_("givet"))
    form = models.CharField(_("form"), max_length=10, choices=Form.choices)
    withdrawn_on = models.DateField(_("trukket tilbage"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["given_on", "pk"]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.receiver}"


class Approval(models.Model):
    """Four eyes: a move proposed by one person and decided by another within five working days.

    `data` are the move's form fields as typed. Deciding makes the move in the same transaction.
    """

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Afventer")
        APPROVED = "approved", _("Godkendt")
        REFUSED = "refused", _("Afvist")
        LAPSED = "lapsed", _("Bortfaldet")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="approvals")
    action = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    data = models.JSONField(default=dict)
    reason = EncryptedTextField(_("begrundelse"), purpose="cases.approval.reason")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.PENDING)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "action"],
                condition=models.Q(outcome="pending"),
                name="one_pending_approval_of_a_move",
            ),
            models.CheckConstraint(
                name="four_eyes_are_two_people",
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_outcome_display()}"
