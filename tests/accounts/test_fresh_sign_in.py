"""The password again: for what asks for it, back to where one was, and not without end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.http import SIGNED_IN
from accounts.models import AuditEvent, Promise, User
from cases.models import BrokenGlass
from tests.interventions.desk import sit_down, text_of
from tests.make import at, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "korrekt-hest-batteri-9"
NOON = "2024-05-15"
CONFIRM, PROMISE = "/bekraeft/", "/tavshed/"
GLASS = {"cause": "meeting", "reason": "Borgeren står i receptionen og er akut syg"}


@pytest.fixture
def carl() -> User:
    user = make_user("carl", unit=make_unit("SYD"))
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def client(carl: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, carl, NOON)


def give(client: Client, password: str = PASSWORD, there: str = "/", **kept: str) -> Any:
    return client.post(CONFIRM, {"confirm-password": password, "confirm-next": there, **kept})


def test_signing_in_is_fresh_by_itself(carl: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(NOON))
    client = Client()
    client.post(reverse("sign-in"), {"username": "carl", "password": PASSWORD})
    assert client.session[SIGNED_IN] == at(NOON).isoformat()


def test_a_page_that_asks_for_it_sends_there_and_back(client: Client) -> None:
    case = make_case(NOON)
    page = f"/noedadgang/sag/{case.pk}/"
    sent = client.get(page)
    assert (sent.status_code, sent["Location"]) == (
        302,
        f"/bekraeft/?next=%2Fnoedadgang%2Fsag%2F{case.pk}%2F",
    )
    assert "Bekræft, at det er dig" in text_of(client.get(sent["Location"]))
    back = give(client, there=page)
    assert (back.status_code, back["Location"]) == (302, page)
    assert client.get(page).status_code == 200
    row = AuditEvent.objects.get(action="session.confirm")
    assert (row.actor, row.outcome) == ("carl", "allow")


def test_what_was_typed_goes_with_it_and_is_never_stored(client: Client) -> None:
    case = make_case(NOON)
    page = f"/noedadgang/sag/{case.pk}/"
    asked = client.post(page, GLASS)
    assert asked.status_code == 403
    assert GLASS["reason"] in text_of(asked)
    assert GLASS["reason"] not in str(dict(client.session))
    done = client.post(
        CONFIRM, {"confirm-password": PASSWORD, "confirm-next": page, **GLASS}, follow=True
    )
    assert done.redirect_chain == [(page, 307), (f"/sager/{case.pk}/", 302)]
    assert BrokenGlass.objects.get().reason == GLASS["reason"]


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("/sager/1/", "/sager/1/"),
        ("", "/"),
        ("https://ond.example/", "/"),
        ("//ond.example/", "/"),
        ("/\\ond.example", "/"),
        ("javascript:alert(1)", "/"),
        ("sager/1/", "/"),
    ],
)
def test_it_leads_to_an_address_of_ours_alone(client: Client, typed: str, there: str) -> None:
    assert give(client, there=typed)["Location"] == there


def test_a_wrong_password_is_told_and_keeps_the_text(client: Client) -> None:
    answer = give(client, "forkert", "/sager/1/", reason="Det jeg skrev")
    text = text_of(answer)
    assert (answer.status_code, "Adgangskoden er forkert." in text) == (200, True)
    assert "Det jeg skrev" in text
    assert SIGNED_IN not in client.session
    assert AuditEvent.objects.get(action="session.confirm").outcome == "deny"


def test_after_ten_wrong_ones_none_is_looked_at_for_a_quarter(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        assert give(client, "forkert").status_code == 200
    assert give(client).status_code == 429
    sign_in = {"username": "carl", "password": PASSWORD}
    locked = Client().post(reverse("sign-in"), sign_in)
    assert (locked.status_code, "Prøv igen 15-05-2024 13:15." in text_of(locked)) == (429, True)
    assert AuditEvent.objects.filter(outcome="deny").count() == 10
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(NOON) + timedelta(minutes=15))
    assert Client().post(reverse("sign-in"), sign_in).status_code == 302


def test_wrong_ones_at_the_sign_in_count_for_that_name_alone(client: Client, carl: User) -> None:
    for _ in range(10):
        Client().post(reverse("sign-in"), {"username": "carl", "password": "forkert"})
    assert give(client).status_code == 429
    other = Client().post(reverse("sign-in"), {"username": "anna", "password": "forkert"})
    assert other.status_code == 200


@pytest.mark.parametrize("written", [" carl", "carl ", "\uff43\uff41\uff52\uff4c"])
def test_a_locked_name_is_locked_however_it_is_written(carl: User, written: str) -> None:
    for _ in range(10):
        Client().post(reverse("sign-in"), {"username": "carl", "password": "forkert"})
    locked = Client().post(reverse("sign-in"), {"username": written, "password": PASSWORD})
    assert locked.status_code == 429


# --- a mentor's promise
@pytest.fixture
def mona(monkeypatch: pytest.MonkeyPatch) -> Client:
    user = make_user("mona", "mentor")
    Promise.objects.all().delete()
    return sit_down(monkeypatch, user, NOON)


@pytest.mark.parametrize(
    "page", ["/", "/soeg/", "/sager/1/", "/naermeste/", "/mentorforloeb/1/opfoelgning/"]
)
def test_a_mentor_without_a_promise_is_sent_to_it_from_every_page(mona: Client, page: str) -> None:
    answer = mona.get(page)
    assert (answer.status_code, answer["Location"]) == (302, PROMISE)


def test_she_promises_once_and_goes_on(mona: Client) -> None:
    text = text_of(mona.get(PROMISE))
    assert "straffelovens § 152" in text
    assert mona.post(PROMISE)["Location"] == "/"
    assert mona.get("/").status_code == 200
    assert "Du har afgivet løftet." in text_of(mona.get(PROMISE))
    assert Promise.objects.get().wording == "2026-1"


def test_others_promise_nothing(client: Client) -> None:
    assert client.get(PROMISE).status_code == 403
    assert client.post(PROMISE).status_code == 403
    assert not Promise.objects.exists()
