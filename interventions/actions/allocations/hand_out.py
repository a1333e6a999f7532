"""Planning what a list brought: each case gets a responsible caseworker and its plan."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from accounts.actor import Actor
from accounts.models import Kin, Unit, User
from accounts.queries import users_in_unit
from accounts.roles import Role
from accounts.wall import beyond
from cases.actions.assignments import assign_responsible
from cases.actions.kin import is_kin
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.perform import perform

NOTE = "indlæst"


def plan_imported(
    pks: Iterable[int], unit: Unit, *, by: Actor, responsible: User | None = None
) -> int:
    """Plan those of the cases that are not planned yet; answers how many.

    Without `responsible` they are spread over the unit's caseworkers, each to the one with the
    fewest open cases, ties by user name. Raises NotPossibleError when there is none.
    """
    cases = Case.objects.filter(pk__in=list(pks), state=Case.State.CREATED).order_by("pk")
    load = {responsible: 0} if responsible else _load(unit, by)
    if cases and not load:
        raise NotPossibleError(
            f"Enheden {unit} har ingen sagsbehandlere, som sagerne kan fordeles til."
        )
    planned = 0
    careful = set(Kin.objects.filter(user__in=load).values_list("user_id", flat=True))
    for case in cases:
        # Nobody gets her own family's case; what only she could have had waits unassigned.
        able = [u for u in load if u.pk not in careful or not is_kin(u, case.citizen)]
        if not able:
            continue
        user = min(able, key=lambda user: (load[user], user.username))
        load[user] += 1
        assign_responsible(case, user, by=by)
        perform(case, "plan", {"effective_on": case.opened_on, "note": NOTE}, by=by)
        planned += 1
    return planned


def _load(unit: Unit, by: Actor) -> dict[User, int]:
    """Open cases of each caseworker in the unit today."""
    users = users_in_unit(unit.pk, Role.CASEWORKER, by.now)
    counted = (
        Case.objects.filter(responsible__in=users)
        .exclude(state__in=Case.ENDED)
        .values_list("responsible")
        .annotate(n=Count("pk"))
    )
    with beyond():  # how many there are, also in another unit of hers
        open_cases = dict(counted.order_by())
    return {user: open_cases.get(user.pk, 0) for user in users}
