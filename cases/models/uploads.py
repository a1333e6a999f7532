from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from cases.encryption import EncryptedTextField


class AllocationUpload(models.Model):
    """A list between its preview and its import, and its refused lines for a day after.

    `content` is the file's bytes as Latin-1 text, encrypted; it is emptied by the import.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    name = models.CharField(_("filens navn"), max_length=200)
    content = EncryptedTextField(purpose="cases.allocationupload.content", null=True)
    rejected = EncryptedTextField(purpose="cases.allocationupload.rejected", null=True)

    def __str__(self) -> str:
        return self.name
