"""Raising a concern, and saying who may know of it. Nothing here is told to anybody else."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.models import User
from accounts.roles import Function, Permission
from cases.access import OutOfReachError, require
from cases.actions.assignments import assign_function
from cases.actions.moves import write_event
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.models import SocialControlConcern
from interventions.queries.concerns import knows


@transaction.atomic
def raise_concern(case: Case, *, by: Actor, signs: str, source: str = "") -> SocialControlConcern:
    """Write down a concern for the social control adviser. It changes nothing else of the case.

    Raises NotPossibleError when the case has ended.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CONCERN_RAISE, case)
    if case.is_ended:
        raise NotPossibleError(f"Sagen er {case.state_label.lower()}.")
    concern = SocialControlConcern(
        case=case, added_on=by.today, raised_by_id=by.person, signs=signs, source=source
    )
    concern.save()
    write_event(case, concern, move="add", label="Bekymring noteret", by=by, on=by.today)
    _trail(case, concern, by, "raise", ("signs", "source"))
    return concern


@transaction.atomic
def name_readers(concern: SocialControlConcern, users: Iterable[int], *, by: Actor) -> None:
    """Who may know of the concern beside the advisers, from now on."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=concern.case_id)
    require(by, Permission.CONCERN_MOVE, case)
    concern = SocialControlConcern.objects.select_for_update().get(pk=concern.pk)
    if concern.screened_on is None:
        raise NotPossibleError("Bekymringen skal tages over, før kredsen kan ændres.")
    concern.may_see = sorted(users)
    concern.version += 1
    concern.save()
    write_event(case, concern, move="correct", label="Kredsen er ændret", by=by, on=by.today)
    _trail(case, concern, by, "name_readers", ("may_see",))


@transaction.atomic
def assign_adviser(case: Case, user: User, *, by: Actor) -> None:
    """Give the case a social control adviser from today; raised concerns are hers to take over."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.CASE_ASSIGN, case)
    if case.is_ended:
        raise NotPossibleError(f"Sagen er {case.state_label.lower()}.")
    assign_function(case, user, Function.SOCIAL_CONTROL_ADVISER, by=by, on=by.today)


def refuse_unknown(row: object, by: Actor) -> None:
    """Raises OutOfReachError for a concern that the actor must not know of."""
    if not knows(by, row):
        raise OutOfReachError


def _trail(
    case: Case, concern: SocialControlConcern, by: Actor, what: str, fields: Iterable[str]
) -> None:
    subjects = [case.citizen_id]
    record(by, f"{concern.kind}.{what}", concern.kind, concern.pk, subjects=subjects, fields=fields)
