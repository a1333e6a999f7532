"""The day's list: which case first, and why. Counters and rows follow one definition.

A row is a case with its most urgent deadline. Everything is ordered and counted in SQL; only the
rows of one page are read, with three queries, and told in Danish here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, cast

from django.db.models import Case as Choose
from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
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
from cases.access import reach
from cases.models import Assignment, Case, Protection, StandIn
from cases.queries import search, visible_cases
from interventions.law.rules import Authority
from interventions.law.wording import is_span
from interventions.queries.next_step import open_steps
from interventions.queries.open_deadlines import last_of_week, open_anywhere
from interventions.queries.openings import deputy_on
from interventions.queries.records import unanswered_cases
from interventions.queries.reminders import reminded
from interventions.queries.rules import RuleBook, rule_book
from interventions.queries.work_rows import CASE, REASON, WorkRow, told, with_reminders


class Which(StrEnum):
    """The counters above the list; each is a filter."""

    LAW = "lov"
    MUNICIPAL = "kommunal"
    SOON = "fem-hverdage"
    REMINDERS = "paamindelser"
    UNASSIGNED = "ufordelte"
    ALL = "alle"


UNASSIGNED = Q(state=Case.State.CREATED) | Q(responsible=None)


@dataclass(frozen=True)
class Worklist:
    """`counters` in the order of Which, without those at zero; `rows` reads what is sliced."""

    counters: dict[Which, int]
    chosen: Which
    rows: WorkRows


def worklist(by: Actor, *, chosen: Which = Which.ALL, whole_unit: bool = False) -> Worklist:
    """The actor's open cases, or all that she may see. Raises PermissionDenied.

    One query for the rules, one for who stayed away and one for the counters; the rows cost three
    more when sliced.
    """
    book, cases = rule_book(), _open_cases(by, whole_unit=whole_unit)
    deadlines = open_anywhere(by, book)
    pressing = _pressing(book, by.today)
    reminding = reminded(by)
    counters = _counted(cases, deadlines, pressing, reminding)
    if not by.may(Permission.CASE_ASSIGN):
        counters[Which.UNASSIGNED] = 0
    if chosen == Which.UNASSIGNED:
        cases = cases.filter(UNASSIGNED)
    if chosen == Which.REMINDERS:
        cases = cases.filter(reminding)
    urgent = _by_urgency(cases, deadlines.filter(pressing.get(chosen, Q())))
    if chosen in pressing:
        urgent = urgent.filter(urgency__isnull=False)
    rows = WorkRows(_planned(urgent, by), deadlines, book, by, size=counters[chosen])
    rows.reminding = chosen == Which.REMINDERS
    shown = {which: n for which, n in counters.items() if n or which == Which.ALL}
    return Worklist(shown, chosen, rows)


class WorkRows:
    """The rows as far as they are sliced: `rows[0:50]`. `size` is how many there are.

    `reminding` makes each row tell its first reminder, for two queries more.
    """

    reminding = False

    def __init__(
        self,
        cases: QuerySet[Any],
        deadlines: QuerySet[Any],
        book: RuleBook,
        by: Actor,
        *,
        size: int,
    ) -> None:
        self.cases, self.deadlines, self.book, self.by = cases, deadlines, book, by
        self.size = size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, part: slice) -> list[WorkRow]:
        protected = Protection.objects.filter(
            Protection.in_force_on(self.by.today), citizen=OuterRef("citizen")
        )
        told_of = self.cases.annotate(protected=Exists(protected), deputy=deputy_on(self.by.today))
        rows = list(told_of.values(*CASE)[part])
        open_ = self.deadlines.filter(case__in=[row["pk"] for row in rows])
        reasons: dict[int, list[dict[str, Any]]] = {}
        for reason in open_.order_by("urgency", "pk").values(*REASON):
            reasons.setdefault(reason["case_id"], []).append(reason)
        steps = open_steps(row["pk"] for row in rows)
        found = [told(row, reasons.get(row["pk"], []), self.book, steps, self.by) for row in rows]
        return with_reminders(found, self.by.today) if self.reminding else found


def find_cases(by: Actor, typed: str) -> WorkRows:
    """What a search finds among the cases that the actor sees, ended ones too, by name.

    One query for the rules; the rows cost three when sliced. `size` is not counted: read one row
    more than is shown.
    """
    book, cases = rule_book(), search(visible_cases(by), typed, by)
    unordered = cases.annotate(urgency=Value(None, output_field=IntegerField()))
    found = unordered.order_by("citizen__search_key", "-pk")
    return WorkRows(_planned(found, by), open_anywhere(by, book), book, by, size=0)


def _planned(cases: QuerySet[Any], by: Actor) -> QuerySet[Any]:
    """`planned`: whether the actor sees the case's plan; of protected people a colleague does
    not.
    """
    plans = Case.objects.filter(reach(by, Permission.PLAN_SEE), pk=OuterRef("pk"))
    planned: QuerySet[Any] = cases.annotate(planned=Exists(plans))
    return planned


def _open_cases(by: Actor, *, whole_unit: bool) -> QuerySet[Case]:
    unanswered = Q(pk__in=unanswered_cases()) & reach(by, Permission.DECISION_SEE)
    cases = visible_cases(by).filter(~Q(state__in=Case.ENDED) | unanswered)
    if whole_unit or by.may(Permission.CASE_ASSIGN):
        return cases
    mine = Assignment.objects.filter(Assignment.active_on(by.today), user=by.user_id)
    standing_in = StandIn.objects.filter(StandIn.open_at(by.now), user=by.user_id)
    others = Q(pk__in=mine.values("case_id")) | Q(pk__in=standing_in.values("case_id"))
    return cases.filter(Q(responsible=by.user_id) | others)


def _by_urgency(cases: QuerySet[Case], deadlines: QuerySet[Any]) -> QuerySet[Any]:
    """The cases with the least `urgency` of these deadlines first; those without one last."""
    of_case = deadlines.filter(case=OuterRef("pk")).order_by().values("case")
    least = Subquery(of_case.annotate(least=Min("urgency")).values("least"))
    in_order: QuerySet[Any] = cases.annotate(urgency=least).order_by(
        F("urgency").asc(nulls_last=True), "citizen__search_key", "pk"
    )
    return in_order


def _pressing(book: RuleBook, today: date) -> dict[Which, Q]:
    """Which open deadlines belong to a counter."""
    spans = [pk for pk, rule in book.versions.items() if is_span(rule)]
    soon = Q(due_on__gte=today, due_on__lte=last_of_week(today)) & ~Q(version__in=spans)
    overdue = Q(due_on__lt=today)
    return {
        Which.LAW: overdue & Q(version__authority=Authority.STATUTORY),
        Which.MUNICIPAL: overdue & Q(version__authority=Authority.MUNICIPAL),
        Which.SOON: soon,
    }


def _counted(
    cases: QuerySet[Case], deadlines: QuerySet[Any], pressing: dict[Which, Q], remind: Q
) -> dict[Which, int]:
    """One query; a case counts once in each counter that it belongs to."""
    whens = [When(q, then=Value(str(which))) for which, q in pressing.items()]
    bucket = Choose(*whens, default=Value(""), output_field=CharField())
    mine = deadlines.filter(case__in=cases.values("pk")).annotate(which=bucket)
    unassigned = When(UNASSIGNED, then=Value(str(Which.UNASSIGNED)))
    given_out = Choose(unassigned, default=Value(str(Which.ALL)), output_field=CharField())
    late = mine.order_by().values("which").annotate(n=Count("case", distinct=True))
    every = cases.order_by().annotate(which=given_out).values("which").annotate(n=Count("pk"))
    reminding = cases.filter(remind).order_by().annotate(which=Value(str(Which.REMINDERS)))
    waiting = reminding.values("which").annotate(n=Count("pk"))
    union = late.union(every, waiting, all=True)
    found = {row["which"]: cast("int", row["n"]) for row in union}
    counters = {which: found.get(which, 0) for which in Which}
    counters[Which.ALL] += counters[Which.UNASSIGNED]
    return counters
