"""When a colleague leaves or changes her role: nobody's case is left behind."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.actions.roles import end_grant, lock_another
from accounts.actions.users import close_now
from accounts.actor import Actor
from accounts.audit import record
from accounts.models import RoleGrant, User
from accounts.roles import Function, Role
from accounts.wall import beyond
from cases.errors import NotPossibleError
from cases.models import Assignment, Case

NAMED = 20  # case numbers in one sentence


@transaction.atomic
def close_user(user: User, *, by: Actor) -> User:
    """She signs in no more and her sessions end; her roles and all that she wrote stand.

    Raises PermissionDenied, also for one's own account; NotPossibleError with the cases that
    somebody else must be given first.
    """
    user = lock_another(user, by)
    if not user.is_active:
        raise NotPossibleError(f"{user} er allerede lukket.")
    _refuse_left(user, cases_left_by(user, by))
    close_now(user)
    record(by, "user_disable", "user", user.pk, fields=["is_active"])
    return user


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Actor) -> None:
    """The role ends today. Raises as close_user, with the cases that she has through the role."""
    user = lock_another(grant.user, by)
    mentoring = Q(pk__in=_assigned(user, by).filter(function=Function.MENTOR).values("case"))
    left = cases_left_by(user, by)
    if grant.role == Role.MENTOR:
        _refuse_left(user, left.filter(mentoring))
    if grant.role == Role.CASEWORKER:
        _refuse_left(user, left.exclude(mentoring).filter(unit=grant.unit_id))
    end_grant(RoleGrant.objects.get(pk=grant.pk), by=by)


def cases_left_by(user: User, by: Actor) -> QuerySet[Case]:
    """The open cases that are hers, or on which she has a function from today on."""
    mine = Q(responsible=user) | Q(pk__in=_assigned(user, by).values("case"))
    return Case.objects.filter(mine).exclude(state__in=Case.ENDED).order_by("pk")


def _assigned(user: User, by: Actor) -> QuerySet[Assignment]:
    return Assignment.objects.filter(Q(to_on=None) | Q(to_on__gt=by.today), user=user)


def _refuse_left(user: User, cases: QuerySet[Case]) -> None:
    """An administrator sees no citizen, only the numbers that a team lead can hand out anew."""
    with beyond():  # numbers and units, of cases that nobody must be left without
        numbers = list(cases.values_list("pk", "unit__code"))
    if not numbers:
        return
    named = ", ".join(f"{pk} ({unit})" for pk, unit in numbers[:NAMED])
    more = f" og {len(numbers) - NAMED} til" if len(numbers) > NAMED else ""
    raise NotPossibleError(
        f"{user} har stadig {len(numbers)} åbne forløb. En teamleder skal først give dem til en "
        f"anden: {named}{more}."
    )
