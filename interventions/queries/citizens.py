"""Citizens: each stands in a list once, by the newest of her cases that the reader may see."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.roles import Permission
from accounts.wall import beyond
from cases.access import OutOfReachError, may_be_placed, may_look_up, reach, require_role
from cases.models import Case, Citizen, PersonIdentifier
from cases.queries import cases_in_reach, find_by_identifier, search, visible_cases

P = Permission


def newest_cases(by: Actor) -> QuerySet[Case]:
    """For lists. A row names a person and who is responsible for her: whoever may not be told
    that, such as a machine, has no list. Raises PermissionDenied.
    """
    require_role(by, P.CARE_SEE)
    return _newest(visible_cases(by))


def found_citizens(by: Actor, typed: str) -> QuerySet[Case]:
    """The newest cases of those whom a search finds, by name. Raises as newest_cases."""
    require_role(by, P.CARE_SEE)
    found = _newest(search(visible_cases(by), typed, by))
    return found.order_by("citizen__search_key", "-pk")


def get_citizen(by: Actor, pk: int) -> Case:
    """The newest case in reach of the citizen with this id.

    Raises PermissionDenied before any look-up, OutOfReachError as for one that never was.
    """
    case = cases_in_reach(by).filter(citizen=pk).order_by("-pk").first()
    if case is None:
        raise OutOfReachError
    return case


def _newest(cases: QuerySet[Case]) -> QuerySet[Case]:
    first = cases.order_by("citizen", "-pk").distinct("citizen").values("pk")
    return Case.objects.filter(pk__in=first)


def looked_up(by: Actor, cpr: str) -> tuple[Citizen, dict[str, object]]:
    """The holder of the number, and what may be told of her: that she is known, and where.

    Nothing but that of people of other units; of the protected and the restricted not even the
    unit, which would tell where they live. Raises PermissionDenied, and OutOfReachError for a
    number that nobody holds, or one of the family.
    """
    require_role(by, P.CPR_LOOK_UP)
    with beyond():  # that she is known and where is all that is told of people out of reach
        return _looked_up(by, find_by_identifier(PersonIdentifier.Type.CPR, cpr))


def _looked_up(by: Actor, citizen: Citizen | None) -> tuple[Citizen, dict[str, object]]:
    cases = Case.objects.filter(may_look_up(by), citizen=citizen).select_related("unit")
    case = cases.order_by("-pk").first()
    if citizen is None or case is None:
        raise OutOfReachError
    own = cases.filter(reach(by, P.CASE_SEE, one=True)).order_by("-pk").first()
    if own is not None:
        unit = own.unit.code
        return citizen, {"known": True, "unit": unit, "citizen": citizen.pk, "case": own.pk}
    if not cases.filter(may_be_placed(by), pk=case.pk).exists():
        return citizen, {"known": True, "contact": "central"}
    return citizen, {"known": True, "unit": case.unit.code}
