from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from accounts.roles import Role


class PasswordLink(models.Model):
    """A way to choose one's own password once; nobody sets another person's.

    As with tokens only the SHA-256 of the secret is kept. A newer link kills the older ones. One
    to an account that has a password already opens nothing until another administrator than
    `made_by` has agreed: alone she could sign in as somebody else.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="password_links")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("lavet"))
    expires_at = models.DateTimeField(_("udløber"))
    used_at = models.DateTimeField(_("brugt"), null=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    awaits_second = models.BooleanField(_("venter på en anden administrator"), default=False)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.user} til {self.expires_at:%d-%m-%Y %H:%M}"


class RoleProposal(models.Model):
    """Four eyes: a privileged role that one administrator proposes and another one decides on.

    Such roles are held in no unit: they cover the whole municipality.
    """

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Afventer")
        APPROVED = "approved", _("Godkendt")
        REFUSED = "refused", _("Afvist")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_proposals")
    role = models.CharField(_("rolle"), max_length=20, choices=Role.choices)
    to_on = models.DateField(_("til"), null=True, blank=True)
    reason = models.CharField(_("begrundelse"), max_length=300)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("foreslået"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("afgjort"), null=True)
    outcome = models.CharField(
        _("udfald"), max_length=10, choices=Outcome.choices, default=Outcome.PENDING
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(outcome="pending"),
                name="one_pending_proposal_of_a_role",
            ),
            models.CheckConstraint(
                name="role_proposal_is_decided_by_another",
                condition=Q(decided_by__isnull=True)
                | (~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("user"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
