"""The weekly hours of the 37-hour duty, and a target lowered for health."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.death import refuse_after_death
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.law.ledger import Week
from interventions.models import HoursReduction, WeekHours

QUARTERS = 4
HOURS_OF_A_WEEK = 168


@transaction.atomic
def record_week(case: Case, week: Week, hours: Mapping[str, Decimal], *, by: Actor) -> None:
    """Write down all types of the week; what is left out is 0. Typed again it replaces the week,
    and the old numbers stay readable.

    Raises NotPossibleError for a week that has not begun or lies outside the case, and for hours
    that are not whole quarters or more than a week has.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_EDIT, case)
    _check(case, week, hours, by)
    had = {row.type: row for row in _rows(case, week)}
    new = {}
    for kind in WeekHours.Type.values:
        value = hours.get(kind) or Decimal(0)
        if kind in had:
            change_fields(
                had[kind], {"hours": value}, citizen=case.citizen, by=by, effective_on=week.monday
            )
        else:
            new[kind] = value
    if new:
        WeekHours.objects.bulk_create(
            WeekHours(case=case, iso_year=week.year, iso_week=week.number, type=kind, hours=value)
            for kind, value in new.items()
        )
        subjects = [case.citizen_id]
        record(by, "weekhours.add", "case", case.pk, subjects=subjects, fields=sorted(new))


@transaction.atomic
def lower_hours(
    case: Case,
    *,
    by: Actor,
    from_on: date,
    to_on: date | None,
    hours: Decimal,
    reason: str,
    note: str,
) -> HoursReduction:
    """The weekly target from a day to a day, both counted; no end is until further notice.

    It holds for the weeks whose Monday it covers. Raises NotPossibleError when two would overlap.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_EDIT, case)
    refuse_after_death(case.citizen_id, [from_on])
    row = HoursReduction(
        case=case, from_on=from_on, to_on=to_on, hours=hours, reason=reason, note=note
    )
    _refuse_overlap(row)
    row.save()
    fields = ["from_on", "to_on", "hours", "reason", "note"]
    record(
        by, "hoursreduction.add", "hoursreduction", row.pk, subjects=[case.citizen_id],
        fields=fields,
    )  # fmt: skip
    return row


@transaction.atomic
def correct_reduction(
    row: HoursReduction, *, by: Actor, from_on: date, to_on: date | None, hours: Decimal, note: str
) -> None:
    """End, lengthen or correct it; the old values stay readable."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=row.case_id)
    require(by, Permission.CASE_EDIT, case)
    refuse_after_death(case.citizen_id, [from_on])
    row = HoursReduction.objects.get(pk=row.pk)
    _refuse_overlap(HoursReduction(pk=row.pk, case=case, from_on=from_on, to_on=to_on))
    values = {"from_on": from_on, "to_on": to_on, "hours": hours, "note": note}
    if not change_fields(row, values, citizen=case.citizen, by=by):
        raise NotPossibleError("Der er ikke ændret noget: det er det, der er registreret.")


def _check(case: Case, week: Week, hours: Mapping[str, Decimal], by: Actor) -> None:
    if week.monday > by.today:
        raise NotPossibleError(f"{week} er ikke begyndt endnu.")
    if week.sunday < case.opened_on:
        raise NotPossibleError(f"{week} ligger før forløbet, som begyndte {_day(case.opened_on)}.")
    if case.closed_on and week.monday > case.closed_on:
        raise NotPossibleError(f"Forløbet sluttede {_day(case.closed_on)}, før {week} begyndte.")
    for value in hours.values():
        if value and (value < 0 or (value * QUARTERS) % 1):
            raise NotPossibleError("Timerne skrives i hele kvarter, fx 3,25 eller 3,5.")
    if sum(value or 0 for value in hours.values()) > HOURS_OF_A_WEEK:
        raise NotPossibleError("En uge har 168 timer. Kontrollér tallene.")


def _refuse_overlap(row: HoursReduction) -> None:
    if row.to_on and row.to_on < row.from_on:
        raise NotPossibleError("Den sidste dag ligger før den første.")
    others = HoursReduction.objects.filter(case=row.case).exclude(pk=row.pk)
    if row.to_on:
        others = others.filter(from_on__lte=row.to_on)
    for other in others:
        if other.to_on is None or other.to_on >= row.from_on:
            raise NotPossibleError(
                f"Timetallet er allerede nedsat fra {_day(other.from_on)}. Ret den nedsættelse "
                "først, så de to ikke overlapper."
            )


def _rows(case: Case, week: Week) -> list[WeekHours]:
    rows = WeekHours.objects.select_for_update().filter(case=case)
    return list(rows.filter(iso_year=week.year, iso_week=week.number))


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"
