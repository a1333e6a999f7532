"""Who acts, in which role, and until when: grants are dated in Copenhagen."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.actor import system
from accounts.grants import (
    FUNCTION_GRANTS,
    GLASS_GRANTS,
    GRANTS,
    TOKEN_SCOPES,
    functions_granting,
)
from accounts.localtime import read_date
from accounts.models import RoleGrant, User
from accounts.queries import NoRoleError, actor_for, actor_named, grants_of, users_in_unit
from accounts.roles import SYSTEM, Permission, Role
from tests.make import at, make_unit, make_user

P = Permission


def granted(from_on: str, to_on: str | None, role: str = "caseworker", **where: Any) -> User:
    user, _ = User.objects.get_or_create(username="ida", defaults={"name": "Ida"})
    RoleGrant.objects.create(
        user=user, role=role, from_on=date.fromisoformat(from_on),
        to_on=to_on and date.fromisoformat(to_on), **(where or {"unit": make_unit()}),
    )  # fmt: skip
    return user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "held"),
    [
        ("2024-06-30T21:59:59+00:00", False),
        ("2024-06-30T22:00:00+00:00", True),  # midnight in Copenhagen
        ("2024-12-31T22:59:59+00:00", True),
        ("2024-12-31T23:00:00+00:00", False),
    ],
)
def test_a_role_runs_from_its_first_day_up_to_its_last(moment: str, held: bool) -> None:
    user = granted("2024-07-01", "2025-01-01")
    assert bool(grants_of(user, at(moment))) is held
    if held:
        assert actor_for(user, at(moment)).role == "caseworker"
    else:
        with pytest.raises(NoRoleError, match="Brugeren ida har ingen rolle i dag"):
            actor_for(user, at(moment))


@pytest.mark.django_db
def test_an_actor_carries_unit_area_and_clock() -> None:
    unit = make_unit("NORD", "CBSI")
    by = actor_for(make_user("anna", unit=unit), at("2024-02-29T23:30:00+00:00"), request_id="r1")
    assert (by.username, by.name, by.role) == ("anna", "Anna", "caseworker")
    assert (by.unit_id, by.area_id, by.request_id) == (unit.pk, unit.area_id, "r1")
    assert by.today == date(2024, 3, 1)
    assert by.at(at("2024-02-29")).today == date(2024, 2, 29)


@pytest.mark.django_db
def test_a_manager_has_an_area_and_no_unit() -> None:
    unit = make_unit("NORD", "CBSI")
    by = actor_for(make_user("leo", "manager", unit), at("2024-02-05"))
    assert (by.unit_id, by.area_id) == (None, unit.area_id)


@pytest.mark.django_db
def test_the_chosen_grant_counts_and_another_persons_does_not() -> None:
    user = granted("2020-01-01", None)
    granted("2020-01-01", None, "team_lead")
    other = make_user("leo", "manager").grants.get()
    lead = user.grants.get(role="team_lead")
    assert actor_for(user, at("2024-02-05"), grant_id=lead.pk).role == "team_lead"
    assert actor_for(user, at("2024-02-05"), grant_id=other.pk).role == "caseworker"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "told"),
    [("nobody", "Der findes ingen bruger med navnet nobody"), ("ida", "har ingen rolle i dag")],
)
def test_a_command_in_nobodys_name_is_refused(username: str, told: str) -> None:
    user = granted("2020-01-01", None)
    user.is_active = False
    user.save()
    with pytest.raises(NoRoleError, match=told):
        actor_named(username, at("2024-02-05"))


@pytest.mark.django_db
def test_the_unit_lists_its_active_caseworkers_of_the_day() -> None:
    nord, syd = make_unit("NORD"), make_unit("SYD")
    for name in ("dorthe", "bo"):
        make_user(name, unit=nord)
    make_user("anna", unit=syd)
    make_user("tove", "team_lead", nord)
    closed = make_user("carl", unit=nord)
    closed.is_active = False
    closed.save()
    granted("2024-03-01", None, unit=nord)
    found = users_in_unit(nord.pk, Role.CASEWORKER, at("2024-02-29"))
    assert [user.username for user in found] == ["bo", "dorthe"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "where", "fits"),
    [
        ("caseworker", "unit", True),
        ("caseworker", "area", False),
        ("manager", "area", True),
        ("manager", "unit", False),
        ("mentor", "unit", True),
        ("admin", "nowhere", True),
        ("dpo", "nowhere", True),
        ("team_lead", "nowhere", False),
    ],
)
def test_the_database_asks_for_the_place_that_a_role_needs(
    role: str, where: str, fits: bool
) -> None:
    unit = make_unit()
    places: dict[str, Any] = {"unit": {"unit": unit}, "area": {"area": unit.area}, "nowhere": {}}
    user = User.objects.create(username="ida")
    grant = RoleGrant(user=user, role=role, from_on=date(2024, 1, 2), **places[where])
    if fits:
        grant.save()
        return
    with pytest.raises(IntegrityError, match="grant_has_the_place"), transaction.atomic():
        grant.save()


def test_the_system_is_nobody() -> None:
    by = system(at("2024-02-05"))
    assert (by.username, by.user_id, by.unit_id) == ("system", None, None)
    with pytest.raises(TypeError, match="system is no person"):
        _ = by.person


# --- the matrix


def test_every_permission_is_held_by_somebody() -> None:
    by_role = {permission for granted in GRANTS.values() for permission in granted}
    by_function = {p for _, permissions in FUNCTION_GRANTS.values() for p in permissions}
    by_token = {permission for granted in TOKEN_SCOPES.values() for permission in granted}
    assert by_role | by_function | by_token | GLASS_GRANTS == set(Permission)


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        (Role.MENTOR, set()),
        (Role.MANAGER, {P.REPORT_FIGURES}),
        (Role.ADMIN, {P.USERS_KEEP, P.RULES_KEEP, P.TOKENS_KEEP}),
        (Role.DPO, {P.GLASS_REVIEW, P.CPR_LOOK_UP, P.RESTRICT, P.CONFLICTS_SEE}),
        (Role.INTEGRATOR, set()),
    ],
)
def test_a_role_that_works_on_no_case_holds_little(role: Role, permissions: set[P]) -> None:
    assert set(GRANTS[role]) == permissions


def test_what_only_a_lead_decides_no_caseworker_may() -> None:
    lead_only = set(GRANTS[Role.TEAM_LEAD]) - set(GRANTS[Role.CASEWORKER])
    assert lead_only == {
        P.CASE_ASSIGN, P.CASE_REOPEN, P.STEP_REOPEN, P.PLAN_APPROVE, P.DECIDE_APPROVAL,
        P.ALLOCATIONS_IMPORT, P.REPORT_FIGURES, P.GLASS_REVIEW, P.UNIT_TRANSFER,
        P.PROTECTION_END, P.CITIZENS_MERGE, P.CITIZENS_EXPORT,
    }  # fmt: skip
    assert set(GRANTS[Role.CASEWORKER]) - set(GRANTS[Role.TEAM_LEAD]) == {P.STAND_IN_TAKE}


def test_only_time_makes_the_moves_of_time_and_time_sees_nothing_restricted() -> None:
    assert [role for role, granted in GRANTS.items() if P.TIME_MOVE in granted] == [SYSTEM]
    assert not {P.HEALTH_SEE, P.SOCIAL_CONTROL_SEE, P.ADDRESS_SEE} & set(GRANTS[SYSTEM])


@pytest.mark.parametrize(
    ("role", "permission", "functions"),
    [
        ("mentor", P.CASE_SEE, ["mentor"]),
        ("mentor", P.CASE_MOVE, []),
        ("caseworker", P.HEALTH_MOVE, ["health_coordinator"]),
        ("caseworker", P.PLACEMENT_MOVE, ["company_consultant"]),
        ("caseworker", P.PLACEMENT_AGREE, []),  # the consultant moves all but »agree«
        ("team_lead", P.HEALTH_MOVE, []),
        (SYSTEM, P.CASE_SEE, []),
    ],
)
def test_functions_give_what_decisions_say(
    role: str, permission: Permission, functions: list[str]
) -> None:
    assert functions_granting(role, permission) == functions


# --- dates as commands are given them


@pytest.mark.parametrize("text", ["2024-02-29", "29-02-2024", " 29-02-2024 "])
def test_a_date_is_read_in_both_ways(text: str) -> None:
    assert read_date(text) == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["", "2023-02-29", "29-02-24", "29/02/2024", "20240229", "i dag"])
def test_what_is_no_date_is_refused_with_both_ways(text: str) -> None:
    with pytest.raises(ValueError, match="åååå-mm-dd eller dd-mm-åååå"):
        read_date(text)
