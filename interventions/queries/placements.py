"""Reads of placements beside one case: hours that meet, people at a place, days away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case as Choose
from django.db.models import DateField, F, QuerySet, Value, When

from cases.models import Case
from interventions.law.absences import RECENT, Away, NoShows, latest_no_shows
from interventions.law.placements import Hours
from interventions.models import Absence, CompanyPlacement, JobDanish, WorkplaceDanish

State = CompanyPlacement.State
HELD = (State.MATCHED, State.AGREED, State.RUNNING, State.PAUSED)  # from agreed hours to the end
THERE = (State.RUNNING, State.PAUSED)
TAUGHT_AT_WORK = (WorkplaceDanish.State.ENROLLED, WorkplaceDanish.State.RUNNING)


@dataclass(frozen=True)
class StayedAway:
    """A running placement from which the citizen has stayed away several days in a row."""

    placement: CompanyPlacement
    no_shows: NoShows


def placements_with_no_shows(
    placements: QuerySet[CompanyPlacement], today: date
) -> list[StayedAway]:
    """Those of the running ones with three no-shows in a row, lately. Two queries."""
    lately = placements.filter(
        state=State.RUNNING,
        absences__type=Absence.Type.STAYED_AWAY,
        absences__to_on__gte=today - RECENT,
    )
    rows = lately.distinct().order_by("pk").prefetch_related("absences")
    found = ((row, latest_no_shows(away(row), today)) for row in rows)
    return [StayedAway(row, no_shows) for row, no_shows in found if no_shows]


def stayed_away_rows(today: date) -> QuerySet[Any]:
    """The same of all placements, as rows: `case_pk`, and `day`, the last day of staying away."""
    found = placements_with_no_shows(CompanyPlacement.objects.all(), today)
    last = {row.placement.pk: row.no_shows.last for row in found}
    days = Choose(
        *(When(pk=pk, then=Value(day)) for pk, day in last.items()), output_field=DateField()
    )
    return CompanyPlacement.objects.filter(pk__in=last).annotate(day=days, case_pk=F("case_id"))


def away(placement: CompanyPlacement) -> list[Away]:
    return [Away(a.type, a.from_on, a.to_on) for a in placement.absences.all()]


def other_hours(case: Case, besides: int) -> list[Hours]:
    """The weekly hours of the case's other placements that are found, agreed on or run."""
    others = CompanyPlacement.objects.filter(case=case, state__in=HELD).exclude(pk=besides)
    return list(hours_of(others))


def hours_of(placements: Iterable[CompanyPlacement]) -> Iterable[Hours]:
    for row in placements:
        first = row.starts_on or row.planned_from
        if row.hours_per_week and first:
            yield Hours(row.hours_per_week, first, row.planned_to)


def danish_hours(case: Case) -> list[Hours]:
    """Of the city's own teams and of teaching at a workplace; a school's hours are not known."""
    teams = JobDanish.objects.filter(case=case, state__in=JobDanish.SEATED, team__isnull=False)
    at_work = WorkplaceDanish.objects.filter(case=case, state__in=TAUGHT_AT_WORK)
    found = [
        Hours(row.team.hours_per_week, row.team.starts_on, row.team.ends_on)
        for row in teams.select_related("team")
        if row.team
    ]
    found += [
        Hours(row.hours_per_week, row.starts_on or row.added_on)
        for row in at_work
        if row.hours_per_week
    ]
    return found


def supported_at(p_number: str, besides: int) -> int:
    """How many others are in placement, wage subsidy or utility job at the production unit now."""
    if not p_number:
        return 0
    there = CompanyPlacement.objects.filter(p_number=p_number, state__in=THERE)
    return there.exclude(pk=besides).count()


def employees_known(p_number: str) -> int | None:
    """The ordinary employees that were told of at the latest agreement there, if any were."""
    told = CompanyPlacement.objects.filter(p_number=p_number, ordinary_employees__isnull=False)
    return told.order_by("-pk").values_list("ordinary_employees", flat=True).first()
