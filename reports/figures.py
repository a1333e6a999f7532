"""Cases and deadlines counted in SQL, as they stood on a day, and suppressed before they leave.

What each number means is told to the reader in reports/letter.py. All units are counted and
suppressed at once, whoever asks, so that no two reports can be subtracted from each other; a
reader's own part is chosen afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import TruncQuarter

from accounts.localtime import day_bounds
from accounts.wall import beyond
from cases.models import Case, Event
from cases.queries import restricted_citizens
from interventions.law.rules import Authority
from interventions.law.status import Status
from interventions.models import Deadline, Exemption
from interventions.queries.deadlines import with_status
from interventions.queries.rules import RuleBook
from reports.period import Period, quarter_code
from reports.suppression import MARK, Row, Suppressed, suppress

PLACE = ("area", "unit", "track", "quarter")
# The unit comes first, so that a team lead's own totals stand rather than those of each rule.
RULE_DIMENSIONS = ("area", "unit", "code", "track", "quarter")
CASES = ("opened", "active", "closed")
RULES = ("met_on_time", "met_late", "overdue", "exempt")
COUNTED = (Status.MET_ON_TIME, Status.MET_LATE, Status.OVERDUE, Status.EXEMPT)
# That such a deadline applies tells of a health need, so it is counted for the area alone.
HEALTH_NEED = "health_need"

# What may be asked for: everything, an area or a unit; of these all tracks or one.
_PLACES = ((), ("area",), ("unit",))
_TRACKS = ((), ("track",))
_ASKED = [place + track for place, track in product(_PLACES, _TRACKS)]
OVERVIEW = ("unit", "track")

_Key = tuple[Any, ...]


@dataclass(frozen=True)
class Figures:
    """Suppressed counts; `rules` by authority, because law and standards are never added up."""

    cases: Suppressed
    rules: dict[Authority, Suppressed]


@beyond()  # whoever reads them, all units are counted, and no figure is a person
def figures(period: Period, book: RuleBook) -> Figures:
    """Three queries, however many cases there are."""
    rules = count_deadlines(period, book)
    return Figures(
        cases=suppress(
            count_cases(period),
            dimensions=PLACE,
            measures=CASES,
            subtotals=[*_ASKED, *((*asked, *OVERVIEW) for asked in _ASKED)],
        ),
        rules={
            authority: suppress(
                rules[authority],
                dimensions=RULE_DIMENSIONS,
                measures=RULES,
                follows={"late_days": "met_late"},
                subtotals=[*_ASKED, *(("code", *asked) for asked in _ASKED)],
            )
            for authority in Authority
        },
    )


def count_cases(period: Period) -> list[Row]:
    cases = _cases_on(period.as_of)
    lasting = (period.first, period.last)
    counted: dict[_Key, dict[str, int]] = defaultdict(lambda: dict.fromkeys(CASES, 0))
    opened = cases.annotate(day=TruncQuarter("opened_on")).values_list(*_place("")).order_by()
    for *key, begun, active in opened.annotate(
        begun=Count("pk", filter=Q(opened_on__range=lasting)),
        active=Count("pk", filter=Q(state_then__in=Case.RUNNING)),
    ):
        counted[tuple(key)].update(opened=begun, active=active)
    closed = cases.filter(state_then=Case.State.CLOSED, since__range=lasting)
    ended = closed.annotate(day=TruncQuarter("since")).values_list(*_place("")).order_by()
    for *key, number in ended.annotate(number=Count("pk")):
        counted[tuple(key)]["closed"] = number
    return _rows(PLACE, counted)


def _cases_on(day: date) -> QuerySet[Any]:
    """The cases that were open by the day, with the state they were in then, and since when.

    Moves are recorded in the order in which they were made, and none may be dated before the
    previous one: the last one recorded of those that had taken effect tells the state. Creating
    and planning may be dated later than what follows them, and this holds for them too.
    """
    moves = Event.objects.filter(
        case=OuterRef("pk"), kind=Case.kind, object_id=OuterRef("pk"), effective_on__lte=day
    )
    last = moves.exclude(from_state=F("to_state")).order_by("-pk")
    cases = Case.objects.exclude(state=Case.State.CANCELLED).filter(opened_on__lte=day)
    cases = cases.exclude(citizen__in=restricted_citizens())
    return cases.annotate(
        state_then=Subquery(last.values("to_state")[:1]),
        since=Subquery(last.values("effective_on")[:1]),
    )


def count_deadlines(period: Period, book: RuleBook) -> dict[Authority, list[Row]]:
    area_only = {code for code in book.rule_ids if HEALTH_NEED in book.latest(code).condition_key}
    counted: dict[Authority, dict[_Key, dict[str, int]]] = {
        authority: {} for authority in Authority
    }
    for authority, code, area, unit, track, quarter, status, number, late in _stated(period, book):
        key = (code, area, MARK if code in area_only else unit, track, quarter)
        row = counted[Authority(authority)].setdefault(key, dict.fromkeys((*RULES, "late_days"), 0))
        row[status] += number
        if status == Status.MET_LATE:
            row["late_days"] += late.days
    return {authority: _rows(("code", *PLACE), groups) for authority, groups in counted.items()}


def _stated(period: Period, book: RuleBook) -> Any:
    """Authority, code, place, status, number and days late of the deadlines due in the period."""
    deadlines = Deadline.objects.filter(
        due_on__range=(period.first, period.last), case__opened_on__lte=period.as_of
    ).exclude(case__state=Case.State.CANCELLED)
    deadlines = deadlines.exclude(case__citizen__in=restricted_citizens())
    told = with_status(deadlines, book, period.as_of).filter(status__in=COUNTED)
    known = told.exclude(Q(status=Status.EXEMPT) & ~Exists(_exemptions_by(period.as_of)))
    days = ExpressionWrapper(F("met_on") - F("due_on"), output_field=DurationField())
    groups = known.annotate(day=TruncQuarter("due_on")).values_list(
        "version__authority", "rule__code", *_place("case__"), "status"
    )
    late = Sum(days, default=timedelta())
    return groups.annotate(number=Count("pk"), late=late).order_by()


def _exemptions_by(day: date) -> QuerySet[Exemption]:
    """Decided by the day, or in force by then: one that came later was not known yet."""
    covering = Exemption.objects.filter(
        deadline=OuterRef("pk"), from_on__lte=OuterRef("due_on"), to_on__gte=OuterRef("due_on")
    )
    return covering.filter(Q(from_on__lte=day) | Q(decided_at__lt=day_bounds(day)[1]))


def _place(case: str) -> tuple[str, ...]:
    """PLACE as columns; `day` is annotated, the first of the quarter."""
    return (f"{case}unit__area__code", f"{case}unit__code", f"{case}track", "day")


def _rows(dimensions: tuple[str, ...], counted: dict[_Key, dict[str, int]]) -> list[Row]:
    """In order of their dimensions, without rows in which nothing was counted."""
    return [
        {**dict(zip(dimensions, (*key[:-1], quarter_code(key[-1])), strict=True)), **numbers}
        for key, numbers in sorted(counted.items())
        if any(numbers.values())
    ]


@beyond()  # a day alone
def first_opening(today: date) -> date:
    """When the first case was opened: no report reaches further back."""
    first: date | None = Case.objects.aggregate(first=Min("opened_on"))["first"]
    return min(first or today, today)
