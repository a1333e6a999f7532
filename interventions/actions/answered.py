"""One key, one row: what was answered before is answered again, whoever lost the first answer."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import connection

from accounts.actor import Actor
from interventions.models import Answered

KEPT = timedelta(days=30)


class KeyReusedError(Exception):
    """The key has answered something else."""


def wait_for(by: Actor, key: str) -> None:
    """Until everybody else who uses this key is done, for the rest of the transaction."""
    number = int.from_bytes(hashlib.sha256(f"{by.username} {key}".encode()).digest()[:8], "big")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number - (1 << 63)])


def answered_before(by: Actor, key: str, digest: str) -> Answered | None:
    """Raises KeyReusedError when the key belongs to another request."""
    row = Answered.objects.filter(asker=by.username, key=key).first()
    if row is not None and row.digest != digest:
        raise KeyReusedError
    return row


def keep_answer(by: Actor, key: str, digest: str, status: int, body: str) -> None:
    Answered.objects.create(
        asker=by.username, key=key, digest=digest, status=status, body=body, at=by.now
    )


def forget_answers(by: Actor) -> int:
    """Those that are older than thirty days; answers how many."""
    return Answered.objects.filter(at__lt=by.now - KEPT).delete()[0]
