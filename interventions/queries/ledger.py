"""The weekly hours of a case with the verdict of the 37-hour duty, the latest week first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cases.models import Case
from interventions.law.condition_words import assumed
from interventions.law.conditions import CaseFacts, holds
from interventions.law.ledger import (
    AVERAGED_WEEKS,
    DUTY,
    MOST_DANISH,
    Away,
    Checked,
    Hours,
    Reduction,
    Week,
    danish,
    duty,
)
from interventions.law.rules import Rule
from interventions.models import (
    CompanyPlacement,
    DanishEducation,
    Exemption,
    HoursReduction,
    JobDanish,
    WeekHours,
    WorkplaceDanish,
)
from interventions.queries.rules import RuleBook, rule_book

TYPES = len(WeekHours.Type)


@dataclass(frozen=True)
class WeekRow:
    """`pk` is the id of one of the week's rows, by which a page names the week."""

    pk: int
    week: Week
    hours: Hours
    checked: Checked
    danish: str
    assumed: str


def ledger(
    case: Case, reductions: Iterable[HoursReduction], facts: CaseFacts, weeks: int
) -> list[WeekRow]:
    """The latest registered weeks: one query, and two more when there are any.

    Uses the case's prefetched pauses and leaves.
    """
    rows = WeekHours.objects.filter(case=case).order_by("-iso_year", "-iso_week", "type")
    found: dict[Week, dict[str, Decimal]] = {}
    names: dict[Week, int] = {}
    # A few more than are shown: the average of Danish looks back.
    for row in rows[: (weeks + AVERAGED_WEEKS) * TYPES]:
        week = Week(row.iso_year, row.iso_week)
        names.setdefault(week, row.pk)
        found.setdefault(week, {})[row.type] = row.hours
    if not found:
        return []
    book, away = rule_book(), _away(case)
    lowered = [Reduction(r.hours, r.from_on, r.to_on) for r in reductions]
    return [
        WeekRow(
            pk=names[week],
            week=week,
            hours=hours,
            checked=checked(week, hours, facts, book, lowered, away),
            danish=danish(week, found, _version(book, MOST_DANISH, week, facts)),
            assumed=_assumed(week, facts, book),
        )
        for week, hours in [*found.items()][:weeks]
    ]


def checked(
    week: Week,
    hours: Hours,
    facts: CaseFacts,
    book: RuleBook,
    reductions: Iterable[Reduction] = (),
    away: Iterable[Away] = (),
) -> Checked:
    """The duty's verdict on the week, with the version and the facts of its Monday: it begins
    with the programme, at the handover.
    """
    rule = _version(book, DUTY, week)
    covered = (
        rule is not None
        and facts.in_programme
        and facts.handover_on is not None
        and facts.handover_on <= week.monday
        and holds(rule.condition_key, facts, week.monday)
    )
    return duty(week, hours, rule, covered=covered, reductions=reductions, away=away)


def _version(book: RuleBook, code: str, week: Week, facts: CaseFacts | None = None) -> Rule | None:
    if facts and not facts.in_programme:
        return None
    found = book.on(code, week.monday)
    return found[1] if found else None


def _assumed(week: Week, facts: CaseFacts, book: RuleBook) -> str:
    """What the verdict takes for granted, where there is one."""
    rule = _version(book, DUTY, week, facts)
    return assumed(rule.condition_key, facts, week.monday) if rule else ""


def _away(case: Case) -> list[Away]:
    pauses = (p for p in case.pauses.all() if p.placement_id is None)
    leaves = (Away("barsel", leave.from_on, leave.ended_on) for leave in case.leaves.all())
    exemptions = Exemption.objects.filter(deadline__case=case)
    return [
        *(Away("sagen i bero", pause.from_on, pause.to_on) for pause in pauses),
        *leaves,
        *(Away("fritagelse", row.from_on, row.to_on) for row in exemptions),
    ]


def suggested(case: Case, week: Week) -> dict[str, Decimal]:
    """The agreed weekly hours of what runs on the week's Monday, placements and Danish: a first
    guess.
    """
    forms = CompanyPlacement.Form
    types = {
        forms.PLACEMENT: WeekHours.Type.PLACEMENT,
        forms.UTILITY_JOB: WeekHours.Type.PLACEMENT,
        forms.WAGE_SUBSIDY: WeekHours.Type.WAGE_SUBSIDY,
    }
    guess: dict[str, Decimal] = {}
    running = CompanyPlacement.objects.filter(case=case, starts_on__lte=week.monday)
    for row in running.exclude(ended_on__lt=week.sunday):
        kind = types[forms(row.form)].value
        guess[kind] = guess.get(kind, Decimal(0)) + (row.hours_per_week or 0)
    if hours := _taught(case, week):
        guess[WeekHours.Type.DANISH.value] = Decimal(hours)
    return guess


def _taught(case: Case, week: Week) -> int:
    """Lessons of an ordinary week, but for an education that is on pause by its Monday."""
    running = {"case": case, "starts_on__lte": week.monday}
    schools = DanishEducation.objects.filter(**running).exclude(ended_on__lt=week.sunday)
    teams = JobDanish.objects.filter(**running, team__ends_on__gte=week.monday)
    teams = teams.exclude(ended_on__lt=week.sunday).select_related("team")
    at_work = WorkplaceDanish.objects.filter(**running).exclude(ended_on__lt=week.sunday)
    lessons = [row.hours_per_week for row in schools.exclude(paused_on__lte=week.monday)]
    lessons += [row.team.hours_per_week for row in teams if row.team]
    lessons += [row.hours_per_week for row in at_work]
    return sum(hours or 0 for hours in lessons)
