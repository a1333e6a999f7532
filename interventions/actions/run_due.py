"""What time does: each move of law/time_moves.py that is due, and proposals that have lapsed.

Safe to run twice, at the same time, or after days without: each case is locked, looked at again
and moved in a transaction of its own, and every move takes effect on the day it fell due.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import require_role
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Approval, Case
from interventions.actions.answered import forget_answers
from interventions.actions.due_steps import due_move
from interventions.actions.outbox import tell_passed
from interventions.actions.perform import perform
from interventions.actions.proposals import lapse_approval
from interventions.law.time_moves import TIME_MOVES
from interventions.models import KINDS, Step
from interventions.queries.approvals import lapsed
from interventions.queries.steps import as_kinds


@dataclass
class Ran:
    """`made` counts moves by »Kind.move«; `failed` are the numbers of cases left as they were.
    `told` counts events for other systems, of deadlines that have passed.
    """

    made: Counter[str] = field(default_factory=Counter)
    failed: list[int] = field(default_factory=list)
    told: int = 0


def run_due(*, by: Actor, dry_run: bool = False) -> Ran:
    """Everything that is due by the actor's day. Raises PermissionDenied for who is not time."""
    require_role(by, Permission.TIME_MOVE)
    if not dry_run:
        forget_answers(by)
    ran = Ran()
    for pk in sorted(_cases_with_something_due(by)):
        try:
            ran.made += _run_case(pk, by, dry_run=dry_run)
        except (NotPossibleError, InvalidDataError):
            ran.failed.append(pk)
    if not dry_run:
        ran.told = tell_passed(by=by)
    return ran


@transaction.atomic
def _run_case(pk: int, by: Actor, *, dry_run: bool) -> Counter[str]:
    case = Case.objects.select_for_update(of=("self",)).get(pk=pk)
    made: Counter[str] = Counter()
    for step in _steps(case):
        due = due_move(case, step, by.today)
        if due:
            made[f"{step.kind}.{due.move}"] += 1
        if due and not dry_run:
            perform(step, due.move, due.data, by=by)
    for approval in _waiting(case):
        if lapsed(approval, by.today):
            made["Approval.lapse"] += 1
            if not dry_run:
                lapse_approval(approval, by=by)
    return made


def _steps(case: Case) -> list[Step]:
    """The open steps of the kinds that time moves."""
    kinds = [line.kind for line in TIME_MOVES]
    return as_kinds(case.steps.filter(kind__in=kinds, ended_on=None).order_by("pk"))


def _waiting(case: Case) -> list[Approval]:
    return list(case.approvals.filter(outcome=Approval.Outcome.PENDING).order_by("pk"))


def _cases_with_something_due(by: Actor) -> set[int]:
    """Roughly, with one query a line; `_run_case` looks again under the lock."""
    found = set(
        Approval.objects.filter(outcome=Approval.Outcome.PENDING).values_list("case_id", flat=True)
    )
    for line in TIME_MOVES:
        if line.kind in KINDS:
            cases = Case.objects.filter(
                **{f"{line.anchor}__lte": by.today}, steps__kind=line.kind, steps__ended_on=None
            ).exclude(state__in=Case.ENDED)
            days = cases.values_list("pk", line.anchor)
            found |= {pk for pk, day in days if line.effective_on(day) <= by.today}
    return found
