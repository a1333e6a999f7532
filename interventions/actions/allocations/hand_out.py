"""Planning what a list brought: each case gets a responsible caseworker and its plan."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.actor import Actor
from accounts.models import Unit, User
from cases.actions.assignments import assign_responsible
from cases.actions.kin import not_kin
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.perform import perform
from interventions.queries.people import caseworkers

NOTE = "indlæst"


def plan_imported(
    pks: Iterable[int], unit: Unit, *, by: Actor, responsible: User | None = None
) -> int:
    """Plan those of the cases that are not planned yet; answers how many.

    Without `responsible` they are spread over the unit's caseworkers, each to the one with the
    fewest open cases, ties by user name. Raises NotPossibleError when there is none.
    """
    cases = Case.objects.filter(pk__in=list(pks), state=Case.State.CREATED).order_by("pk")
    if responsible:
        load = {responsible: 0}
    else:
        load = {row.user: row.open_cases for row in caseworkers(unit.pk, by)}
    if cases and not load:
        raise NotPossibleError(
            f"Enheden {unit} har ingen sagsbehandlere, som sagerne kan fordeles til."
        )
    planned = 0
    for case in cases:
        # Nobody gets her own family's case; what only she could have had waits unassigned.
        able = not_kin(load, case.citizen)
        if not able:
            continue
        user = min(able, key=lambda user: (load[user], user.username))
        load[user] += 1
        assign_responsible(case, user, by=by)
        perform(case, "plan", {"effective_on": case.opened_on, "note": NOTE}, by=by)
        planned += 1
    return planned
