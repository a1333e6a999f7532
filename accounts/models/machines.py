from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Unit, User


class Token(models.Model):
    """A machine's key to the API: some scopes, in one unit, until a day.

    The secret is shown once and kept as its SHA-256 alone: it is 256 random bits, which nobody
    can try out, so no slow hash is needed. `prefix` stands in the open at its beginning and names
    the row, also in the trail (`token:<prefix>`). `replaced_by` is set when the machine has
    changed it; the old one then lives until `expires_at`, moved close.
    """

    name = models.CharField(_("navn"), max_length=100)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tokens")
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("adgange"))
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64, editable=False)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("oprettet af")
    )
    created_at = models.DateTimeField(_("oprettet"))
    expires_at = models.DateTimeField(_("udløber"))
    revoked_at = models.DateTimeField(_("tilbagekaldt"), null=True)
    last_used_on = models.DateField(_("sidst brugt"), null=True)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="token_expires_after_it_is_made",
                condition=Q(expires_at__gt=F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def username(self) -> str:
        """The name under which the machine stands in the trail."""
        return f"token:{self.prefix}"

    def is_good_at(self, moment: datetime) -> bool:
        return self.revoked_at is None and moment < self.expires_at
