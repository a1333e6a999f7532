"""Which cases a person reaches, and for what: the second of the two questions about access.

The first, what a role may do at all, stands in accounts/roles.py. `reach` is the filter for
lists, `reaches` the check for one case; a test proves that they agree.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.roles import GRANTS, Permission, Scope, functions_granting
from cases.models import Assignment, Case


class OutOfReachError(Exception):
    """The case is none of the actor's: it must look as if it did not exist (404)."""


def reach(by: Actor, permission: Permission) -> Q:
    """The cases on which the actor holds the permission now, as a filter on Case."""
    return _scope(by, permission) | _assigned(by, permission)


def reaches(by: Actor, permission: Permission, case: Case) -> bool:
    scope = GRANTS.get(by.role, {}).get(permission)
    if scope is not None and _covers(by, scope, case):
        return True
    functions = functions_granting(by.role, permission)
    return bool(functions) and _assignments(by, functions).filter(case=case).exists()


def require(by: Actor, permission: Permission, case: Case) -> None:
    """403 for a role that has nothing to do with cases, or may not do this on a case in reach;
    404 for a case out of reach.

    Raises PermissionDenied or OutOfReachError.
    """
    if not by.may(permission) and not by.may(Permission.CASE_SEE):
        raise PermissionDenied("Din rolle giver ikke adgang til dette.")
    if reaches(by, permission, case):
        return
    if not reaches(by, Permission.CASE_SEE, case):
        raise OutOfReachError
    raise PermissionDenied("Du kan se sagen, men ikke gøre dette på den.")


def require_role(by: Actor, permission: Permission) -> None:
    """For what is not about one case. Raises PermissionDenied."""
    if not by.may(permission):
        raise PermissionDenied("Din rolle giver ikke adgang til dette.")


def _scope(by: Actor, permission: Permission) -> Q:
    nobody = Q(pk__in=[])
    match GRANTS.get(by.role, {}).get(permission):
        case Scope.ALL:
            return Q(pk__isnull=False)  # an empty Q would vanish beside another one
        case Scope.AREA if by.area_id:
            return Q(unit__area=by.area_id)
        case Scope.UNIT if by.unit_id:
            return Q(unit=by.unit_id)
        case Scope.OWN if by.user_id:
            return Q(responsible=by.user_id)
    return nobody


def _assigned(by: Actor, permission: Permission) -> Q:
    functions = functions_granting(by.role, permission)
    if not functions:
        return Q(pk__in=[])
    return Q(pk__in=_assignments(by, functions).values("case_id"))


def _assignments(by: Actor, functions: list[str]) -> QuerySet[Assignment]:
    active = Assignment.active_on(by.today)
    return Assignment.objects.filter(active, user_id=by.person, function__in=functions)


def held_on(by: Actor, case: Case) -> frozenset[Permission]:
    """All that the actor may on this case; at most one query."""
    grants = GRANTS.get(by.role, {})
    held = {p for p, scope in grants.items() if _covers(by, scope, case)}
    functions = {
        p: names for p in Permission if (names := functions_granting(by.role, p)) and p not in held
    }
    if functions:
        every = sorted({name for names in functions.values() for name in names})
        active = set(_assignments(by, every).filter(case=case).values_list("function", flat=True))
        held |= {p for p, names in functions.items() if active.intersection(names)}
    return frozenset(held)


def _covers(by: Actor, scope: Scope, case: Case) -> bool:
    match scope:
        case Scope.ALL:
            return True
        case Scope.AREA:
            return by.area_id is not None and case.unit.area_id == by.area_id
        case Scope.UNIT:
            return by.unit_id is not None and case.unit_id == by.unit_id
        case Scope.OWN:
            return by.user_id is not None and case.responsible_id == by.user_id
