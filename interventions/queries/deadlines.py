"""Deadlines with their derived status: for one case in Python, for lists in SQL.

`with_status` is the SQL twin of law.status.status; tests prove that both always agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from cases.models import Case
from interventions.law.conditions import CaseFacts, Interval, holds
from interventions.law.due import Due, due
from interventions.law.rules import NEVER_OVERDUE, Rule
from interventions.law.status import (
    SOON,
    DeadlineFacts,
    Status,
    judged_on,
    late_days,
    status,
)
from interventions.models import Deadline, Exemption
from interventions.models.job_readiness import periods
from interventions.queries.conditions import condition, with_judged_day
from interventions.queries.rules import RuleBook

CHOSEN = Q(placement__isnull=False)  # the SQL twin of `chosen`


@dataclass(frozen=True)
class StatedDeadline:
    """A deadline, the rule that tells of it, and what it is today; `ended` = with its step."""

    deadline: Deadline
    rule: Rule
    status: Status
    late_days: int = 0
    ended: bool = False

    @property
    def explained(self) -> Due | None:
        """How the date came about; None while the anchor is unknown."""
        row = self.deadline
        if row.version_id is None or row.anchor_on is None:
            return None
        return due(self.rule, row.anchor_on, extended_days=row.extended_days)

    @property
    def on_work_list(self) -> bool:
        """Whether somebody can still do something about it: what stands on the day's list."""
        open_ = (Status.OVERDUE, Status.SOON, Status.UPCOMING)
        return self.status in open_ and not self.ended


def own_facts(case: Case) -> CaseFacts:
    """What the case and the citizen say themselves: enough for age and track, and no query."""
    return CaseFacts(
        born_on=case.citizen.born_on,
        opened_on=case.opened_on,
        basis=case.residence_basis,
        in_programme=case.in_programme,
        handover_on=case.handover_on,
        closed_on=case.closed_on,
    )


def case_facts(case: Case) -> CaseFacts:
    """What conditions need of a case; its rows and the citizen's may be prefetched."""
    citizen = case.citizen
    return replace(
        own_facts(case),
        income=tuple(Interval(p.code, p.from_on, p.to_on) for p in citizen.income_periods.all()),
        needs=tuple(Interval(n.code, n.opened_on, n.resolved_on) for n in citizen.needs.all()),
        groups=tuple(
            Interval(p.code, p.from_on, p.to_on) for p in citizen.target_group_periods.all()
        ),
        categories=tuple(Interval(*period) for period in periods(case.job_readiness.all())),
        leaves=tuple(
            Interval("barsel", leave.from_on, leave.first_day_back) for leave in case.leaves.all()
        ),
        jobs=tuple(Interval(j.support, j.from_on, j.to_on) for j in citizen.jobs.all()),
        educations=tuple(Interval(e.level, e.from_on, e.to_on) for e in citizen.educations.all()),
    )


def stated(
    deadlines: Iterable[Deadline], facts: CaseFacts, book: RuleBook, today: date
) -> list[StatedDeadline]:
    """The deadlines of one case with their status; prefetch `exemptions`."""
    return [_state(row, facts, book, today) for row in deadlines]


def _state(row: Deadline, facts: CaseFacts, book: RuleBook, today: date) -> StatedDeadline:
    rule = book.told_by(row.version_id, row.rule_id)
    judged = judged_on(today, row.due_on, row.met_on, row.ended_on)
    its = DeadlineFacts(
        due_on=row.due_on,
        shape=rule.shape,
        in_force=row.anchor_on is None or row.version_id is not None,
        relevant=chosen(row) or holds(rule.condition_key, facts, judged),
        exempt=any(_covers(e, row.due_on) for e in row.exemptions.all()),
        met_on=row.met_on,
        ended_on=row.ended_on,
    )
    told = status(its, today)
    late = 0
    if told == Status.MET_LATE and row.due_on and row.met_on:
        late = late_days(row.due_on, row.met_on)
    ended = row.ended_on is not None and row.ended_on <= today
    return StatedDeadline(row, rule, told, late, ended)


def chosen(row: Deadline) -> bool:
    """Of the rules on a placement's length the one that held on its first day was chosen: a target
    group recorded later shortens nothing that has been agreed.
    """
    return row.placement_id is not None


def _covers(exemption: Exemption, day: date | None) -> bool:
    return day is not None and exemption.from_on <= day <= exemption.to_on


def with_status(deadlines: QuerySet[Deadline], book: RuleBook, today: date) -> QuerySet[Any]:
    """The same status as an annotation `status`, for filters, counters, lists and reports."""
    met = Q(met_on__lte=today)
    ended = Q(ended_on__lte=today)
    exempt = Exists(
        Exemption.objects.filter(
            deadline=OuterRef("pk"), from_on__lte=OuterRef("due_on"), to_on__gte=OuterRef("due_on")
        )
    )
    relevant = CHOSEN | _told_by(book, lambda rule: rule.condition_key, condition)
    never_overdue = _codes(book, lambda rule: rule.shape in NEVER_OVERDUE)
    cases = (
        (Q(anchor_on__isnull=False, version__isnull=True), Status.NOT_RELEVANT),
        (~relevant, Status.NOT_RELEVANT),
        (Q(due_on__isnull=True) & ended, Status.LAPSED),
        (Q(due_on__isnull=True), Status.AWAITING_DATE),
        (met & Q(met_on__lte=F("due_on")), Status.MET_ON_TIME),
        (Q(exempt), Status.EXEMPT),
        (met, Status.MET_LATE),
        (ended & Q(ended_on__lte=F("due_on")), Status.LAPSED),
        (Q(due_on__lt=today) & never_overdue, Status.LAPSED),
        (Q(due_on__lt=today), Status.OVERDUE),
        (Q(due_on__lte=today + SOON), Status.SOON),
    )
    judged: QuerySet[Any] = with_judged_day(deadlines, today)
    told: QuerySet[Any] = judged.annotate(
        status=Choose(
            *(When(which, then=Value(str(what))) for which, what in cases),
            default=Value(str(Status.UPCOMING)),
            output_field=CharField(),
        )
    )
    return told


def _told_by(book: RuleBook, key: Any, as_q: Any) -> Q:
    """One SQL condition out of what each rule says: its own version's, or the newest one's."""
    found: dict[str, Q] = {}
    for pk, rule in book.versions.items():
        found[key(rule)] = found.get(key(rule), Q()) | Q(version=pk)
    for code in book.rule_ids:
        rule = book.latest(code)
        found[key(rule)] |= Q(version__isnull=True, rule__code=code)
    whole = Q(pk__in=[])
    for said, rows in found.items():
        whole |= rows & as_q(said)
    return whole


def _codes(book: RuleBook, test: Any) -> Q:
    return Q(version__in=[pk for pk, rule in book.versions.items() if test(rule)])
