"""A citizen's mentor, from the person's side: the moves of the mentoring give and take access."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.models import User
from accounts.roles import Function, Permission, Role
from cases.access import require
from cases.actions.assignments import end_function, refuse_unfit
from cases.actions.kin import refuse_kin
from cases.errors import NotPossibleError
from cases.models import Assignment, Case, Track
from interventions.actions.perform import perform
from interventions.actions.steps import add_step
from interventions.law.months import add_months
from interventions.models import Mentoring

S = Mentoring.State
MONTHS_GRANTED, FIRST_YEAR = 6, 12
STOPPED = "mentor_ophoert"  # code of mentoring_end_reason
NOTHING_TO_SAY = "Ingen bemærkninger."
ONE_DAY = timedelta(days=1)


@transaction.atomic
def assign_mentor(
    case: Case, mentor: User, *, by: Actor, until: date | None = None, handover_note: str = ""
) -> Mentoring:
    """Offers and assigns the case's mentoring, or changes its mentor; one is added when there is
    none. Without `until` it is granted as long as the track allows without a second person.

    Raises PermissionDenied also for a mentor of the family, OutOfReachError, NotPossibleError,
    InvalidDataError.
    """
    require(by, Permission.MENTOR_ASSIGN, case)
    refuse_unfit(mentor, Role.MENTOR, by)
    refuse_kin(mentor, case.citizen)
    open_ones = Mentoring.objects.filter(case=case, ended_on=None).order_by("pk")
    step: Any = open_ones.last() or add_step(case, "Mentoring", by=by)
    if step.state in (S.ASSIGNED, S.RUNNING):
        if step.mentor_id == mentor.pk:
            raise NotPossibleError(f"{mentor} er borgerens mentor i forvejen.")
        note = handover_note or NOTHING_TO_SAY
        return _made(step, "change_mentor", {"mentor": mentor.pk, "handover_note": note}, by)
    if step.state == S.PLANNED:
        step = _made(step, "offer", {}, by)
    return _made(step, "assign", {"mentor": mentor.pk, "until": until or _usual(case, by)}, by)


def _made(step: Mentoring, move: str, data: dict[str, Any], by: Actor) -> Mentoring:
    made: Mentoring = perform(step, move, data, by=by)
    return made


def _usual(case: Case, by: Actor) -> date:
    """Six months, and on the Copenhagen track no longer than the first year."""
    months = add_months(by.today, MONTHS_GRANTED) - ONE_DAY
    if case.track != Track.COPENHAGEN or case.arrived_on is None:
        return months
    return min(months, add_months(case.arrived_on, FIRST_YEAR))


@transaction.atomic
def end_mentor(row: Assignment, *, by: Actor, reason: str = "", closing_note: str = "") -> None:
    """Ends the mentoring that the mentor has, or her access alone when it is another's by now.

    Raises as assign_mentor.
    """
    require(by, Permission.MENTOR_ASSIGN, row.case)
    if row.to_on is not None and row.to_on <= by.today:
        raise NotPossibleError(f"Adgangen er ophørt den {row.to_on:%d-%m-%Y}.")
    states = (S.ASSIGNED, S.RUNNING)
    step = Mentoring.objects.filter(case=row.case, mentor=row.user, state__in=states).first()
    if step is not None:
        note = closing_note or NOTHING_TO_SAY
        _made(step, "end", {"reason": reason or STOPPED, "closing_note": note}, by)
    if Assignment.objects.filter(pk=row.pk, to_on=None).exists():
        end_function(row.case, Function.MENTOR, by=by, on=by.today, user=row.user)
