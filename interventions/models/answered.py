from __future__ import annotations

from typing import ClassVar

from django.db import models

from cases.encryption import EncryptedTextField


class Answered(models.Model):
    """The answer to one API request that carried an Idempotency-Key, kept for thirty days.

    `asker` is a user name or a token's; `digest` is that of method, address and body together.
    """

    asker = models.CharField(max_length=150)
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = EncryptedTextField(purpose="interventions.answered.body")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asker", "key"], name="a_key_answers_once")
        ]

    def __str__(self) -> str:
        return f"{self.asker} {self.key}"
