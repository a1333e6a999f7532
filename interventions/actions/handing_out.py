"""Many cases handed out at once: a verdict on each, and a refused one stops no other."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.actor import Actor
from accounts.models import User
from accounts.roles import Permission
from cases.access import reach, require_role
from cases.actions.assignments import assign_responsible
from cases.actions.deputies import Verdict, tried
from cases.actions.kin import not_kin
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.queries.people import caseworkers

GONE = "Forløbet findes ikke."


def hand_out(case_ids: Iterable[int], targets: list[User], *, by: Actor) -> list[Verdict]:
    """Each case to the target with the fewest open cases, ties by user name; without targets to
    anybody in the unit who is not away. Each in a savepoint of its own.

    Raises PermissionDenied, NotPossibleError when there is nobody to hand out to.
    """
    require_role(by, Permission.CASE_ASSIGN)
    loads = _loads(targets, by)
    mine = Case.objects.filter(reach(by, Permission.CASE_ASSIGN))
    wanted = list(dict.fromkeys(case_ids))
    cases = mine.select_related("citizen", "responsible").in_bulk(wanted)
    return [
        _one(cases[pk], loads, by) if pk in cases else Verdict(pk, why=GONE)
        for pk in sorted(wanted)  # in one order, so that two lists never wait for each other
    ]


def _loads(targets: list[User], by: Actor) -> dict[User, int]:
    """Open cases of each who may get one."""
    present = caseworkers(by.unit_id or 0, by)
    if not targets:
        found = {load.user: load.open_cases for load in present if not load.away}
    else:
        known = {load.user: load.open_cases for load in present}
        found = {user: known.get(user, 0) for user in targets}
    if not found:
        raise NotPossibleError("Enheden har ingen sagsbehandlere, som sagerne kan fordeles til.")
    return found


def _one(case: Case, loads: dict[User, int], by: Actor) -> Verdict:
    if case.is_ended:
        return Verdict(case.pk, why=f"Forløbet er {case.state_label.lower()}.")
    others = [user for user in loads if user.pk != case.responsible_id]
    if not others:
        return Verdict(case.pk, why=f"{case.responsible} har allerede forløbet.")
    able = not_kin(others, case.citizen) or others
    user = min(able, key=lambda user: (loads[user], user.username))
    verdict = tried(case.pk, user, lambda: assign_responsible(case, user, by=by))
    if verdict.moved:
        loads[user] += 1
        if case.responsible in loads:
            loads[case.responsible] -= 1
    return verdict
