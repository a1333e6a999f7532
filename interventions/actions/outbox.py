"""What other systems are told: a row in the outbox, in the transaction of what it tells about.

Ids alone, and only where somebody listens. Nothing is sent here: see actions/delivery.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.actor import Actor
from accounts.audit import record
from accounts.localtime import local_date
from accounts.models import Unit
from accounts.queries import require_may
from accounts.roles import Permission, Role
from accounts.secret import new_secret
from cases.access import reach
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.law.status import Status
from interventions.models import Deadline, OutgoingEvent, Step, Webhook
from interventions.queries.open_deadlines import open_anywhere
from interventions.queries.rules import rule_book

Kind = Webhook.Kind
Trouble = OutgoingEvent.Trouble
LISTENED = "somebody_listens"


class Made(NamedTuple):
    """`secret` is told once; it signs what is sent."""

    webhook: Webhook
    secret: str


@transaction.atomic
def create_webhook(*, by: Actor, name: str, url: str, unit: Unit, kinds: list[str]) -> Made:
    """The caller has judged the address by its form. Raises PermissionDenied."""
    require_may(by, Permission.TOKENS_KEEP)
    secret = new_secret()
    webhook = Webhook.objects.create(
        name=name, url=url, unit=unit, kinds=kinds, secret=secret,
        created_by_id=by.person, created_at=by.now,
    )  # fmt: skip
    record(by, "webhook_create", "webhook", webhook.pk, fields=["name", "url", "unit", *kinds])
    return Made(webhook, secret)


@transaction.atomic
def stop_webhook(webhook: Webhook, *, by: Actor) -> Webhook:
    """Nothing more is sent, also not what waits. Raises PermissionDenied, NotPossibleError."""
    require_may(by, Permission.TOKENS_KEEP)
    webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)
    if webhook.stopped_at:
        raise NotPossibleError("Modtageren er allerede stoppet.")
    webhook.stopped_at = by.now
    webhook.save(update_fields=["stopped_at"])
    waiting = webhook.events.exclude(next_at=None)
    waiting.update(next_at=None, given_up_at=by.now, trouble=Trouble.STOPPED)
    record(by, "webhook_stop", "webhook", webhook.pk)
    return webhook


def with_listeners(cases: QuerySet[Case]) -> QuerySet[Any]:
    """Each case knows whether anybody listens, at the price of no query of its own."""
    listening = Webhook.objects.filter(unit=OuterRef("unit"), stopped_at=None)
    told: QuerySet[Any] = cases.annotate(**{LISTENED: Exists(listening)})
    return told


def tell_opened(cases: Iterable[Case], at: datetime) -> None:
    _tell(Kind.CASE_OPENED, list(cases), at)


def tell_moved(case: Case, row: Any, at: datetime) -> None:
    """A step, or the case when it ended; `case` is from `with_listeners`."""
    if not getattr(case, LISTENED, False):
        return
    if isinstance(row, Step):
        _tell(Kind.STEP_MOVED, [case], at, needs=row.see, step_id=row.pk)
    elif row is case and case.state in Case.ENDED:
        _tell(Kind.CASE_CLOSED, [case], at)


@transaction.atomic
def tell_passed(*, by: Actor) -> int:
    """Each deadline that is overdue now, once; not those that were when the receiver was made.

    Answers how many events were written.
    """
    written = 0
    for webhook in _listeners(Kind.DEADLINE_PASSED):
        told = OutgoingEvent.objects.filter(webhook=webhook, deadline_id=OuterRef("pk"))
        rows: QuerySet[Deadline] = open_anywhere(_receiver(webhook, by.now), rule_book()).filter(
            ~Exists(told),
            status=str(Status.OVERDUE),
            due_on__gte=local_date(webhook.created_at),
        )
        written += _write(
            _event(
                Kind.DEADLINE_PASSED, webhook, row.case_id, by.now,
                step_id=row.step_id, deadline_id=row.pk,
            )
            for row in rows.order_by("due_on", "pk")
        )  # fmt: skip
    return written


def _tell(
    kind: Kind,
    cases: list[Case],
    at: datetime,
    *,
    needs: Permission = Permission.PLAN_SEE,
    **ids: int | None,
) -> None:
    for webhook in _listeners(kind, unit__in={case.unit_id for case in cases}):
        known = Case.objects.filter(
            reach(_receiver(webhook, at), needs), pk__in=[case.pk for case in cases]
        )
        pks = known.order_by("pk").values_list("pk", flat=True)
        _write(_event(kind, webhook, pk, at, **ids) for pk in pks)


def _listeners(kind: Kind, **where: Any) -> list[Webhook]:
    rows = Webhook.objects.filter(stopped_at=None, kinds__contains=[kind], **where)
    return list(rows.select_related("unit"))


def _receiver(webhook: Webhook, now: datetime) -> Actor:
    """It is told of nothing that a machine of its unit could not read: no hidden kinds of steps,
    and nobody whose data are restricted (GDPR art. 18).
    """
    return Actor(
        username=f"webhook:{webhook.pk}", name=webhook.name, role=Role.INTEGRATOR, now=now,
        unit_id=webhook.unit_id, scopes=frozenset({"citizens.read"}),
    )  # fmt: skip


def _event(
    kind: Kind, webhook: Webhook, case_id: int, at: datetime, **ids: int | None
) -> OutgoingEvent:
    return OutgoingEvent(
        webhook=webhook, kind=kind, case_id=case_id, unit=webhook.unit.code, at=at, next_at=at,
        **ids,
    )  # fmt: skip


def _write(events: Iterable[OutgoingEvent]) -> int:
    """Two runs at once write each of them once."""
    rows = list(events)
    if rows:
        OutgoingEvent.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
