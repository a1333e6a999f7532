"""The mechanics of a move on one locked row. Only interventions.actions.perform calls them."""

from datetime import date
from typing import Any

from accounts.actor import Actor
from accounts.audit import record
from accounts.localtime import local_clock
from cases.errors import ConflictError, NotPossibleError
from cases.lifecycle import Lifecycle, Move
from cases.models import Case, Event

# Events that R2 does not count: an absence is told afterwards, and hinders no earlier ending.
NO_MOVES = ("create", "add", "plan", "correct", "record_absence")


def refuse_stale(row: Any, seen_version: int | None) -> None:
    """Raises ConflictError when the row was written after the user saw it."""
    if seen_version is not None and seen_version != row.version:
        raise ConflictError(_who_was_first(row))


def refuse_wrong_state(row: Any, move: Move) -> None:
    """Raises NotPossibleError when the move does not start from the row's state."""
    if row.target_of(move.name) is None:
        last = _last_event(row)
        why = f"»{move.label}« er ikke mulig fra tilstanden »{row.state_label}«."
        raise NotPossibleError(why, *([_told(last)] if last else []))


def make_move(
    case: Case, row: Any, move: Move, *, by: Actor, on: date, values: dict[str, Any], note: str
) -> Event:
    """Change the state, save, and write the event and the trail's row."""
    before = {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields}
    from_state = row.state
    reason = values.get("reason", "")
    asked = {p.name for p in type(row).asks(move.name)}
    getattr(row, move.name)(on=on, **{k: v for k, v in values.items() if k in asked})
    row.version += 1
    changed = [name for name, old in before.items() if getattr(row, name) != old]
    row.save(update_fields=changed)  # so that only the table of what changed is written
    event = write_event(
        case, row, move=move.name, label=str(move.label), by=by, on=on,
        from_state=from_state, reason=reason, note=note,
    )  # fmt: skip
    record(
        by, f"{row.kind}.{move.name}", row.kind, row.pk, subjects=[case.citizen_id], fields=changed
    )
    return event


def write_event(  # noqa: PLR0913 - each argument is one column of the event
    case: Case,
    row: Any,
    *,
    move: str,
    label: str,
    by: Actor,
    on: date,
    from_state: str = "",
    reason: str = "",
    note: str = "",
) -> Event:
    return Event.objects.create(
        case=case,
        kind=row.kind,
        object_id=row.pk,
        move=move,
        label=label,
        form=getattr(row, "form", ""),
        from_state=from_state,
        to_state=row.state,
        effective_on=on,
        recorded_at=by.now,
        by_id=by.user_id,
        role=by.role,
        reason=reason,
        note=note,
    )


def earliest_day(case: Case, row: Lifecycle) -> date:
    """R2: no move before the row's previous one, nor before the case was opened.

    Creating, planning and correcting a row do not count as its previous move.
    """
    moves = Event.objects.filter(case=case, kind=row.kind, object_id=row.pk)  # type: ignore[attr-defined]
    counted = moves.exclude(move__in=NO_MOVES).order_by("-effective_on")
    last = counted.values_list("effective_on", flat=True).first()
    return max(case.opened_on, last) if last else case.opened_on


def _last_event(row: Any) -> Event | None:
    events = Event.objects.filter(kind=row.kind, object_id=row.pk).select_related("by")
    return events.order_by("-pk").first()


def _who_was_first(row: Any) -> str:
    last = _last_event(row)
    return _told(last) if last else "Rækken er ændret af en anden. Hent siden igen."


def _told(last: Event) -> str:
    who = last.by or "systemet"
    return f"Sidst ændret af {who} den {local_clock(last.recorded_at)}: »{last.label}«."
