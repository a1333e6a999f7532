"""Which cases a person reaches, and for what: the second of the two questions about access.

The first, what a role may do at all, stands in accounts/grants.py. `reach` is the filter for
lists, `reaches` the check for one case, `held_on` all that is held on it. Each relation between a
person and a case is one Q here, which the filter joins and the check asks of the one case, so
that they cannot disagree. Nothing is remembered: every request asks again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet

from accounts.actor import Actor
from accounts.grants import (
    FUNCTION_GRANTS,
    GLASS_GRANTS,
    PROTECTED_HIDES,
    PROTECTED_HIDES_FROM_ASSIGNED,
    RESTRICTED_LEAVES,
    functions_granting,
)
from accounts.models import Kin
from accounts.roles import SYSTEM, Permission, Role, Scope
from cases.models import (
    Assignment,
    BrokenGlass,
    Case,
    PersonIdentifier,
    Protection,
    Restriction,
    StandIn,
)

# Whoever stands for the actor while the check is written; no row has such a number or day.
PERSON, UNIT, AREA, ONE = -101, -102, -103, -104
MOMENT = datetime(1900, 1, 1, 12, tzinfo=UTC)

NOBODY = Q(pk__in=[])
EVERY = Q(pk__isnull=False)  # an empty Q would vanish beside another one


class OutOfReachError(Exception):
    """The case is none of the actor's: it must look as if it did not exist (404)."""


# Nor is a case that was found, and is not there when it is to be locked: it has left meanwhile.
OUT_OF_REACH = (OutOfReachError, Case.DoesNotExist)


def reach(by: Actor, permission: Permission, *, one: bool = False) -> Q:
    """The cases on which the actor holds the permission now, as a filter on Case.

    In a list there is nobody whose data are restricted, and nothing behind broken glass: `one` is
    for finding the one that was asked for by its number.
    """
    scope = by.grants.get(permission)
    given = _scope(by, scope) if scope else NOBODY
    if functions := functions_granting(by.role, permission):
        given |= _assigned(by, functions) & _shown(by, permission, PROTECTED_HIDES_FROM_ASSIGNED)
    if one and permission in GLASS_GRANTS:
        given |= _broken(by)
    if not (one and permission in RESTRICTED_LEAVES):
        given &= ~_restricted(by)
    return given & _shown(by, permission, PROTECTED_HIDES) & ~_hidden(by)


def reaches(by: Actor, permission: Permission, case: Case) -> bool:
    return permission in held_on(by, case)


def held_on(by: Actor, case: Case) -> frozenset[Permission]:
    """All that the actor may on this case; one query."""
    names, statement, pattern = _statement(by.role, by.scopes, by.promised)
    mine: dict[Any, Any] = {
        PERSON: _id(by.user_id), UNIT: _id(by.unit_id), AREA: _id(by.area_id), ONE: case.pk,
        MOMENT: by.now, MOMENT.date(): by.today,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, [mine.get(value, value) for value in pattern])
        row = cursor.fetchone()
    stands = dict(zip(names, row, strict=True)) if row else {"hidden": True}
    return frozenset() if stands["hidden"] else _held(by, stands)


@cache
def _statement(role: str, scopes: frozenset[str], promised: bool) -> Any:  # noqa: FBT001 - a key
    """(names of the columns, SQL, its parameters) with somebody unreal in the actor's place.

    Writing the SQL takes Django ten times as long as the database needs to answer it, and a case
    is asked about at every turn; the conditions themselves are those of the filter.
    """
    nobody = Actor("", "", role, MOMENT, PERSON, UNIT, AREA, scopes=scopes, promised=promised)
    relations = {
        "hidden": _hidden(nobody),
        "protected": _protected(nobody),
        "restricted": _restricted(nobody),
        "broken": _broken(nobody),
        **{f"by_{s}": _scope(nobody, s) for s in sorted(set(nobody.grants.values()))},
    }
    assigned = _assignments(nobody).filter(case=OuterRef("pk")).values("function")
    rows = Case.objects.filter(pk=ONE).values(
        **{name: _true(q) for name, q in relations.items()}, functions=ArraySubquery(assigned)
    )
    statement, pattern = rows.query.sql_with_params()
    return (*relations, "functions"), statement, pattern


def _held(by: Actor, stands: dict[str, Any]) -> frozenset[Permission]:
    """What follows from how the actor stands to a case."""
    by_scope = {p for p, scope in by.grants.items() if stands[f"by_{scope}"]}
    by_function: set[Permission] = set()
    for function in stands["functions"]:
        holder, permissions = FUNCTION_GRANTS.get(function, ("", frozenset()))
        by_function |= permissions if holder == by.role else set()
    if stands["broken"]:
        by_scope |= GLASS_GRANTS
    hidden: frozenset[Permission] = frozenset()
    if stands["protected"]:
        hidden = PROTECTED_HIDES
        by_function -= PROTECTED_HIDES_FROM_ASSIGNED
    held = frozenset(by_scope | by_function) - hidden
    return held & RESTRICTED_LEAVES if stands["restricted"] else held


def require(by: Actor, permission: Permission, case: Case) -> None:
    """403 for a role that has nothing to do with cases, or may not do this on a case in reach;
    404 for a case out of reach.

    Raises PermissionDenied or OutOfReachError.
    """
    if not by.may(permission) and not by.may(Permission.CASE_SEE):
        raise PermissionDenied("Din rolle giver ikke adgang til dette.")
    held = held_on(by, case)
    if permission in held:
        return
    if Permission.CASE_SEE not in held:
        raise OutOfReachError
    raise PermissionDenied("Du kan se sagen, men ikke gøre dette på den.")


def require_role(by: Actor, permission: Permission) -> None:
    """For what is not about one case. Raises PermissionDenied."""
    if not by.may(permission):
        raise PermissionDenied("Din rolle giver ikke adgang til dette.")


# --- how a person can stand to a case
def _scope(by: Actor, scope: Scope) -> Q:
    """Whoever has no unit, area or name of her own reaches nothing through it."""
    mine = Q(responsible=_id(by.user_id))
    unit = Q(unit=_id(by.unit_id))
    own = mine | (Q(pk__in=_open(StandIn, by)) & unit)  # a colleague, for as long as she is one
    return {
        Scope.ALL: EVERY,
        Scope.AREA: Q(unit__area=_id(by.area_id)),
        Scope.UNIT: unit,
        Scope.UNIT_OPEN: (unit & ~_protected(by)) | own,
        Scope.OWN: own,
        Scope.RESPONSIBLE: mine,
    }[scope]


def _assigned(by: Actor, functions: list[str]) -> Q:
    mine = _assignments(by).filter(function__in=functions)
    return Q(pk__in=mine.values("case_id"))


def _assignments(by: Actor) -> QuerySet[Assignment]:
    who = 0 if by.must_promise else _id(by.user_id)
    return Assignment.objects.filter(Assignment.active_on(by.today), user=who)


def _broken(by: Actor) -> Q:
    if not by.may(Permission.GLASS_BREAK):
        return NOBODY
    return Q(pk__in=_open(BrokenGlass, by)) & ~_protected(by)


def may_break(by: Actor) -> Q:
    """The cases that the actor may open by breaking the glass: other units', never those of
    protected people, of her family, or of people whose data are restricted or erased.
    """
    open_to_her = reach(by, Permission.CASE_SEE)
    return ~open_to_her & ~_protected(by) & ~_hidden(by) & ~_restricted(by)


def may_look_up(by: Actor) -> Q:
    """The cases of which somebody who gives the number learns that they are there; a machine
    learns of its own unit's alone.
    """
    where = Q(unit=_id(by.unit_id)) if by.role == Role.INTEGRATOR else EVERY
    return where & ~_hidden(by)


def may_be_placed(by: Actor) -> Q:
    """Those of which other units may also learn where they are: it would tell where she lives."""
    return ~_protected(by) & ~_restricted(by)


def _open(model: Any, by: Actor) -> Any:
    return model.objects.filter(model.open_at(by.now), user=_id(by.user_id)).values("case_id")


# --- what takes it away again
def _hidden(by: Actor) -> Q:
    """Erased people are nowhere; one's own and one's family's cases are nowhere for oneself."""
    erased = Q(citizen__erased_at__isnull=False)
    kin = Kin.objects.filter(user=_id(by.user_id)).values("index")
    relatives = PersonIdentifier.objects.filter(index__in=kin)
    return erased | Q(citizen__in=relatives.values("citizen_id"))


def _protected(by: Actor) -> Q:
    in_force = Protection.objects.filter(Protection.in_force_on(by.today))
    return Q(citizen__in=in_force.values("citizen_id"))


def _restricted(by: Actor) -> Q:
    if by.role == SYSTEM:
        return NOBODY  # time goes on
    return Q(citizen__in=Restriction.objects.filter(lifted_at=None).values("citizen_id"))


def _shown(by: Actor, permission: Permission, hides: frozenset[Permission]) -> Q:
    return ~_protected(by) if permission in hides else EVERY


def _id(number: int | None) -> int:
    """That of nobody and nothing for whoever has none."""
    return number or 0


def _true(q: Q) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(q, output_field=BooleanField())
