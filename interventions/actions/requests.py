"""Requests from one person to another about a case. Answering one is a move."""

from __future__ import annotations

from django.db import transaction

from accounts.actor import Actor
from accounts.models import User
from accounts.roles import Permission
from cases.access import OutOfReachError
from cases.actions.kin import refuse_kin
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.papers import begin, locked
from interventions.models import FollowUp, Request, Step
from interventions.queries.people import caseworkers
from interventions.queries.steps import get_step

Topic = Request.Topic


def ask_for_help(case: Case, follow_up: FollowUp, *, by: Actor) -> Request:
    """The log says what the help is about. Inside the transaction that writes it."""
    return _ask(case, Topic.HELP_WANTED, by=by, follow_up=follow_up)


@transaction.atomic
def propose_completion(step: Step, *, by: Actor, text: str) -> Request:
    """A step that is shared with her may be ended, a mentor thinks; who may end it answers.

    Raises NotPossibleError when it has ended, or when she has proposed it already.
    """
    case = locked(step.case, Permission.REQUEST_MAKE, by)
    step = get_step(by, step.pk)
    if not step.shared:
        raise OutOfReachError
    if step.is_ended:
        raise NotPossibleError(f"»{step.label}« er {step.state_label.lower()}.")
    _refuse_second(case, by, topic=Topic.COMPLETE_STEP, step=step.pk)
    return _ask(case, Topic.COMPLETE_STEP, by=by, step_id=step.pk, text=text)


@transaction.atomic
def ask_to_hand_over(case: Case, to_user: User, *, by: Actor, text: str) -> Request:
    """The responsible caseworker would like a colleague to take the case over; the lead decides.

    Raises NotPossibleError.
    """
    case = locked(case, Permission.CASE_MOVE, by)
    if case.responsible_id != by.user_id:
        raise NotPossibleError("Kun den ansvarlige sagsbehandler kan bede om at overdrage sagen.")
    if to_user.pk not in {row.user.pk for row in caseworkers(case.unit_id, by)} - {by.user_id}:
        raise NotPossibleError("Vælg en anden aktiv sagsbehandler i enheden.")
    refuse_kin(to_user, case.citizen)
    _refuse_second(case, by, topic=Topic.HAND_OVER)
    return _ask(case, Topic.HAND_OVER, by=by, to_user=to_user, text=text)


def _refuse_second(case: Case, by: Actor, **about: object) -> None:
    if Request.objects.filter(case=case, state=Request.State.OPEN, **about).exists():
        raise NotPossibleError("Der er allerede en anmodning, som venter på svar.")


def _ask(case: Case, topic: str, *, by: Actor, **values: object) -> Request:
    if case.is_ended:
        raise NotPossibleError(f"Sagen er {case.state_label.lower()}.")
    request = Request(case=case, added_on=by.today, topic=topic, asked_by_id=by.person, **values)
    label = f"{Topic(topic).label}: anmodning sendt"
    begin(request, "add", label, by=by, on=by.today, fields=["topic", *values])
    return request
