"""Which cases a person reaches: filter and check say the same, and access ends at midnight."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import Actor, system
from accounts.grants import FUNCTION_GRANTS, GRANTS
from accounts.models import User
from accounts.roles import Function, Permission, Role
from cases.access import OutOfReachError, held_on, reach, reaches, require, require_role
from cases.models import Assignment, Case
from cases.queries import get_case, visible_cases, visible_needs
from tests.make import actor, assign, at, make_case, make_unit, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

P = Permission
DAY = date(2024, 5, 15)


class World:
    """Two areas with three units; in each one user for every role, and two cases."""

    def __init__(self) -> None:
        nord, syd = make_unit("NORD", "CBSI"), make_unit("SYD", "CBSI")
        amager = make_unit("AMAGER", "VEST")
        self.units = [nord, syd, amager]
        self.users: list[User] = []
        self.cases: list[Case] = []
        for unit in self.units:
            for role in Role:
                user = make_user(f"{role}-{unit.code}".lower(), role, unit)
                self.users.append(user)
                if role == Role.CASEWORKER:
                    self.cases.append(make_case("2024-01-10", unit=unit, caseworker=user))
            self.cases.append(make_case("2024-01-10", unit=unit, plan=False))

    def actors(self, day: date) -> list[Actor]:
        return [*(actor(user, day) for user in self.users), system(at(day))]

    def user(self, name: str) -> User:
        (found,) = [user for user in self.users if user.username == name]
        return found


@pytest.fixture(scope="module")
def world(kept: Kept) -> World:
    world = World()
    world.cases = [kept(case) for case in world.cases]
    return world


@pytest.fixture
def case(world: World) -> Case:
    """In NORD, of its caseworker."""
    return world.cases[0]


def reached(by: Actor, permission: Permission) -> set[int]:
    return set(Case.objects.filter(reach(by, permission, one=True)).values_list("pk", flat=True))


def differences(world: World, by: Actor) -> list[tuple[Any, ...]]:
    """Where the two answers differ for one actor."""
    held = {case.pk: held_on(by, case) for case in world.cases}
    found = []
    for permission in Permission:
        as_filter = reached(by, permission)
        for case in world.cases:
            if (case.pk in as_filter) != (permission in held[case.pk]):
                found.append((by.username, str(permission), case.pk, case.pk in as_filter))
    return found


def test_filter_and_check_agree_for_every_role_and_permission(world: World) -> None:
    assert [d for by in world.actors(DAY) for d in differences(world, by)] == []


DATES = st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3))
FUNCTIONS = sorted(FUNCTION_GRANTS)
ONE_ASSIGNMENT = st.tuples(
    st.integers(0, 5),  # whose case
    st.integers(0, 5),  # a caseworker or mentor
    st.sampled_from(FUNCTIONS),
    DATES,
    st.one_of(st.none(), st.integers(0, 4)),
)


def test_filter_and_check_agree_for_every_assignment(world: World) -> None:
    people = [u for u in world.users if u.username.startswith(("caseworker", "mentor"))]

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(ONE_ASSIGNMENT, min_size=1, max_size=4), DATES)
    def agree(assignments: list[tuple[int, int, str, date, int | None]], day: date) -> None:
        with transaction.atomic():
            for case, person, function, first, length in assignments:
                Assignment.objects.create(
                    case=world.cases[case], user=people[person], function=function,
                    from_on=first, to_on=None if length is None else first + timedelta(length),
                )  # fmt: skip
            chosen = {person for _, person, *_ in assignments}
            found = [differences(world, actor(people[person], day)) for person in chosen]
            transaction.set_rollback(True)
        assert found == [[] for _ in chosen]

    agree()


EVERYONE_SEES = {
    # role: how many of the six cases (two in each of three units) she sees
    Role.CASEWORKER: 2,
    Role.TEAM_LEAD: 2,
    Role.MENTOR: 0,
    "system": 6,
}


def test_a_role_sees_so_many_cases_and_no_more(world: World) -> None:
    for by in world.actors(DAY):
        assert len(reached(by, P.CASE_SEE)) == EVERYONE_SEES.get(by.role, 0), by.username


def test_a_manager_reads_figures_of_her_area_and_sees_no_case(world: World) -> None:
    leader = next(by for by in world.actors(DAY) if by.username == "manager-nord")
    units = {case.unit.code for case in world.cases if reaches(leader, P.REPORT_FIGURES, case)}
    assert units == {"NORD", "SYD"}
    with pytest.raises(PermissionDenied):
        visible_cases(leader)


@pytest.mark.parametrize(
    ("who", "permission", "answer"),
    [
        ("anna", P.CASE_SEE, "yes"),
        ("anna", P.CASE_MOVE, "yes"),
        ("anna", P.CASE_ASSIGN, "403"),  # her role never may
        ("bente", P.CASE_SEE, "yes"),  # same unit
        ("bente", P.CASE_MOVE, "403"),  # she sees it, but it is not hers
        ("carl", P.CASE_SEE, "404"),  # another unit
        ("carl", P.CASE_MOVE, "404"),
        ("carl", P.CASE_ASSIGN, "404"),  # out of reach comes before what his role never may
        ("tove", P.CASE_ASSIGN, "yes"),
        ("mona", P.CASE_SEE, "404"),  # a mentor of others
        ("mona", P.CASE_MOVE, "404"),
        ("mia", P.CASE_SEE, "yes"),  # the case's mentor
        ("mia", P.CASE_MOVE, "403"),
        ("leo", P.CASE_SEE, "403"),  # a role that has nothing to do with cases
        ("adam", P.CASE_SEE, "403"),
        ("dorte", P.CASE_SEE, "403"),
    ],
)
def test_who_lacks_the_permission_is_refused_and_who_lacks_the_case_finds_nothing(
    world: World, case: Case, who: str, permission: Permission, answer: str
) -> None:
    names = {
        "anna": "caseworker-nord",
        "carl": "caseworker-syd",
        "tove": "team_lead-nord",
        "mona": "mentor-nord",
        "leo": "manager-nord",
        "adam": "admin-nord",
        "dorte": "dpo-nord",
    }
    people = {name: world.user(username) for name, username in names.items()}
    people |= {"bente": make_user("bente"), "mia": make_user("mia", "mentor")}
    assign(case, people["mia"], Function.MENTOR, "2024-01-10")
    by = actor(people[who], DAY)
    if answer == "yes":
        require(by, permission, case)
        return
    with pytest.raises({"403": PermissionDenied, "404": OutOfReachError}[answer]):
        require(by, permission, case)


def test_a_case_out_of_reach_looks_like_one_that_never_was(world: World, case: Case) -> None:
    by = actor(world.user("caseworker-syd"), DAY)
    for pk in (case.pk, 10**9):
        with pytest.raises(OutOfReachError) as refused:
            get_case(by, pk)
        assert str(refused.value) == ""


def test_the_role_is_refused_before_the_case_is_looked_up(world: World, case: Case) -> None:
    leader = actor(world.user("manager-nord"), DAY)
    for pk in (case.pk, 10**9):
        with pytest.raises(PermissionDenied):
            get_case(leader, pk)


@pytest.mark.parametrize("role", Role)
def test_what_is_not_about_one_case_asks_the_role_alone(role: Role) -> None:
    by = actor(make_user("x", role), DAY)
    if role in (Role.TEAM_LEAD, Role.CASEWORKER):
        require_role(by, P.CITIZEN_REGISTER)
    else:
        with pytest.raises(PermissionDenied):
            require_role(by, P.CITIZEN_REGISTER)


# --- parts of a case


@pytest.mark.parametrize(
    ("held", "codes"),
    [
        (set(), []),
        ({P.NEEDS_SEE}, ["dansk"]),
        ({P.HEALTH_SEE}, ["sundhed"]),
        ({P.SOCIAL_CONTROL_SEE}, ["social_kontrol"]),
        ({P.NEEDS_SEE, P.HEALTH_SEE}, ["dansk", "sundhed"]),
        ({P.NEEDS_SEE, P.HEALTH_SEE, P.SOCIAL_CONTROL_SEE}, ["dansk", "social_kontrol", "sundhed"]),
    ],
)
def test_needs_are_seen_part_by_part(case: Case, held: set[Permission], codes: list[str]) -> None:
    for code in ("dansk", "sundhed", "social_kontrol"):
        case.citizen.needs.create(code=code, opened_on=DAY)
    assert sorted(need.code for need in visible_needs(case, frozenset(held))) == codes


def test_only_the_roles_of_the_decisions_reach_cases_by_their_role() -> None:
    assert {role for role, granted in GRANTS.items() if P.CASE_SEE in granted} == {
        "caseworker",
        "team_lead",
        "system",
    }
