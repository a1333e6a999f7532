"""Reads of placements beside one case: hours that meet, people at a place, days away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cases.models import Case
from interventions.law.absences import RECENT, Away, latest_no_shows
from interventions.law.placements import Hours
from interventions.models import (
    Absence,
    CompanyPlacement,
    DanishEducation,
    JobDanish,
    WorkplaceDanish,
)

State = CompanyPlacement.State
HELD = (State.MATCHED, State.AGREED, State.RUNNING, State.PAUSED)  # from agreed hours to the end
THERE = (State.RUNNING, State.PAUSED)
TAUGHT_AT_SCHOOL = (DanishEducation.State.PLACED, DanishEducation.State.RUNNING)
TAUGHT_AT_WORK = (WorkplaceDanish.State.ENROLLED, WorkplaceDanish.State.RUNNING)


def stayed_away(today: date) -> list[tuple[int, date]]:
    """Running placements with three no-shows in a row, lately: the case, and the first day of
    staying away. Which days follow one another is the calendar's to say, so they are counted
    here, for one query.
    """
    stayed = Absence.objects.filter(
        type=Absence.Type.STAYED_AWAY, to_on__gte=today - RECENT, placement__state=State.RUNNING
    )
    days: dict[tuple[int, int], list[Away]] = {}
    absences = Absence.objects.filter(placement__in=stayed.values("placement"))
    for case_id, pk, kind, from_on, to_on in absences.values_list(
        "placement__case_id", "placement_id", "type", "from_on", "to_on"
    ):
        days.setdefault((case_id, pk), []).append(Away(kind, from_on, to_on))
    found = ((case_id, latest_no_shows(those, today)) for (case_id, _), those in days.items())
    return [(case_id, no_shows.first) for case_id, no_shows in found if no_shows]


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
    """Of the school, of the city's own teams and of teaching at a workplace, as far as known."""
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
    at_school = DanishEducation.objects.filter(case=case, state__in=TAUGHT_AT_SCHOOL)
    found += [
        Hours(row.hours_per_week, row.starts_on or row.added_on)
        for row in at_school
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
