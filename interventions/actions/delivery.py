"""Sending what waits in the outbox: at least once, signed, ever more seldom, for a week.

Nobody waits for it. A row is claimed in a transaction of its own and sent outside any, so a run
that dies in between sends it again; the receiver knows it by its event id.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from interventions.models import OutgoingEvent

Trouble = OutgoingEvent.Trouble
MINUTES = (1, 5, 15, 60, 180, 360, 720)  # before the second attempt, the third …
DAY = timedelta(hours=24)
GIVE_UP_AFTER = timedelta(days=7)
SIGNATURE, EVENT_ID = "Forlob-Signature", "Forlob-Event"
DONE = range(200, 300)


@dataclass(frozen=True)
class Answer:
    """What came of one attempt: the receiver's status, or what stood in the way of one."""

    status: int | None = None
    trouble: str = ""

    @property
    def done(self) -> bool:
        return self.status in DONE


# (address, body, headers) → what came of it; it raises nothing.
Post = Callable[[str, bytes, dict[str, str]], Answer]


def send_due(post: Post, clock: Callable[[], datetime]) -> Counter[str]:
    """Send all that is due; counts `delivered`, `waiting` and `given_up`.

    A receiver that failed is left alone for the rest of the run, so that it holds up no other.
    """
    counted: Counter[str] = Counter()
    failed: set[int] = set()
    while event := _claim(clock(), failed):
        answer = post(event.webhook.url, body := body_of(event), headers_for(event, body, clock()))
        outcome = _note(event, answer, clock())
        counted[outcome] += 1
        if outcome != "delivered":
            failed.add(event.webhook_id)
    return counted


def wait_after(attempts: int) -> timedelta:
    """Until the next attempt, when so many have failed."""
    if attempts <= len(MINUTES):
        return timedelta(minutes=MINUTES[attempts - 1])
    return DAY


def told(event: OutgoingEvent) -> dict[str, Any]:
    """What leaves the house: ids alone."""
    return {
        "id": str(event.event_id),
        "kind": event.kind,
        "case": event.case_id,
        "step": event.step_id,
        "deadline": event.deadline_id,
        "unit": event.unit,
        "at": event.at.isoformat(),
    }


def body_of(event: OutgoingEvent) -> bytes:
    return json.dumps(told(event), separators=(",", ":")).encode()


def headers_for(event: OutgoingEvent, body: bytes, now: datetime) -> dict[str, str]:
    stamp = str(int(now.timestamp()))
    signature = sign(event.webhook.secret, stamp, body)
    return {
        "Content-Type": "application/json",
        EVENT_ID: str(event.event_id),
        SIGNATURE: f"t={stamp},v1={signature}",
    }


def sign(secret: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 of »stamp.body«: with the time inside, an old message cannot be sent again."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


@transaction.atomic
def _claim(now: datetime, failed: set[int]) -> OutgoingEvent | None:
    """The longest due one, put off as if this attempt had failed already; others leave it alone."""
    waiting = OutgoingEvent.objects.select_for_update(skip_locked=True, of=("self",))
    due = waiting.select_related("webhook").filter(next_at__lte=now).exclude(webhook__in=failed)
    event = due.order_by("next_at", "pk").first()
    if event:
        event.attempts += 1
        event.next_at = now + wait_after(event.attempts)
        event.save(update_fields=["attempts", "next_at"])
    return event


@transaction.atomic
def _note(event: OutgoingEvent, answer: Answer, now: datetime) -> str:
    event = OutgoingEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.next_at is None:
        return "given_up"  # the receiver was stopped while it was sent
    event.status, event.trouble = answer.status, answer.trouble
    outcome = "waiting"
    if answer.done:
        outcome, event.next_at, event.delivered_at = "delivered", None, now
    elif event.next_at > event.at + GIVE_UP_AFTER:
        outcome, event.next_at, event.given_up_at = "given_up", None, now
    event.save(update_fields=["status", "trouble", "next_at", "delivered_at", "given_up_at"])
    return outcome
