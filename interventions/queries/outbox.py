"""Receivers of events, and what became of each event."""

from __future__ import annotations

from django.db.models import Count, Max, Q, QuerySet

from accounts.actor import Actor
from accounts.queries import require_may
from accounts.roles import Permission
from interventions.models import OutgoingEvent, Webhook


def webhooks(by: Actor) -> QuerySet[Webhook]:
    """With how many events were delivered, wait and were given up. Raises PermissionDenied."""
    require_may(by, Permission.TOKENS_KEEP)
    return Webhook.objects.select_related("unit").annotate(
        delivered=Count("events", Q(events__delivered_at__isnull=False)),
        waiting=Count("events", Q(events__next_at__isnull=False)),
        given_up=Count("events", Q(events__given_up_at__isnull=False)),
        last_delivered_at=Max("events__delivered_at"),
    )


def events_of(webhook: Webhook) -> QuerySet[OutgoingEvent]:
    """Newest first; the caller has found the receiver in `webhooks`."""
    return webhook.events.order_by("-pk")


def events_for(by: Actor) -> QuerySet[OutgoingEvent]:
    """For a machine: what its unit's receivers are told. Raises PermissionDenied."""
    require_may(by, Permission.EVENTS_RECEIVE)
    return OutgoingEvent.objects.filter(webhook__unit=by.unit_id or 0)
