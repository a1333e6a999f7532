from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.encryption import EncryptedTextField


class ListExport(models.Model):
    """A list of citizens that somebody took out of the system, and why."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedTextField(_("begrundelse"), purpose="interventions.listexport.reason")
    columns = ArrayField(models.CharField(max_length=40), verbose_name=_("kolonner"))
    citizens = models.PositiveIntegerField(_("antal borgere"))
    at = models.DateTimeField(_("tidspunkt"))

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%d-%m-%Y}"
