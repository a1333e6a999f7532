from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interventions.models.mentoring import Mentoring


class FollowUp(models.Model):
    """Opfølgning: the mentor's log. It never counts as a follow-up talk.

    `key` makes a retry or a double click the same row.
    """

    class Outcome(models.TextChoices):
        COMPLETED = "completed", _("Gennemført")
        NO_SHOW = "no_show", _("Udeblevet")
        CANCELLED_BY_CITIZEN = "cancelled_by_citizen", _("Aflyst af borger")
        CANCELLED_BY_US = "cancelled_by_us", _("Aflyst af os")
        MOVED = "moved", _("Flyttet")

    class ContactForm(models.TextChoices):
        IN_PERSON = "in_person", _("Fysisk")
        PHONE = "phone", _("Telefon")
        VIDEO = "video", _("Video")
        MESSAGE = "message", _("Besked")

    mentoring = models.ForeignKey(Mentoring, on_delete=models.PROTECT, related_name="follow_ups")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    occurred_on = models.DateField(_("dato"))
    outcome = models.CharField(_("udfald"), max_length=30, choices=Outcome.choices)
    contact_form = models.CharField(_("form"), max_length=20, choices=ContactForm.choices)
    topics = ArrayField(models.CharField(max_length=40), default=list, verbose_name=_("emner"))
    text = models.TextField(_("hvad skete der?"), max_length=5000, blank=True)
    help_wanted = models.BooleanField(
        _("Jeg har brug for hjælp fra sagsbehandleren"), default=False
    )
    next_at = models.DateTimeField(_("næste møde"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("registreret"))
    key = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["-occurred_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "key"], name="one_follow_up_for_a_key")
        ]

    def __str__(self) -> str:
        return f"{self.occurred_on:%d-%m-%Y} {self.get_outcome_display()}"
