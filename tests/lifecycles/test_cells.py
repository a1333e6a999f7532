"""Every state × person × move has a decided cell (shared decisions §1), and perform keeps to it.

WHO says, for each person, which moves she may make on a case of the unit NORD whose responsible
caseworker is Anna. What is not in it is forbidden (403), or, for who cannot see the case at all,
looks as if it were not there (404).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actor import Actor, system
from accounts.models import AuditEvent, User
from cases.access import OutOfReachError
from cases.errors import NotPossibleError
from cases.models import Case, Event
from interventions.actions.perform import perform
from tests.lifecycles.driver import (
    OPENED,
    again,
    case_of,
    data_for,
    drive,
    new_row,
    next_day,
    undone,
)
from tests.lifecycles.table import LIVES
from tests.make import actor, assign, at, make_unit, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

May = Callable[[str, str], bool]

CONCERN = "SocialControlConcern"
APPROVED = {("Case", "cancel"), (CONCERN, "find_unfounded")}
# Moves of who began it alone; Mia has asked for everything here.
PERSONAL = {("Request", "withdraw"): "mia"}
TIME = ("lapse", "expire")
PLACEMENT_SIDE = ("CompanyPlacement", "Goal", "WorkplaceDanish")


def nothing(_kind: str, _move: str) -> bool:
    return False


def casework(kind: str, move: str) -> bool:
    """All but what time makes, what a team lead must do, and what is an adviser's alone."""
    return move not in (*TIME, "reopen", "approve_plan") and kind != CONCERN


def leading(kind: str, move: str) -> bool:
    return move not in TIME and kind != CONCERN


def advice(kind: str, move: str) -> bool:
    return kind == CONCERN and move != "lapse"


def asking(kind: str, move: str) -> bool:
    """A mentor makes no moves of a case; she may take back what she has asked for herself."""
    return (kind, move) in PERSONAL


def companies(kind: str, move: str) -> bool:
    if kind == "AsylumCentreTalk":
        return move != "lapse"
    return kind in PLACEMENT_SIDE and move not in ("lapse", "agree")


def health(kind: str, move: str) -> bool:
    return kind == "HealthAssessment" and move != "lapse"


def machinery(kind: str, move: str) -> bool:
    """What commands and time do: the moves of a case but a team lead's, and lapses."""
    return move in TIME or (kind == "Case" and move not in ("reopen", "approve_plan"))


# name: role, unit of the role, function on the case, what she may
WHO: dict[str, tuple[str, str, str, May]] = {
    "anna": ("caseworker", "NORD", "", casework),
    "leth": ("team_lead", "NORD", "", leading),
    "naboen": ("caseworker", "NORD", "", nothing),
    "vera": ("caseworker", "NORD", "company_consultant", companies),
    "hans": ("caseworker", "NORD", "health_coordinator", health),
    "fie": ("caseworker", "NORD", "family_caseworker", nothing),
    "sofus": ("caseworker", "NORD", "social_control_adviser", advice),
    "viggo": ("caseworker", "SYD", "company_consultant", companies),
    "mia": ("mentor", "NORD", "mentor", asking),
    "mads": ("mentor", "NORD", "", nothing),
    "syd": ("caseworker", "SYD", "", nothing),
    "lars": ("team_lead", "SYD", "", nothing),
    "chefen": ("manager", "NORD", "", nothing),
    "admin": ("admin", "NORD", "", nothing),
    "dpo": ("dpo", "NORD", "", nothing),
    "maskinen": ("integrator", "NORD", "", nothing),
}
# Their roles see cases, but not this one: 404. Those that see no case at all: 403.
OUT_OF_REACH = {"syd", "lars", "mads"}


@pytest.fixture(scope="module")
def users(kept: Kept) -> dict[str, User]:
    return {
        name: kept(make_user(name, role, make_unit(unit)))
        for name, (role, unit, _, _) in WHO.items()
    }


def people(users: dict[str, User], case: Case, on: date) -> dict[str, tuple[Actor, May]]:
    found = {"system": (system(at(on)), machinery)}
    for name, (_, _, function, may) in WHO.items():
        if function:
            assign(case, users[name], function, OPENED)
        found[name] = (actor(users[name], on), may)
    return found


def expected(kind: str, state: str, move: str, who: str, may: May) -> str:
    if not may(kind, move):
        return "out of reach" if who in OUT_OF_REACH else "forbidden"
    target = LIVES[kind].target(state, move)
    if target is None or PERSONAL.get((kind, move), who) != who:
        return "not possible"
    return "needs approval" if (kind, move) in APPROVED else target


def tried(row: Any, move: str, data: dict[str, Any], by: Actor) -> str:
    """What comes of the move."""
    try:
        return str(perform(row, move, data, by=by).state)
    except NotPossibleError as refusal:
        return "needs approval" if "skal godkendes" in str(refusal) else "not possible"
    except PermissionDenied:
        return "forbidden"
    except OutOfReachError:
        return "out of reach"


def written(row: Any) -> tuple[object, ...]:
    fresh = again(row)
    return (fresh.state, fresh.version, Event.objects.count(), AuditEvent.objects.count())


@pytest.mark.parametrize("kind", LIVES)
def test_every_cell_is_as_decided_and_a_refusal_writes_nothing(kind, users, subtests):
    first = new_row(kind)
    for state in LIVES[kind].states:
        with subtests.test(state=state), undone():
            as_decided(drive(again(first), state), users)


def as_decided(row: Any, users: dict[str, User]) -> None:
    """Only what somebody may can be made, and has to be taken back."""
    on = next_day(row)
    everybody = people(users, case_of(row), on)
    data = {move: data_for(row, move, on) for move in LIVES[row.kind].moves}
    before = written(row)
    for who, (by, may) in everybody.items():
        got = {}
        for move, typed in data.items():
            with undone() if may(row.kind, move) else nullcontext():
                got[move] = tried(row, move, typed, by)
        want = {move: expected(row.kind, row.state, move, who, may) for move in data}
        assert (who, got) == (who, want)
    assert written(row) == before
