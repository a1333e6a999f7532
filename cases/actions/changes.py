"""One way to change fields: the old value is kept, the trail names the field."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from accounts.actor import Actor
from accounts.audit import record
from cases.models import Change, Citizen


def change_fields(
    row: models.Model,
    values: Mapping[str, Any],
    *,
    citizen: Citizen,
    by: Actor,
    effective_on: date | None = None,
    reason: str = "",
    action: str = "",
) -> list[str]:
    """Set the values that differ, save, and keep each old one. Answers with the fields' names.

    `action` is what the trail calls it, if not the change of a row.
    """
    resource = str(row._meta.model_name)
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return []
    about = {"citizen": citizen, "resource": resource, "object_id": row.pk, "reason": reason}
    made = {"by_id": by.user_id, "recorded_at": by.now, "effective_on": effective_on or by.today}
    Change.objects.bulk_create(
        Change(**about, **made, field=name, old=as_text(getattr(row, name)), new=as_text(value))
        for name, value in changed.items()
    )
    for name, value in changed.items():
        setattr(row, name, value)
    # Asked of the columns: a deadline's `version` is its rule's.
    if any(column.attname == "version" for column in row._meta.concrete_fields):
        row.version += 1  # type: ignore[attr-defined]
    row.save()
    told = action or f"{resource}.change"
    record(by, told, resource, row.pk, subjects=[citizen.pk], fields=changed)
    return list(changed)


def as_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
