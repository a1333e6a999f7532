"""What every letter of a case says of itself: to whom, from whom, when. Never a CPR number."""

from __future__ import annotations

from dataclasses import dataclass

from cases.models import Case, Event
from cases.models.case_guards import DEATH
from interventions.models import Record, Step
from reports.report import Report

AUTHORITY = "Jobcenter København"


@dataclass(frozen=True)
class Letter:
    """`about` is what the page's path says of it, between the case and the letter."""

    report: Report
    case: Case
    about: str


def sender(case: Case) -> str:
    return f"{AUTHORITY}, {case.unit}"


def made_by(row: Record | Step, move: str) -> str:
    """Who made the move last; "" when nobody has."""
    events = Event.objects.filter(kind=row.kind, object_id=row.pk, move=move)
    event = events.select_related("by").order_by("pk").last()
    return str(event.by or "") if event else ""


def not_to_be_sent(case: Case) -> tuple[str, ...]:
    """R5: nothing is sent after a death; the paper says so to whoever holds it."""
    if case.end_reason != DEATH:
        return ()
    return ("Borgeren er død. Brevet må ikke sendes.",)
