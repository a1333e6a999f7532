"""What a move can meet, what it has just met, and who made the last one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.actor import Actor
from cases.models import Approval, Case, Event
from interventions.law.facts import fulfilments
from interventions.law.status import Status
from interventions.models import Deadline, Record
from interventions.queries.deadlines import StatedDeadline, case_facts, stated
from interventions.queries.rules import rule_book

STILL_OPEN = (Status.OVERDUE, Status.SOON, Status.UPCOMING, Status.AWAITING_DATE)


def can_meet(row: Any, move: str, by: Actor) -> list[StatedDeadline]:
    """The open deadlines of the step's case that this move would meet, the earliest first."""
    if isinstance(row, Case):
        return []
    form = getattr(row, "form", "")
    about = {0, row.pk, row.about_id or 0} if isinstance(row, Record) else {0}
    found = [
        deadline
        for deadline in _stated(row.case, by, Deadline.objects.filter(met_on=None, about__in=about))
        if deadline.status in STILL_OPEN
        and (not deadline.ended or deadline.deadline.step_id == row.pk)
        and any(
            (kind, name) == (row.kind, move) and wanted in ("", form)
            for kind, name, wanted in fulfilments(deadline.rule)
        )
    ]
    return sorted(found, key=lambda d: (d.deadline.due_on is None, d.deadline.due_on))


def unmet(case: Case) -> set[int]:
    return set(case.deadlines.filter(met_on=None).values_list("pk", flat=True))


def met_since(case: Case, before: set[int], by: Actor) -> list[StatedDeadline]:
    """The deadlines that were among `before` and have been met by now."""
    met = Deadline.objects.filter(pk__in=before, met_on__isnull=False)
    return _stated(case, by, met) if met.exists() else []


def last_event(row: Any) -> Event | None:
    events = Event.objects.filter(kind=row.kind, object_id=row.pk).select_related("by")
    return events.order_by("-pk").first()


def pending_approval(row: Any, move: str) -> Approval | None:
    """The proposal of this very move that nobody has decided yet; it may have lapsed."""
    waiting = Approval.objects.filter(kind=row.kind, object_id=row.pk, action=move)
    return waiting.filter(outcome=Approval.Outcome.PENDING).select_related("proposed_by").first()


def _stated(case: Case, by: Actor, rows: QuerySet[Deadline]) -> list[StatedDeadline]:
    mine = rows.filter(case=case).select_related("rule").prefetch_related("exemptions")
    return stated(mine.order_by("due_on", "pk"), case_facts(case), rule_book(), by.today)
