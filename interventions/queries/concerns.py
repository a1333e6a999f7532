"""Who may know of a concern about social control: the one place that says so.

Advisers on the case, whoever is named on the concern, and until it is taken over those who see
social control on the case. To everybody else it does not exist. Whoever raised it learns that it
was received, and nothing of what followed.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.grants import FUNCTION_GRANTS
from accounts.models import RoleGrant, User
from accounts.roles import Function, Permission, Role
from cases.access import OutOfReachError, reach
from cases.models import Assignment, Case
from cases.queries import visible_cases
from interventions.models import SocialControlConcern
from interventions.queries.people import area_caseworkers


def known_concerns(by: Actor) -> QuerySet[SocialControlConcern]:
    """Raises PermissionDenied when the role sees no case at all."""
    in_reach = SocialControlConcern.objects.filter(case__in=visible_cases(by).values("pk"))
    if by.user_id is None:
        return in_reach.none()  # no machine is an adviser
    return in_reach.filter(_known(by)).select_related(
        "case__citizen", "case__unit", "case__responsible", "raised_by"
    )


def knows(by: Actor, row: Any) -> bool:
    """Whether the actor may know of this row; of every other kind, the permission is enough."""
    if not isinstance(row, SocialControlConcern) or by.user_id is None:
        return True
    return known_concerns(by).filter(pk=row.pk).exists()


def get_concern(by: Actor, pk: int) -> SocialControlConcern:
    """Raises PermissionDenied, or OutOfReachError as for one that never was."""
    concern = known_concerns(by).filter(pk=pk).first()
    if concern is None:
        raise OutOfReachError
    return concern


def may_be_named(case: Case, by: Actor) -> list[User]:
    """Caseworkers and team leads of the unit, and other staff on the case; never a mentor."""
    grants = RoleGrant.objects.filter(
        RoleGrant.valid_on(by.today), unit=case.unit_id, role__in=(Role.CASEWORKER, Role.TEAM_LEAD)
    )
    functions = [f for f, (role, _) in FUNCTION_GRANTS.items() if role == Role.CASEWORKER]
    active = Assignment.objects.filter(Assignment.active_on(by.today), case=case)
    assigned = active.filter(function__in=functions)
    users = User.objects.filter(
        Q(pk__in=grants.values("user_id")) | Q(pk__in=assigned.values("user_id")), is_active=True
    )
    return list(users.order_by("name", "pk"))


def may_advise(case: Case, by: Actor) -> list[User]:
    """Active caseworkers of the area: the advisers are few and serve several units."""
    users = area_caseworkers(case, by)
    return [user for user in users if user.pk != case.responsible_id]


def known_in(case: Case, by: Actor) -> Q:
    """As known_concerns, for one case that the actor sees already."""
    return Q(case=case) & _known(by)


def _known(by: Actor) -> Q:
    advised = Assignment.objects.filter(
        Assignment.active_on(by.today),
        user_id=by.person,
        function=Function.SOCIAL_CONTROL_ADVISER,
    )
    seeing = Case.objects.filter(reach(by, Permission.SOCIAL_CONTROL_SEE))
    return (
        Q(case__in=advised.values("case_id"))
        | Q(may_see__contains=[by.person])
        | Q(screened_on__isnull=True, case__in=seeing.values("pk"))
    )
