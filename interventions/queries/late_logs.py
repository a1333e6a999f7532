"""A mentor whose assignment has ended sees nothing, but may still hand in what she wrote before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.roles import Function, Role
from accounts.wall import beyond
from cases.access import OutOfReachError
from cases.models import Assignment
from interventions.models import Mentoring

LATE = timedelta(days=7)  # from the first day without access


@dataclass(frozen=True)
class Ended:
    """`from_on` to (not including) `to_on` she was the citizen's mentor."""

    mentoring: Mentoring
    from_on: date
    to_on: date


def assigned_on(by: Actor, mentoring: Mentoring) -> date | None:
    """Since when the actor is the citizen's mentor; None for anybody else."""
    mine = _mine(by).filter(Assignment.active_on(by.today), case=mentoring.case_id)
    return mine.values_list("from_on", flat=True).first()


@beyond()  # that she was the mentor is what lets her write; nothing is shown
def ended_mentoring(by: Actor, pk: int) -> Ended:
    """The mentoring with this id, of a citizen whose mentor the actor was and is no longer.

    Raises OutOfReachError, also for a person or a case that is closed to her altogether.
    """
    mentoring = Mentoring.objects.select_related("case__citizen").filter(pk=pk).first()
    if mentoring is None or by.role != Role.MENTOR or mentoring.case.citizen.erased_at:
        raise OutOfReachError
    ended = _mine(by).filter(case=mentoring.case_id, to_on__lte=by.today)
    latest = ended.order_by("-to_on").first()
    if latest is None or latest.to_on is None:
        raise OutOfReachError
    return Ended(mentoring, latest.from_on, latest.to_on)


def _mine(by: Actor) -> QuerySet[Assignment]:
    return Assignment.objects.filter(user=by.user_id or 0, function=Function.MENTOR)
