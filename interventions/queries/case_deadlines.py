"""The deadlines of one case, or a single one, as far as the reader may know of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import OutOfReachError, held_on
from cases.models import Case, Change
from cases.queries import labels
from interventions.law.rules import Authority
from interventions.law.status import Status
from interventions.law.wording import AUTHORITIES
from interventions.models import Deadline, Exemption
from interventions.queries.counted import with_counted
from interventions.queries.deadlines import StatedDeadline, case_facts, stated
from interventions.queries.explanations import OPEN, DeadlineRow, deadline_row
from interventions.queries.reader import Reader
from interventions.queries.restricted import deadlines_in_reach, hidden_rules
from interventions.queries.rules import RuleBook, rule_book

ORDER = (*OPEN, Status.MET_LATE, Status.MET_ON_TIME, Status.EXEMPT, Status.LAPSED)


@dataclass(frozen=True)
class Group:
    """The deadlines of one authority: law and municipal standards are never mixed."""

    title: str
    rows: list[DeadlineRow]

    @property
    def open(self) -> list[DeadlineRow]:
        return [row for row in self.rows if row.state in OPEN]

    @property
    def done(self) -> list[DeadlineRow]:
        return [row for row in self.rows if row.state not in OPEN]


@dataclass(frozen=True)
class CaseDeadlines:
    stated: list[StatedDeadline]
    groups: list[Group]
    awaiting: list[DeadlineRow]
    not_relevant: list[DeadlineRow]
    next_legal: DeadlineRow | None


def case_deadlines(
    case: Case, reader: Reader, book: RuleBook, step_ids: Iterable[int]
) -> CaseDeadlines:
    """Three queries. `step_ids` are the steps that the reader sees: a person without the
    whole plan gets the deadlines of those alone.
    """
    hidden = hidden_rules(book, reader.held)
    found = [row for row in _with_story(case.deadlines.all(), book) if row.rule.code not in hidden]
    if not reader.may(Permission.PLAN_SEE):
        mine = set(step_ids)
        found = [row for row in found if row.step_id in mine]
    all_stated = stated(found, reader.facts, book, reader.today)
    changes = _changes(found)
    rows = [deadline_row(one, changes.get(one.deadline.pk, ()), reader) for one in all_stated]
    dated = [row for row in rows if row.state in ORDER]
    dated.sort(key=lambda row: ORDER.index(row.state))  # stable: by date within a status
    return CaseDeadlines(
        stated=all_stated,
        groups=_groups(dated),
        awaiting=[row for row in rows if row.state == Status.AWAITING_DATE],
        not_relevant=[row for row in rows if row.state == Status.NOT_RELEVANT],
        next_legal=_next_legal(dated),
    )


def get_deadline(by: Actor, pk: int) -> Deadline:
    """Raises PermissionDenied, or OutOfReachError as for a deadline that never was."""
    book = rule_book()
    visible = deadlines_in_reach(by, book).filter(pk=pk)
    row = _with_story(visible, book).select_related("rule", "case__citizen", "case__unit").first()
    if row is None:
        raise OutOfReachError
    return row


def explained_deadline(by: Actor, row: Deadline) -> DeadlineRow:
    """The same row as on the case page, of a deadline from `get_deadline`."""
    held, facts, book = held_on(by, row.case), case_facts(row.case), rule_book()
    reader = Reader(by=by, held=held, facts=facts, labels=labels("exemption_reason"))
    (one,) = stated([row], facts, book, by.today)
    return deadline_row(one, _changes([row]).get(row.pk, ()), reader)


def _with_story(deadlines: QuerySet[Deadline], book: RuleBook) -> QuerySet[Deadline]:
    exemptions = Exemption.objects.select_related("decided_by")
    told = with_counted(deadlines, book)
    return told.select_related("rule", "placement").prefetch_related(
        Prefetch("exemptions", exemptions)
    )


def _changes(rows: list[Deadline]) -> dict[int, list[Change]]:
    ids = [row.pk for row in rows]
    found: dict[int, list[Change]] = {}
    changes = Change.objects.filter(resource="deadline", object_id__in=ids)
    for change in changes.select_related("by"):
        found.setdefault(change.object_id, []).append(change)
    return found


def _groups(rows: list[DeadlineRow]) -> list[Group]:
    groups = [
        Group(AUTHORITIES[authority], [row for row in rows if row.authority == authority])
        for authority in Authority
    ]
    return [group for group in groups if group.rows]


def _next_legal(rows: list[DeadlineRow]) -> DeadlineRow | None:
    """The first thing that the law asks for, overdue or ahead; a span asks for nothing."""
    legal = (row for row in rows if row.authority == Authority.STATUTORY and row.state in OPEN)
    return next((row for row in legal if not row.span), None)
