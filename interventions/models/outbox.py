from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from cases.encryption import EncryptedTextField


class Webhook(models.Model):
    """Where another system is told what happens on one unit's cases. The secret signs; it is
    shown once, and kept encrypted because it must be used at each sending.
    """

    class Kind(models.TextChoices):
        CASE_OPENED = "case.opened", _("Forløb oprettet")
        STEP_MOVED = "step.moved", _("Skridt flyttet")
        DEADLINE_PASSED = "deadline.passed", _("Frist overskredet")
        CASE_CLOSED = "case.closed", _("Forløb afsluttet")

    name = models.CharField(_("navn"), max_length=100)
    url = models.CharField(_("adresse"), max_length=500)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="webhooks")
    kinds = ArrayField(
        models.CharField(max_length=20, choices=Kind.choices), verbose_name=_("hændelser")
    )
    secret = EncryptedTextField(purpose="interventions.webhook.secret", editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("oprettet"))
    stopped_at = models.DateTimeField(_("stoppet"), null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class OutgoingEvent(models.Model):
    """One event for one receiver, written in the transaction of what it tells about: ids alone,
    no foreign keys to people's rows, no word about anybody.

    `event_id` is the same at each attempt, so that the receiver can tell a repetition. It is
    waiting until it is delivered, or given up after a week.
    """

    class Trouble(models.TextChoices):
        ANSWER = "answer", _("Modtageren svarede med en fejl")
        UNREACHED = "unreached", _("Modtageren svarede ikke")
        FORBIDDEN = "forbidden", _("Adressen peger på et lukket net")
        STOPPED = "stopped", _("Modtageren er stoppet")

    event_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(_("hændelse"), max_length=20, choices=Webhook.Kind.choices)
    case_id = models.BigIntegerField(_("forløb"))
    step_id = models.BigIntegerField(_("skridt"), null=True)
    deadline_id = models.BigIntegerField(_("frist"), null=True)
    unit = models.CharField(_("enhed"), max_length=50)
    at = models.DateTimeField(_("tidspunkt"))
    attempts = models.PositiveSmallIntegerField(_("forsøg"), default=0)
    next_at = models.DateTimeField(_("næste forsøg"), null=True)
    status = models.PositiveSmallIntegerField(_("svar"), null=True)
    trouble = models.CharField(_("fejl"), max_length=20, choices=Trouble.choices, blank=True)
    delivered_at = models.DateTimeField(_("leveret"), null=True)
    given_up_at = models.DateTimeField(_("opgivet"), null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["webhook", "deadline_id"],
                condition=Q(deadline_id__isnull=False),
                name="a_deadline_passes_once",
            ),
            models.CheckConstraint(
                name="waiting_delivered_or_given_up",
                condition=Q(next_at__isnull=False, delivered_at=None, given_up_at=None)
                | Q(next_at=None, delivered_at__isnull=False, given_up_at=None)
                | Q(next_at=None, delivered_at=None, given_up_at__isnull=False),
            ),
            models.CheckConstraint(
                name="event_is_tried_after_it_happened",
                condition=Q(next_at=None) | Q(next_at__gte=F("at")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_at"], condition=Q(next_at__isnull=False), name="event_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
