"""Signing in and out, closed users, several roles. What is open to a stranger: test_urls.py."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, RoleGrant, User
from tests.make import EARLY, make_unit, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "korrekt-hest-batteri-9"
SIGN_IN, SIGN_OUT, CHOOSE = reverse("sign-in"), reverse("sign-out"), reverse("choose-role")
HOME = reverse("my-cases")
YESTERDAY = date(2001, 1, 2)


@pytest.fixture
def anna() -> User:
    user = make_user("anna")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, username: str = "anna", password: str = PASSWORD) -> Any:
    return client.post(SIGN_IN, {"username": username, "password": password})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def last_row() -> tuple[str, str, str]:
    row = AuditEvent.objects.order_by("-pk")[0]
    return row.action, row.actor, row.outcome


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_a_password_is_kept_as_an_argon2_hash(anna: User) -> None:
    assert identify_hasher(anna.password).algorithm == "argon2"
    assert anna.password.startswith("argon2$argon2id$")
    assert PASSWORD not in anna.password


def test_the_right_password_opens_the_day(client: Client, anna: User) -> None:
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in(client)
    assert last_row() == ("session.sign_in", "anna", "allow")
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize(
    ("username", "password", "actor"),
    [
        ("anna", "forkert", "anna"),
        ("anna", PASSWORD.upper(), "anna"),
        ("nobody", PASSWORD, "ukendt"),
        ("Anna", PASSWORD, "ukendt"),
        ("anna\x00", PASSWORD, "ukendt"),
        ("", "", "ukendt"),
    ],
)
def test_a_wrong_pair_is_refused_and_told(
    client: Client, anna: User, username: str, password: str, actor: str
) -> None:
    response = sign_in(client, username, password)
    assert (response.status_code, signed_in(client)) == (200, False)
    assert last_row() == ("session.sign_in", actor, "deny")


def test_a_wrong_password_an_unknown_and_a_closed_user_read_the_same(
    client: Client, anna: User
) -> None:
    closed = make_user("bente")
    closed.set_password(PASSWORD)
    closed.is_active = False
    closed.save()
    pages = [
        sign_in(client, name, password).context["form"].non_field_errors()
        for name, password in (("anna", "forkert"), ("nobody", "x"), ("bente", PASSWORD))
    ]
    assert pages[0] == pages[1] == pages[2]
    assert "brugernavn og adgangskode" in " ".join(pages[0])


def test_a_user_without_a_role_today_is_told_so(client: Client, anna: User) -> None:
    anna.grants.update(to_on=YESTERDAY)
    response = sign_in(client)
    assert (response.status_code, signed_in(client)) == (200, False)
    assert "har ingen rolle i dag" in text_of(response)
    assert last_row() == ("session.sign_in", "anna", "deny")


def test_a_user_who_is_closed_meanwhile_is_out_at_once(client: Client, anna: User) -> None:
    sign_in(client)
    anna.is_active = False
    anna.save()
    response = client.get(HOME)
    assert (response.status_code, response["Location"]) == (302, f"{SIGN_IN}?next=/")


def test_a_user_whose_role_ended_meanwhile_is_told_and_may_leave(
    client: Client, anna: User
) -> None:
    sign_in(client)
    anna.grants.update(to_on=YESTERDAY)
    response = client.get(HOME)
    assert response.status_code == 403
    assert client.post(SIGN_OUT).status_code == 302
    assert not signed_in(client)


def test_signing_in_gives_the_session_a_new_key(client: Client, anna: User) -> None:
    client.get(SIGN_IN)
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.cookies["forlob"] = before
    sign_in(client)
    assert client.session.session_key != before


def test_one_is_not_sent_to_another_site(client: Client, anna: User) -> None:
    typed = {"username": "anna", "password": PASSWORD, "next": "https://example.org/"}
    assert client.post(SIGN_IN, typed)["Location"] == "/"


def test_a_form_from_elsewhere_is_refused(anna: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403


# --- out


def test_signing_out_is_a_post_and_ends_the_session(client: Client, anna: User) -> None:
    sign_in(client)
    assert client.get(SIGN_OUT).status_code == 405
    assert signed_in(client)
    response = client.post(SIGN_OUT)
    assert (response.status_code, response["Location"]) == (302, SIGN_IN)
    assert not signed_in(client)
    assert last_row() == ("session.sign_out", "anna", "allow")
    assert client.get(HOME).status_code == 302


# --- several roles


@pytest.fixture
def lead_too(anna: User) -> RoleGrant:
    return RoleGrant.objects.create(
        user=anna, role="team_lead", unit=make_unit("SYD"), from_on=EARLY
    )


def role_of(client: Client) -> str:
    return str(client.get(HOME).context["actor"].role)


def test_a_session_holds_one_role_and_changes_it_on_request(
    client: Client, anna: User, lead_too: RoleGrant
) -> None:
    sign_in(client)
    assert role_of(client) == "caseworker"
    assert [g.pk for g in client.get(CHOOSE).context["grants"]] == [
        anna.grants.get(role="caseworker").pk,
        lead_too.pk,
    ]
    assert client.post(CHOOSE, {"grant": lead_too.pk})["Location"] == "/"
    assert role_of(client) == "team_lead"
    (row,) = AuditEvent.objects.filter(action="session.choose_role")
    assert (row.actor, row.fields) == ("anna", ["team_lead"])


def test_a_chosen_role_that_ends_falls_back_to_one_that_runs(
    client: Client, anna: User, lead_too: RoleGrant
) -> None:
    sign_in(client)
    client.post(CHOOSE, {"grant": lead_too.pk})
    lead_too.to_on = YESTERDAY
    lead_too.save()
    assert role_of(client) == "caseworker"
    assert len(client.get(CHOOSE).context["grants"]) == 1


@pytest.mark.parametrize("typed", ["", "0", "abc", "999999999999999999999999"])
def test_what_is_no_role_of_hers_is_not_chosen(client: Client, anna: User, typed: str) -> None:
    sign_in(client)
    assert client.post(CHOOSE, {"grant": typed})["Location"] == CHOOSE
    assert role_of(client) == "caseworker"


def test_the_role_of_another_person_is_not_chosen(client: Client, anna: User) -> None:
    other = make_user("tove", "team_lead").grants.get()
    sign_in(client)
    assert client.post(CHOOSE, {"grant": other.pk})["Location"] == CHOOSE
    assert role_of(client) == "caseworker"
