"""The day's list: which case first, and why. Counters and rows follow one definition.

A row is a case with its most urgent deadline. Everything is ordered and counted in SQL; only the
rows of one page are read, with two queries, and told in Danish here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, cast

from django.db.models import Case as Choose
from django.db.models import (
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from accounts.actor import Actor
from accounts.roles import Permission
from cases.models import Assignment, Case, Protection
from cases.queries import search, visible_cases
from interventions.law.rules import Authority
from interventions.law.status import SOON, Status
from interventions.law.wording import is_span
from interventions.law.workdays import working_days_after
from interventions.queries.deadlines import with_status
from interventions.queries.restricted import visible_deadlines
from interventions.queries.rules import RuleBook, rule_book
from interventions.queries.work_rows import CASE, REASON, WorkRow, told

OPEN = (Status.OVERDUE, Status.SOON, Status.UPCOMING)
WEEK = 5  # working days
SPANS = 7  # the rank after all that somebody must do
RANK_STEP, DAY_STEP = 1_000_000, 10
AUTHORITY_ORDER = (Authority.STATUTORY, Authority.MUNICIPAL, Authority.GUIDANCE)


class Which(StrEnum):
    """The counters above the list; each is a filter."""

    LAW = "lov"
    MUNICIPAL = "kommunal"
    SOON = "fem-hverdage"
    UNASSIGNED = "ufordelte"
    ALL = "alle"


@dataclass(frozen=True)
class Worklist:
    """`counters` in the order of Which, without those at zero; `rows` reads what is sliced."""

    counters: dict[Which, int]
    chosen: Which
    rows: WorkRows


def worklist(by: Actor, *, chosen: Which = Which.ALL, whole_unit: bool = False) -> Worklist:
    """The actor's open cases, or all that she may see. Raises PermissionDenied.

    One query for the rules and one for the counters; the rows cost two more when sliced.
    """
    book, cases = rule_book(), _open_cases(by, whole_unit=whole_unit)
    deadlines = open_deadlines(by, book)
    counted = _counted(cases, deadlines, by)
    filtered = deadlines.filter(_about(chosen))
    if chosen == Which.UNASSIGNED:
        cases = cases.filter(_unassigned())
    urgent = by_urgency(cases, filtered, by.today)
    if chosen in (Which.LAW, Which.MUNICIPAL, Which.SOON):
        urgent = urgent.filter(urgency__isnull=False)
    rows = WorkRows(urgent, deadlines, book, by.today, size=counted[chosen])
    return Worklist({w: n for w, n in counted.items() if n or w == Which.ALL}, chosen, rows)


class WorkRows:
    """The rows as far as they are sliced: `rows[0:50]`. `size` is how many there are."""

    def __init__(
        self,
        cases: QuerySet[Any],
        deadlines: QuerySet[Any],
        book: RuleBook,
        today: date,
        *,
        size: int,
    ) -> None:
        self.cases, self.deadlines, self.book, self.today = cases, deadlines, book, today
        self.size = size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, part: slice) -> list[WorkRow]:
        rows = list(self.cases.values(*CASE)[part])
        open_ = self.deadlines.filter(case__in=[row["pk"] for row in rows])
        reasons: dict[int, list[dict[str, Any]]] = {}
        for reason in open_.order_by("urgency", "pk").values(*REASON):
            reasons.setdefault(reason["case_id"], []).append(reason)
        return [told(row, reasons.get(row["pk"], []), self.book, self.today) for row in rows]


def find_cases(by: Actor, typed: str) -> WorkRows:
    """What a search finds among the cases that the actor sees, ended ones too, by name.

    A number finds nothing for whoever may not know the citizens' numbers. One query for the
    rules; the rows cost two when sliced. `size` is not counted: read one row more than is shown.
    """
    book, cases = rule_book(), search(visible_cases(by), typed)
    if not any(c.isalpha() for c in typed) and not by.may(Permission.CITIZEN_FACTS_SEE):
        cases = cases.none()
    deadlines = open_deadlines(by, book)
    found = by_urgency(cases, deadlines, by.today).order_by("citizen__search_key", "-pk")
    return WorkRows(found, deadlines, book, by.today, size=0)


def _open_cases(by: Actor, *, whole_unit: bool) -> QuerySet[Case]:
    cases = visible_cases(by).exclude(state__in=Case.ENDED)
    if whole_unit or by.may(Permission.CASE_ASSIGN):
        return cases
    mine = Assignment.objects.filter(Assignment.active_on(by.today), user=by.user_id)
    return cases.filter(Q(responsible=by.user_id) | Q(pk__in=mine.values("case_id")))


def open_deadlines(by: Actor, book: RuleBook) -> QuerySet[Any]:
    """What somebody can still do something about, with `status` and `urgency` (least first).

    The same rows as StatedDeadline.on_work_list, without what is restricted for the actor.
    """
    stated = with_status(visible_deadlines(by, book), book, by.today)
    return _with_urgency(stated.filter(status__in=OPEN, ended_on=None), book, by.today)


def by_urgency(cases: QuerySet[Case], deadlines: QuerySet[Any], today: date) -> QuerySet[Any]:
    """The cases with the least `urgency` of these deadlines first; those without one last."""
    of_case = deadlines.filter(case=OuterRef("pk")).order_by().values("case")
    protected = Protection.objects.filter(
        Protection.in_force_on(today), citizen=OuterRef("citizen")
    )
    annotated: QuerySet[Any] = cases.annotate(
        urgency=Subquery(of_case.annotate(least=Min("urgency")).values("least")),
        protected=Exists(protected),
    )
    in_order: QuerySet[Any] = annotated.order_by(
        F("urgency").asc(nulls_last=True), "citizen__search_key", "pk"
    )
    return in_order


def _with_urgency(deadlines: QuerySet[Any], book: RuleBook, today: date) -> QuerySet[Any]:
    """Overdue by law, by municipal standard, by guidance; today; this week; soon; later; spans.

    Of open deadlines the day alone tells which are overdue: asking `status` again for each rank
    would repeat its whole SQL.
    """
    spans = [pk for pk, rule in book.versions.items() if is_span(rule)]
    authority = Choose(
        *(When(version__authority=a, then=Value(n)) for n, a in enumerate(AUTHORITY_ORDER)),
        default=Value(len(AUTHORITY_ORDER)),
        output_field=IntegerField(),
    )
    rank = Choose(
        When(version__in=spans, then=Value(SPANS)),
        When(due_on__lt=today, then=authority),
        When(due_on=today, then=Value(3)),
        When(due_on__lte=last_of_week(today), then=Value(4)),
        When(due_on__lte=today + SOON, then=Value(5)),
        default=Value(6),
        output_field=IntegerField(),
    )
    day = Func(
        F("due_on"),
        template="(%(expressions)s - DATE '2000-01-01')",
        output_field=IntegerField(),
    )
    urgent: QuerySet[Any] = deadlines.annotate(
        urgency=rank * RANK_STEP + day * DAY_STEP + authority
    )
    return urgent


def last_of_week(today: date) -> date:
    return working_days_after(today, WEEK)[0]


def _about(which: Which) -> Q:
    match which:
        case Which.LAW:
            return Q(urgency__lt=RANK_STEP)
        case Which.MUNICIPAL:
            return Q(urgency__gte=RANK_STEP, urgency__lt=2 * RANK_STEP)
        case Which.SOON:
            return Q(urgency__gte=3 * RANK_STEP, urgency__lt=5 * RANK_STEP)
    return Q()


def _unassigned() -> Q:
    return Q(state=Case.State.CREATED) | Q(responsible=None)


def _counted(cases: QuerySet[Case], deadlines: QuerySet[Any], by: Actor) -> dict[Which, int]:
    """One query; a case counts once in each counter that it belongs to."""
    of_case = deadlines.filter(case=OuterRef("pk"))
    tests: dict[Which, Any] = {
        which: Exists(of_case.filter(_about(which)))
        for which in (Which.LAW, Which.MUNICIPAL, Which.SOON)
    }
    if by.may(Permission.CASE_ASSIGN):
        tests[Which.UNASSIGNED] = _unassigned()
    counts = {which.name: Count("pk", filter=test) for which, test in tests.items()}
    found = cases.order_by().aggregate(**counts, ALL=Count("pk"))
    return {which: cast("int", found.get(which.name, 0)) for which in Which}
