"""Accounts and roles: who may make them, what takes two, and what nobody may."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent, RoleGrant, RoleProposal, User
from cases.models import Assignment
from interventions.models import Answered
from tests.interventions.api.calls import Caller, told
from tests.interventions.desk import turn_clock
from tests.make import assign, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db

ROLES = ["caseworker", "team_lead", "mentor", "manager", "dpo"]
NINA = {"username": "nina", "name": "Nina Holm", "email": "nina@example.com"}
LONG = "en lang sætning om heste"


@pytest.fixture
def admin() -> Caller:
    return Caller(make_user("asta", "admin"))


@pytest.fixture
def anna() -> User:
    return make_user("anna")


def patch(caller: Caller, path: str, data: Any) -> Any:
    return caller.edit(path, data)


def trail(action: str) -> list[tuple[str, str, list[str]]]:
    rows = AuditEvent.objects.filter(action=action, outcome="allow")
    return [(row.actor, row.resource_id, row.fields) for row in rows]


# What each act is asked by, and the address at which it is made.
ACTS = {
    "user_create": ("users/", NINA),
    "user_disable": ("users/{anna}/disable/", {}),
    "mfa_reset": ("users/{anna}/reset-second-factor/", {}),
    "terminate_sessions": ("users/{anna}/end-sessions/", {}),
    "assign_role_ordinary": ("users/{anna}/roles/", {"role": "team_lead", "unit": "NORD"}),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_administrator_does_it_and_the_trail_says_so(
    admin: Caller, anna: User, act: str
) -> None:
    address, data = ACTS[act]
    assert admin.post(address.format(anna=anna.pk), data).status_code == 200
    assert [actor for actor, _, _ in trail(act)] == ["asta"]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_does_it_and_nothing_changes(anna: User, act: str, role: str) -> None:
    address, data = ACTS[act]
    caller = Caller(make_user("x", role))
    before = list(User.objects.values()), list(RoleGrant.objects.values())
    for pk in (anna.pk, 987654321):
        answer = caller.post(address.format(anna=pk), data)
        assert told(answer) == (403, "forbidden")
    assert (list(User.objects.values()), list(RoleGrant.objects.values())) == before


@pytest.mark.parametrize("role", [*ROLES, "admin"])
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("post", "users/{anna}/impersonate/"),
        ("get", "users/{anna}/impersonate/"),
        ("post", "users/{anna}/password/"),
        ("get", "sessions/"),
    ],
)
def test_what_nobody_may_is_refused_and_written_down(
    anna: User, role: str, method: str, address: str
) -> None:
    caller = Caller(make_user("x", role))
    before = anna.password
    answer = getattr(caller, method)(address.format(anna=anna.pk))
    assert told(answer) == (403, "forbidden")
    anna.refresh_from_db()
    assert anna.password == before
    last = AuditEvent.objects.latest("pk")
    assert (last.actor, last.outcome) == ("x", "deny")


# --- making, changing, choosing a password


def test_a_new_user_has_no_role_and_chooses_her_own_password_once(admin: Caller) -> None:
    answer = admin.post("users/", NINA).json()
    nina = User.objects.get(username="nina")
    assert not nina.has_usable_password()
    assert not nina.grants.exists()
    link = answer["password_link"].removeprefix("http://testserver")
    browser = Client()
    assert browser.get(link).status_code == 200
    two = {"new_password1": LONG, "new_password2": LONG}
    assert browser.post(link, two).status_code == 302
    nina.refresh_from_db()
    assert nina.check_password(LONG)
    assert browser.get(link).status_code == 404
    assert browser.post(link, two).status_code == 404
    assert trail("password.choose") == [("nina", str(nina.pk), ["password"])]


@pytest.mark.parametrize("bad", ["kort", "nina@example.com"])
def test_a_weak_password_is_refused_and_the_link_still_works(admin: Caller, bad: str) -> None:
    link = admin.post("users/", NINA).json()["password_link"]
    answer = Client().post(link, {"new_password1": bad, "new_password2": bad})
    assert answer.status_code == 422
    assert Client().get(link).status_code == 200


def test_a_link_dies_after_a_day_by_a_newer_one_and_with_the_account(
    admin: Caller, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link() -> str:
        asta = Caller(User.objects.get(username="asta"))
        made: str = asta.post(f"users/{anna.pk}/password-link/").json()["password_link"]
        return made

    old, new = link(), link()
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    turn_clock(monkeypatch, "2024-05-07T10:59:59+00:00")
    assert Client().get(new).status_code == 200
    turn_clock(monkeypatch, "2024-05-07T11:00:00+00:00")
    assert Client().get(new).status_code == 404
    last = link()
    Caller(User.objects.get(username="asta")).post(f"users/{anna.pk}/disable/")
    assert Client().get(last).status_code == 404


def test_a_link_to_an_account_in_use_opens_when_a_second_administrator_agrees(
    admin: Caller, anna: User
) -> None:
    anna.set_password("en-lang-kode-2026")
    anna.save()
    made = admin.post(f"users/{anna.pk}/password-link/").json()
    assert made["awaits_second"] is True
    agree, page = f"users/{anna.pk}/password-link/agree/", f"/brugere/{anna.pk}/link/godkend/"
    assert Client().get(made["password_link"]).status_code == 404
    assert told(admin.post(agree)) == (403, "forbidden")
    assert admin.client.post(page).status_code == 403
    second = Caller(make_user("bo", "admin"))
    shown = second.client.get(f"/brugere/{anna.pk}/").content.decode()
    assert "venter på en anden administrator" in shown
    assert second.client.post(page).status_code == 302
    assert told(second.post(agree)) == (409, "not_possible")
    assert Client().get(made["password_link"]).status_code == 200
    assert trail("password_link_agree") == [("bo", str(anna.pk), [])]


def test_nobody_agrees_to_a_link_to_her_own_account(admin: Caller) -> None:
    bo = make_user("bo", "admin")
    bo.set_password("en-lang-kode-2026")
    bo.save()
    admin.post(f"users/{bo.pk}/password-link/")
    assert told(Caller(bo).post(f"users/{bo.pk}/password-link/agree/")) == (403, "forbidden")


def test_a_user_name_is_taken_whatever_its_letters(admin: Caller, anna: User) -> None:
    answer = admin.post("users/", NINA | {"username": "ANNA"})
    assert told(answer) == (409, "not_possible")


FORBIDDEN_KEYS = [
    "is_staff", "is_superuser", "groups", "role", "unit_id", "mfa_enrolled", "is_active",
    "password", "username", "sessions_ended", "id",
]  # fmt: skip


@pytest.mark.parametrize("key", FORBIDDEN_KEYS)
@pytest.mark.parametrize("role", ["caseworker", "mentor", "manager"])
def test_nobody_gives_herself_more_by_a_key_in_the_body(role: str, key: str) -> None:
    user = make_user("x", role)
    caller = Caller(user)
    before = User.objects.filter(pk=user.pk).values().get(), list(RoleGrant.objects.values())
    answer = patch(caller, "me/", {"email": "ny@example.com", key: 1})
    assert told(answer) == (400, "invalid")
    after = User.objects.filter(pk=user.pk).values().get(), list(RoleGrant.objects.values())
    assert after == before


def test_she_corrects_her_own_e_mail(anna: User) -> None:
    assert patch(Caller(anna), "me/", {"email": "anna@example.com"}).status_code == 200
    anna.refresh_from_db()
    assert anna.email == "anna@example.com"
    assert trail("user_change") == [("anna", str(anna.pk), ["email"])]


@pytest.mark.parametrize("key", ["password", "username", "is_active", "role", "sessions_ended"])
def test_an_administrator_corrects_name_and_e_mail_and_no_more(
    admin: Caller, anna: User, key: str
) -> None:
    assert told(patch(admin, f"users/{anna.pk}/", {key: "x"})) == (400, "invalid")
    assert patch(admin, f"users/{anna.pk}/", {"name": "Anna Lund"}).json()["name"] == "Anna Lund"


# --- sessions and closing


@pytest.mark.parametrize("act", ["end-sessions", "reset-second-factor", "disable"])
def test_her_sessions_end_at_her_next_click(admin: Caller, anna: User, act: str) -> None:
    hers, others = Caller(anna), Caller(make_user("bodil"))
    assert hers.get("me/").status_code == 200
    assert admin.post(f"users/{anna.pk}/{act}/").status_code == 200
    assert hers.get("me/").status_code == 401
    assert others.get("me/").status_code == 200


def test_who_has_cases_is_not_closed_and_their_numbers_are_told(admin: Caller, anna: User) -> None:
    case = make_case("2024-02-05", active=True, caseworker=anna)
    answer = admin.post(f"users/{anna.pk}/disable/")
    assert told(answer) == (409, "not_possible")
    assert f"{case.pk} (NORD)" in answer.json()["detail"]
    assert "Haddad" not in answer.content.decode()
    anna.refresh_from_db()
    assert anna.is_active


def test_who_has_a_function_on_a_case_is_not_closed_before_it_ends(
    admin: Caller, anna: User
) -> None:
    case, bodil = make_case("2024-02-05", active=True, caseworker=anna), make_user("bodil")
    assign(case, bodil, "health_coordinator", "2024-03-01")
    assert told(admin.post(f"users/{bodil.pk}/disable/")) == (409, "not_possible")
    Assignment.objects.filter(user=bodil).update(to_on="2024-05-06")
    assert admin.post(f"users/{bodil.pk}/disable/").status_code == 200


def test_a_closed_user_is_opened_again_with_the_roles_that_run(admin: Caller, anna: User) -> None:
    admin.post(f"users/{anna.pk}/disable/")
    assert told(admin.post(f"users/{anna.pk}/disable/")) == (409, "not_possible")
    assert admin.post(f"users/{anna.pk}/enable/").json()["is_active"] is True
    anna.refresh_from_db()
    assert Caller(anna).get("me/").json()["role"] == "caseworker"


def test_an_administrator_does_not_close_herself(admin: Caller) -> None:
    asta = User.objects.get(username="asta")
    assert told(admin.post(f"users/{asta.pk}/disable/")) == (403, "forbidden")


# --- roles


@pytest.mark.parametrize("role", ["admin", "dpo"])
def test_one_administrator_alone_gives_no_privileged_role(
    admin: Caller, anna: User, role: str
) -> None:
    answer = admin.post(f"users/{anna.pk}/roles/", {"role": role})
    assert told(answer) == (403, "forbidden")
    assert [g.role for g in anna.grants.all()] == ["caseworker"]


@pytest.mark.parametrize("role", ["caseworker", "team_lead", "mentor", "manager", "admin", "dpo"])
def test_nobody_gives_herself_a_role(admin: Caller, role: str) -> None:
    asta = User.objects.get(username="asta")
    for address in ("roles", "role-proposals"):
        data = {"role": role, "unit": "NORD"}
        if address == "role-proposals":
            data = {"role": role, "reason": "x"}
        answer = admin.post(f"users/{asta.pk}/{address}/", data)
        assert answer.status_code in (403, 400), answer.content
    assert [g.role for g in asta.grants.all()] == ["admin"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"role": "integrator", "unit": "NORD"}, "role"),
        ({"role": "caseworker"}, "unit"),
        ({"role": "manager"}, "area"),
        ({"role": "manager", "area": "CBSI", "unit": "NORD"}, "unit"),
        ({"role": "caseworker", "unit": "NORD", "area": "CBSI"}, "area"),
        ({"role": "caseworker", "unit": "NOWHERE"}, "unit"),
        ({"role": "caseworker", "unit": "NORD", "from_on": "2020-01-01"}, "from_on"),
    ],
)
def test_a_role_has_the_place_that_it_needs(
    admin: Caller, anna: User, data: Any, field: str
) -> None:
    answer = admin.post(f"users/{anna.pk}/roles/", data)
    assert told(answer) == (400, "invalid")
    assert field in answer.json()["errors"]


def test_two_administrators_give_a_privileged_role(admin: Caller, anna: User) -> None:
    proposed = admin.post(
        f"users/{anna.pk}/role-proposals/", {"role": "dpo", "reason": "Ny rådgiver"}
    )
    assert proposed.status_code == 201
    pk = proposed.json()["id"]
    yes = {"approve": "yes"}
    assert told(admin.post(f"role-proposals/{pk}/decide/", yes)) == (403, "forbidden")
    other = Caller(make_user("bo", "admin"))
    assert [p["user"] for p in other.get("role-proposals/").json()["results"]] == ["anna"]
    assert other.post(f"role-proposals/{pk}/decide/", yes).json()["outcome"] == "approved"
    assert [g.role for g in anna.grants.all()] == ["caseworker", "dpo"]
    assert trail("assign_role_privileged") == [("bo", str(anna.pk), ["dpo"])]
    assert told(other.post(f"role-proposals/{pk}/decide/", yes)) == (404, "not_found")


def test_whoever_would_get_the_role_does_not_decide(admin: Caller) -> None:
    bo = make_user("bo", "admin")
    make_user("asta", "admin")
    RoleGrant.objects.filter(user=bo, role="admin").update(to_on=None)
    proposal = RoleProposal.objects.create(
        user=bo, role="dpo", reason="x", proposed_by=User.objects.get(username="asta"),
        proposed_at="2024-05-06T10:00Z",
    )  # fmt: skip
    answer = Caller(bo).post(f"role-proposals/{proposal.pk}/decide/", {"approve": "yes"})
    assert told(answer) == (403, "forbidden")


def test_a_refused_proposal_gives_nothing(admin: Caller, anna: User) -> None:
    pk = admin.post(f"users/{anna.pk}/role-proposals/", {"role": "admin", "reason": "x"}).json()[
        "id"
    ]
    other = Caller(make_user("bo", "admin"))
    other.post(f"role-proposals/{pk}/decide/", {"approve": "no"})
    assert [g.role for g in anna.grants.all()] == ["caseworker"]


def test_administrator_and_data_protection_officer_are_never_one_person(admin: Caller) -> None:
    bo = make_user("bo", "admin")
    answer = admin.post(f"users/{bo.pk}/role-proposals/", {"role": "dpo", "reason": "x"})
    assert told(answer) == (409, "not_possible")


def test_a_role_ends_today_but_not_while_cases_hang_on_it(admin: Caller, anna: User) -> None:
    make_unit("SYD")
    admin.post(f"users/{anna.pk}/roles/", {"role": "team_lead", "unit": "SYD"})
    case = make_case("2024-02-05", active=True, caseworker=anna)
    caseworker, lead = anna.grants.order_by("pk")
    assert told(admin.post(f"role-grants/{caseworker.pk}/end/")) == (409, "not_possible")
    assert admin.post(f"role-grants/{lead.pk}/end/").status_code == 200
    assert [g.role for g in anna.grants.all()] == ["caseworker"]  # it never held a whole day
    Assignment.objects.filter(case=case).update(to_on="2024-05-06")
    type(case).objects.filter(pk=case.pk).update(responsible=make_user("bodil"))
    answer = admin.post(f"role-grants/{caseworker.pk}/end/").json()
    assert [role["to_on"] for role in answer["roles"]] == ["2024-05-06"]


def test_the_list_of_users_shows_roles_and_no_citizen(admin: Caller, anna: User) -> None:
    make_case("2024-02-05", active=True, caseworker=anna)
    rows = admin.get("users/").json()["results"]
    assert [(r["username"], r["roles"][0]["role"], r["roles"][0]["unit"]) for r in rows] == [
        ("anna", "caseworker", "NORD"),
        ("asta", "admin", None),
    ]
    assert set(rows[0]) == {"id", "username", "name", "email", "is_active", "roles"}


def test_no_answer_with_a_secret_is_kept_for_a_repeated_key(admin: Caller, anna: User) -> None:
    new = {"name": "x", "unit": "NORD", "scopes": ["reports.read"], "expires_on": "2024-06-01"}
    hook = {"name": "x", "unit": "NORD", "kinds": ["case.opened"], "url": "https://a.example.com/"}
    asked = [
        ("users/", NINA), (f"users/{anna.pk}/password-link/", {}), ("tokens/", new),
        ("webhooks/", hook),
    ]  # fmt: skip
    for number, (address, data) in enumerate(asked):
        answer = admin.post(address, data, **{"Idempotency-Key": f"key-{number}"})
        assert answer.status_code in (200, 201), answer.content
    assert not Answered.objects.exists()
