"""The trail: one plain INSERT in the transaction of what it tells about.

It names fields, never values; old values live in cases.Change (shared decisions §5).
"""

from collections.abc import Iterable

from accounts.actor import Actor
from accounts.models import AuditEvent


def record(
    by: Actor,
    action: str,
    resource: str,
    resource_id: object = "",
    *,
    subjects: Iterable[object] = (),
    fields: Iterable[str] = (),
    hits: int | None = None,
    outcome: str = AuditEvent.Outcome.ALLOW,
) -> None:
    """Write one row. `subjects` are the citizens whose data were touched or shown."""
    AuditEvent.objects.create(
        at=by.now,
        actor=by.username,
        role=by.role,
        unit=str(by.unit_id or ""),
        action=action,
        resource=resource,
        resource_id=str(resource_id),
        subjects=[str(subject) for subject in subjects],
        fields=list(fields),
        hits=hits,
        outcome=outcome,
        request_id=by.request_id,
    )
