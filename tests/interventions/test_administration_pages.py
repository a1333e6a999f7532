"""The administrator's pages: each opens, does what it says once, and shows a secret once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import Token, User
from interventions.actions.outbox import create_webhook
from interventions.models import OutgoingEvent, Webhook
from tests.interventions.desk import sit_down, text_of
from tests.make import actor, at, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db

DAY = "2024-05-06"
SECRET = re.compile(r'id="secret"[^>]*>([^<]+)<')


@pytest.fixture
def asta() -> User:
    return make_user("asta", "admin")


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, asta: User) -> Client:
    make_unit()
    return sit_down(monkeypatch, asta, DAY)


def make_webhook(asta: User) -> Webhook:
    return create_webhook(
        by=actor(asta, DAY), name="ESB", url="https://esb.example.com/", unit=make_unit(),
        kinds=["case.opened"],
    ).webhook  # fmt: skip


PAGES = [
    "/brugere/", "/brugere/ny/", "/brugere/{anna}/", "/brugere/{anna}/ret/",
    "/brugere/{anna}/link/", "/brugere/{anna}/log-ud/", "/brugere/{anna}/luk/",
    "/brugere/{anna}/aabn/", "/brugere/{anna}/rolle/", "/brugere/{anna}/forslag/",
    "/roller/{grant}/afslut/", "/noegler/", "/noegler/ny/", "/haendelser/", "/haendelser/ny/",
    "/haendelser/{webhook}/", "/haendelser/{webhook}/stop/", "/fristregler/",
]  # fmt: skip


def test_each_page_opens_for_an_administrator_alone(browser: Client, asta: User) -> None:
    anna = make_user("anna")
    ids = {"anna": anna.pk, "grant": anna.grants.get().pk, "webhook": make_webhook(asta).pk}
    addresses = [page.format(**ids) for page in PAGES]
    assert [address for address in addresses if browser.get(address).status_code != 200] == []
    never = [re.sub(r"\d+", "987654321", address) for address in addresses]
    client = Client()
    for role in ("caseworker", "team_lead", "mentor", "manager", "dpo"):
        client.force_login(make_user(f"x-{role}", role))
        for asked in [*addresses, *never]:
            assert client.get(asked).status_code == 403, (role, asked)
            assert client.post(asked).status_code in (403, 405), (role, asked)


def test_an_administrator_finds_the_pages_in_the_menu_and_no_citizen_anywhere(
    browser: Client,
) -> None:
    make_case("2024-02-05", active=True)
    first = text_of(browser.get("/"))
    for entry in ("Brugere", "Nøgler", "Hændelser", "Fristregler"):
        assert entry in first
    for page in ("/", "/brugere/", "/noegler/", "/haendelser/", "/fristregler/"):
        assert "Haddad" not in text_of(browser.get(page))


def test_a_new_user_is_made_and_the_link_is_shown_once(browser: Client) -> None:
    answer = browser.post(
        "/brugere/ny/", {"username": "nina", "name": "Nina Holm", "email": "nina@example.com"}
    )
    (link,) = SECRET.findall(answer.content.decode())
    assert Client().get(link).status_code == 200
    nina = User.objects.get(username="nina")
    page = text_of(browser.get(f"/brugere/{nina.pk}/"))
    assert "har ikke valgt adgangskode endnu" in page
    assert "Uden en rolle kan personen ikke logge ind" in page
    assert link.rsplit("/", 2)[1] not in page


def test_what_was_typed_stays_when_the_name_is_taken(browser: Client) -> None:
    make_user("anna")
    answer = browser.post("/brugere/ny/", {"username": "anna", "name": "Anna Lund"})
    assert answer.status_code == 422
    assert "Anna Lund" in answer.content.decode()


def test_a_role_is_given_with_dates_and_ended(browser: Client) -> None:
    anna = make_user("anna")
    typed = {"role": "team_lead", "unit": "NORD", "to_on": "01-09-2024"}
    assert browser.post(f"/brugere/{anna.pk}/rolle/", typed).status_code == 302
    page = text_of(browser.get("/brugere/"))
    assert "Teamleder, NORD fra 06-05-2024 til 01-09-2024" in page
    grant = anna.grants.get(role="team_lead")
    assert browser.post(f"/roller/{grant.pk}/afslut/").status_code == 302
    assert not anna.grants.filter(role="team_lead").exists()


def test_a_proposed_role_waits_on_the_list_for_another_administrator(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = make_user("anna")
    typed = {"role": "dpo", "reason": "Ny rådgiver"}
    assert browser.post(f"/brugere/{anna.pk}/forslag/", typed).status_code == 302
    page = text_of(browser.get("/brugere/"))
    assert "Databeskyttelsesrådgiver, foreslået af Asta den 06-05-2024" in page
    assert "Afgør forslaget" not in page
    other = sit_down(monkeypatch, make_user("bo", "admin"), DAY)
    page = other.get("/brugere/").content.decode()
    (address,) = re.findall(r'href="(/rolleforslag/\d+/)"', page)
    assert browser.post(address, {"approve": "yes"}).status_code == 403
    assert other.post(address, {"approve": "yes"}).status_code == 302
    assert anna.grants.filter(role="dpo").exists()


def test_closing_is_refused_with_the_cases_told_and_done_without(browser: Client) -> None:
    anna = make_user("anna")
    case = make_case("2024-02-05", active=True, caseworker=anna)
    answer = browser.post(f"/brugere/{anna.pk}/luk/")
    assert answer.status_code == 409
    assert f"{case.pk} (NORD)" in text_of(answer)
    bodil = make_user("bodil")
    assert browser.post(f"/brugere/{bodil.pk}/luk/").status_code == 302
    assert "Lukket" in text_of(browser.get("/brugere/"))
    assert browser.post(f"/brugere/{bodil.pk}/aabn/").status_code == 302


def test_her_own_account_offers_no_role_and_no_end(browser: Client, asta: User) -> None:
    page = text_of(browser.get(f"/brugere/{asta.pk}/"))
    assert "Det er din egen konto" in page
    for offer in ("Giv en rolle", "Afslut rollen", "Luk brugeren"):
        assert offer not in page


def test_a_token_is_shown_once_and_revoked(browser: Client) -> None:
    typed = {
        "name": "Ledelsesinfo", "unit": "NORD", "scopes": ["reports.read"],
        "expires_on": "01-06-2024",
    }  # fmt: skip
    answer = browser.post("/noegler/ny/", typed)
    (secret,) = SECRET.findall(answer.content.decode())
    machine = Client(headers={"Authorization": f"Bearer {secret}"})
    assert machine.get("/api/v1/me/").status_code == 200
    page = browser.get("/noegler/")
    assert secret[16:] not in page.content.decode()
    assert "Læse rapporter med skjulte små tal" in text_of(page)
    assert "Til og med 01-06-2024" in text_of(page)
    assert "Sidst brugt 06-05-2024" in text_of(page)
    token = Token.objects.get()
    assert browser.post(f"/noegler/{token.pk}/tilbagekald/").status_code == 302
    assert machine.get("/api/v1/me/").status_code == 401
    assert "Tilbagekaldt 06-05-2024" in text_of(browser.get("/noegler/"))


def test_a_receivers_page_tells_what_was_delivered_waits_and_failed(
    browser: Client, asta: User
) -> None:
    webhook = make_webhook(asta)
    rows: list[dict[str, Any]] = [
        {"delivered_at": at(DAY), "status": 204, "attempts": 1},
        {"next_at": at("2024-05-07"), "status": 503, "trouble": "answer", "attempts": 3},
        {"given_up_at": at(DAY), "trouble": "unreached", "attempts": 14},
    ]
    for row in rows:
        OutgoingEvent.objects.create(
            webhook=webhook, kind="case.opened", case_id=1234, unit="NORD", at=at(DAY), **row
        )
    page = text_of(browser.get(f"/haendelser/{webhook.pk}/"))
    for told in (
        "1 leveret, 1 venter, 1 opgivet", "forløb 1234", "HTTP 204", "3 forsøg",
        "HTTP 503 Modtageren svarede med en fejl", "Modtageren svarede ikke",
        "prøves 07-05-2024 13:00",
    ):  # fmt: skip
        assert told in page
    assert "ESB" in text_of(browser.get("/haendelser/"))
    assert browser.post(f"/haendelser/{webhook.pk}/stop/").status_code == 302
    assert "1 leveret, 0 venter, 2 opgivet" in text_of(browser.get(f"/haendelser/{webhook.pk}/"))


def test_a_receiver_is_made_by_page_with_an_https_address(browser: Client) -> None:
    typed = {"name": "ESB", "unit": "NORD", "kinds": ["case.opened"], "url": "http://10.0.0.1/"}
    refused = browser.post("/haendelser/ny/", typed)
    assert refused.status_code == 422
    assert "skal begynde med https://" in text_of(refused)
    made = browser.post("/haendelser/ny/", typed | {"url": "https://esb.example.com/in"})
    (secret,) = SECRET.findall(made.content.decode())
    webhook = Webhook.objects.get()
    assert webhook.secret == secret
    assert secret not in browser.get(f"/haendelser/{webhook.pk}/").content.decode()
