from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.encryption import EncryptedTextField
from cases.models.citizen import Citizen


class Reveal(models.Model):
    """That a person was shown a number or an address in full, and why; never what was shown."""

    class What(models.TextChoices):
        CPR = "cpr", _("CPR-nummer")
        ADDRESS = "address", _("Adresse")

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="reveals")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("hvad"), max_length=10, choices=What.choices)
    reason = EncryptedTextField(_("begrundelse"), purpose="cases.reveal.reason")
    at = models.DateTimeField(_("tidspunkt"))

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%d-%m-%Y %H:%M}"
