"""Pauses written down afterwards, and corrected: to the day, with reasons.

The moves »Sæt i bero« and »Sæt på pause« serve one that runs; theirs stand in the same table
(consequences/pauses.py).
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.moves import write_event
from cases.errors import NotPossibleError
from cases.models import Case, Event
from interventions.forms.base import BACKDATING_FREE
from interventions.models import CompanyPlacement, Pause

UNDER_WAY = {"Case": ("active", "paused"), "CompanyPlacement": ("running", "paused")}


@transaction.atomic
def record_pause(
    case: Case, *, by: Actor, from_on: date, to_on: date, reason: str, note: str = ""
) -> Pause:
    """The case was paused from the first to the last day, both counted; no due date moves.

    Raises NotPossibleError unless it is over, lies in days on which the case was active, and
    meets no other pause; what began more than 14 days ago needs words.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_MOVE, case)
    if case.is_ended:
        raise NotPossibleError(f"Sagen er {case.state_label.lower()}.")
    pause = Pause(case=case, from_on=from_on, to_on=to_on, reason=reason, note=note)
    return _recorded(pause, case, by)


@transaction.atomic
def record_placement_pause(
    placement: CompanyPlacement,
    *,
    by: Actor,
    from_on: date,
    to_on: date,
    reason: str,
    note: str = "",
) -> Pause:
    """As record_pause for a placement: its agreed end moves by the days, both ends counted."""
    case, placement = _locked(placement)
    require(by, Permission.PLACEMENT_MOVE, case)
    if placement.is_ended:
        raise NotPossibleError(f"Praktikken er {placement.state_label.lower()}.")
    pause = Pause(
        case=case, placement=placement, from_on=from_on, to_on=to_on, reason=reason, note=note
    )
    _recorded(pause, placement, by)
    _move_end(placement, pause.days, by, reason=f"Pause {_told(pause)}")
    return pause


@transaction.atomic
def correct_pause(
    pause: Pause, *, by: Actor, from_on: date, to_on: date, reason: str, note: str, why: str
) -> None:
    """Correct a pause that is over; the old dates stay readable. A placement's agreed end, while
    it has not ended, moves by as many days as the pause became longer or shorter.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=pause.case_id)
    placement = _locked(pause.placement)[1] if pause.placement else None
    require(by, Permission.PLACEMENT_MOVE if placement else Permission.CASE_MOVE, case)
    pause = Pause.objects.select_for_update(of=("self",)).get(pk=pause.pk)
    if pause.to_on is None:
        raise NotPossibleError("Pausen løber endnu. Genoptag først, og ret så datoerne.")
    before = pause.days
    _check(Pause(pk=pause.pk, case=case, placement=placement, from_on=from_on, to_on=to_on), by)
    values = {"from_on": from_on, "to_on": to_on, "reason": reason, "note": note}
    if not change_fields(pause, values, citizen=case.citizen, by=by, reason=why):
        raise NotPossibleError("Der er ikke ændret noget: det er det, der er registreret.")
    label = f"Pause rettet: {_told(pause)}"
    write_event(case, placement or case, move="correct", label=label, by=by, on=by.today, note=why)
    if placement and not placement.is_ended:
        _move_end(placement, pause.days - before, by, reason=label)


def take_back_pause(case: Case, pause: Pause, by: Actor, reason: str) -> None:
    """It never was: a placement's agreed end, while it has not ended, moves back by its days."""
    if pause.to_on is None:
        raise NotPossibleError("Pausen løber endnu. Genoptag først, og annullér den så.")
    placement = _locked(pause.placement)[1] if pause.placement else None
    label = f"Pause annulleret: {_told(pause)}"
    row = placement or case
    write_event(case, row, move="correct", label=label, by=by, on=by.today, note=reason)
    if placement and not placement.is_ended:
        _move_end(placement, -pause.days, by, reason=label)


def _recorded(pause: Pause, row: Case | CompanyPlacement, by: Actor) -> Pause:
    _check(pause, by)
    if by.today - pause.from_on > BACKDATING_FREE and not pause.note:
        raise NotPossibleError(
            "Pausen begyndte for mere end 14 dage siden. Skriv kort i bemærkningen, hvorfor den "
            "først registreres nu."
        )
    pause.save()
    write_event(
        pause.case, row, move="record_pause", label=f"Pause {_told(pause)}", by=by,
        on=pause.from_on, reason=pause.reason, note=pause.note,
    )  # fmt: skip
    fields = ["from_on", "to_on", "reason", "note"]
    subjects = [pause.case.citizen_id]
    record(by, f"{row.kind}.record_pause", row.kind, row.pk, subjects=subjects, fields=fields)
    return pause


def _check(pause: Pause, by: Actor) -> None:
    """Raises NotPossibleError for days on which this cannot have been a pause."""
    row = pause.placement or pause.case
    first, last = pause.from_on, pause.to_on or date.max
    move = "Sæt på pause" if pause.placement else "Sæt i bero"
    if last < first:
        raise NotPossibleError("Den sidste dag ligger før den første.")
    if last >= by.today:
        raise NotPossibleError(f"Pausen skal være slut før i dag. Løber den, så brug »{move}«.")
    if not any(start <= first and last < end for start, end in _under_way(row)):
        what = "Praktikken var ikke i gang" if pause.placement else "Sagen var ikke aktiv"
        raise NotPossibleError(f"{what} i alle dage {_told(pause)}. Kontrollér datoerne.")
    refuse_overlap(pause)


def refuse_overlap(pause: Pause) -> None:
    """Raises NotPossibleError when another pause of the same case or placement has a day of it."""
    others = Pause.objects.filter(case=pause.case, placement=pause.placement).exclude(pk=pause.pk)
    if pause.to_on:
        others = others.filter(from_on__lte=pause.to_on)
    for other in others:
        if other.to_on is None or other.to_on >= pause.from_on:
            raise NotPossibleError(f"Der er allerede registreret en pause {_told(other)}.")


def _under_way(row: Case | CompanyPlacement) -> list[tuple[date, date]]:
    """From the first day to, not including, the day of the move that ended it; one after the
    other, as the events tell, whether or not it was paused in between.
    """
    spans: list[tuple[date, date]] = []
    since: date | None = None
    case = row if isinstance(row, Case) else row.case
    events = Event.objects.filter(case=case, kind=row.kind, object_id=row.pk)
    for event in events.exclude(from_state="").order_by("effective_on", "pk"):
        running = event.to_state in UNDER_WAY[row.kind]
        if running and since is None:
            since = event.effective_on
        elif not running and since is not None:
            spans.append((since, event.effective_on))
            since = None
    return [*spans, (since, date.max)] if since else spans


def _move_end(placement: CompanyPlacement, days: int, by: Actor, *, reason: str) -> None:
    if placement.planned_to and days:
        end = {"planned_to": placement.planned_to + timedelta(days=days)}
        change_fields(placement, end, citizen=placement.case.citizen, by=by, reason=reason)


def _locked(placement: CompanyPlacement) -> tuple[Case, CompanyPlacement]:
    case = Case.objects.select_for_update(of=("self",)).get(pk=placement.case_id)
    return case, CompanyPlacement.objects.select_for_update().get(pk=placement.pk)


def _told(pause: Pause) -> str:
    last = f" til og med {pause.to_on:%d-%m-%Y}" if pause.to_on else ""
    return f"fra {pause.from_on:%d-%m-%Y}{last}"
