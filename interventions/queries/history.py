"""What happened in a case, as sentences: who, when it took effect, when it was written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.localtime import local_clock
from accounts.roles import Role
from cases.lifecycle import Lifecycle
from cases.models import Case, Event
from interventions.law.wording import written
from interventions.models import KINDS, RECORDS, Goal
from interventions.queries.reader import Reader

REASON_TABLES = (
    "case_end_reason",
    "track_change_reason",
    "pause_reason",
    "placement_end_reason",
    "mentoring_end_reason",
    "danish_end_reason",
    "danish_exemption_reason",
    "programme_end_reason",
    "programme_break_off_reason",
    "concern_unfounded_reason",
)
MODELS: dict[str, type[Lifecycle]] = {
    Case.kind: Case,
    Goal.kind: Goal,
    **KINDS,
    **RECORDS,
}


@dataclass(frozen=True)
class Told:
    """One event. `about` names the step; `words` are reason and note, "" without permission."""

    key: tuple[str, int]
    move: str
    day: date
    on: str
    about: str
    label: str
    states: str
    by: str
    recorded: str
    words: str


def told_events(case: Case, rows: dict[tuple[str, int], str], reader: Reader) -> list[Told]:
    """The events of these rows, newest first; `rows` are (kind, id) → what the reader calls it.

    One query.
    """
    events = Event.objects.filter(case=case).select_related("by").order_by("-effective_on", "-pk")
    return [
        _told(event, rows[key], reader)
        for event in events
        if (key := (event.kind, event.object_id)) in rows
    ]


def by_row(events: Iterable[Told]) -> dict[tuple[str, int], list[Told]]:
    found: dict[tuple[str, int], list[Told]] = {}
    for event in events:
        found.setdefault(event.key, []).append(event)
    return found


# Facts that are no move of the row they stand at.
REASONS_OF_FACTS = {"record_pause": "pause_reason"}


def reason_label(kind: str, move: str, reason: str, reader: Reader) -> str:
    """A code's label where the move takes its reasons from a table, else the words themselves."""
    found = MODELS[kind].moves().get(move) if kind in MODELS else None
    table = found.reasons if found else REASONS_OF_FACTS.get(move)
    return reader.label(table, reason) if table and reason else reason


def _told(event: Event, about: str, reader: Reader) -> Told:
    reason = reason_label(event.kind, event.move, event.reason, reader)
    words = ". ".join(filter(None, (reason, event.note))) if reader.reads_notes else ""
    return Told(
        key=(event.kind, event.object_id),
        move=event.move,
        day=event.effective_on,
        on=written(event.effective_on),
        about=about,
        label=event.label,
        states=_states(event),
        by=f"{event.by}, {_role(event.role)}" if event.by else "Systemet",
        recorded=local_clock(event.recorded_at),
        words=words,
    )


def _states(event: Event) -> str:
    """»Planlagt → Indkaldt«; nothing where the state did not change."""
    if not event.from_state or event.from_state == event.to_state:
        return ""
    states: Any = MODELS[event.kind].State
    return f"{states(event.from_state).label} → {states(event.to_state).label}"


def _role(role: str) -> str:
    return str(Role(role).label).lower() if role in Role else role
