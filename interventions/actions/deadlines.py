"""Deadlines are attached with a rule and dated by an anchor; settle.py says what met them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from accounts.actor import Actor
from cases.actions.changes import change_fields
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.earlier import fell_before, met_codes
from interventions.law.due import due
from interventions.law.workdays import ONE_DAY
from interventions.models import Deadline, Record
from interventions.queries.rules import RuleBook

GAP = "INL-VRT-GAP"
YEARS_AHEAD = 10

# Anchors that stand on the case; the others arise with an event (INL-VRT-GAP …).
CASE_ANCHORS = {
    "case_started_on": "opened_on",
    "allocated_on": "allocated_on",
    "arrived_on": "arrived_on",
    "cpr_registered_on": "cpr_registered_on",
    "handover_on": "handover_on",
    "danish_allowed_on": "danish_allowed_on",
    "danish_requested_on": "danish_requested_on",
    "welcome_letter_on": "welcome_letter_on",
}


def new_deadline(
    case: Case, code: str, book: RuleBook, *, anchor_on: date | None = None
) -> Deadline:
    """Unsaved; `anchor_on` is given where the anchor arises with an event."""
    anchor = book.latest(code).anchor
    row = Deadline(case=case, rule_id=book.rule_ids[code], anchor=anchor)
    date_from(row, code, anchor_on or case_anchor(case, anchor), book)
    return row


def attach(case: Case, codes: Iterable[str], book: RuleBook) -> None:
    """A deadline for each rule that the case has none of yet: doing it twice adds nothing."""
    had = set(case.deadlines.filter(about=0).values_list("rule__code", flat=True))
    had |= met_codes(case)
    rows = (new_deadline(case, code, book) for code in codes if code not in had)
    Deadline.objects.bulk_create(row for row in rows if not fell_before(row))


def attach_after_event(case: Case, code: str, anchor_on: date, book: RuleBook) -> None:
    """A deadline that comes again with each event of its kind.

    One that nothing has met yet counts from the latest event instead.
    """
    rows = case.deadlines.filter(rule__code=code)
    running = rows.filter(met_on__isnull=True, ended_on__isnull=True).first()
    if running and running.anchor_on != anchor_on:
        running.extended_days = 0
        date_from(running, code, anchor_on, book)
        running.save()
        if code == GAP:
            extend_gap(running, book)
    elif not rows.filter(anchor_on=anchor_on).exists():
        new_deadline(case, code, book, anchor_on=anchor_on).save()


def attach_about(record: Record, code: str, anchor_on: date, book: RuleBook) -> None:
    """A deadline for the sake of one record (a complaint, a request), counted from the day.

    Doing it twice adds nothing; a later call with another day counts from that instead, as long
    as nothing has met it.
    """
    rows = record.case.deadlines.filter(rule__code=code, about=record.pk)
    row = rows.filter(met_on__isnull=True, ended_on__isnull=True).first()
    if row is None and rows.exists():
        return
    row = row or new_deadline(record.case, code, book, anchor_on=anchor_on)
    row.about = record.pk
    date_from(row, code, anchor_on, book)
    row.save()


def case_anchor(case: Case, anchor: str) -> date | None:
    name = CASE_ANCHORS.get(anchor)
    return getattr(case, name) if name else None


def date_from(row: Deadline, code: str, day: date | None, book: RuleBook) -> None:
    """The version valid on the anchor's day is chosen when that day becomes known."""
    version = book.on(code, day) if day else None
    row.anchor_on = day
    row.version_id = version[0] if version else None
    row.due_on = None
    if version and day:
        row.due_on = due(version[1], day, extended_days=row.extended_days).day


def take_back(rows: Iterable[Deadline], book: RuleBook) -> None:
    """What these counted from never was: they go with it. One that somebody has exempted stays,
    without a date, because an exemption is a decision.
    """
    for row in rows:
        if row.exemptions.exists():
            date_from(row, row.rule.code, None, book)
            row.save()
        else:
            row.delete()


def recalculate(case: Case, book: RuleBook, *, by: Actor, reason: str) -> None:
    """Date again exactly the deadlines whose anchor has moved; the old dates stay readable."""
    for row in case.deadlines.filter(anchor__in=CASE_ANCHORS).select_related("rule"):
        day = case_anchor(case, row.anchor)
        if day != row.anchor_on:
            fresh = Deadline(extended_days=row.extended_days)
            date_from(fresh, row.rule.code, day, book)
            values = {n: getattr(fresh, n) for n in ("anchor_on", "version_id", "due_on")}
            change_fields(row, values, citizen=case.citizen, by=by, reason=reason)


def extend_gap(row: Deadline, book: RuleBook) -> None:
    """INL-VRT-GAP: recorded exemptions lengthen the gap by their days, both ends counted.

    Only days after the anchor and up to the date as lengthened so far count, each once.
    """
    if row.anchor_on is None or row.version_id is None:
        return
    rule, counted_to = book.versions[row.version_id], row.anchor_on
    first_end = last = due(rule, row.anchor_on).day
    for exemption in row.exemptions.order_by("from_on"):
        # What begins in time counts to its end: each of its days moves the end by one.
        first = max(exemption.from_on, counted_to + ONE_DAY)
        if first <= last and first <= exemption.to_on:
            last += exemption.to_on - first + ONE_DAY
            counted_to = exemption.to_on
    row.extended_days = (last - first_end).days
    row.due_on = last
    row.save()


def refuse_far_ahead(day: date, by: Actor) -> None:
    """A date that far ahead is a slip of the keyboard; raises NotPossibleError."""
    if day.year > by.today.year + YEARS_AHEAD:
        raise NotPossibleError(f"{day:%d-%m-%Y} ligger for langt ude i fremtiden.")
