from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interventions.models.follow_up import FollowUp


class Amendment(models.Model):
    """Tilføjelse: what a mentor adds to her log when it can no longer be edited. Never changed."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="amendments")
    text = models.TextField(_("tilføjelse"), max_length=5000)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("registreret"))

    class Meta:
        ordering: ClassVar = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.follow_up} ({self.recorded_at:%d-%m-%Y})"
