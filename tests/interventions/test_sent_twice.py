"""A form that is sent again, by the back button or a reload, writes nothing more."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.models import Case
from interventions.models import CompanyPlacement, DanishTeam, Exemption, Goal, JournalNote
from tests.interventions.desk import sit_down, told
from tests.interventions.test_register_page import TYPED as PERSON
from tests.make import make_case, make_user, step_of

pytestmark = pytest.mark.django_db

NOTE = {"theme": "kontakt", "happened_on": "20-02-2024", "text": "Ringede", "direction": "in"}
GOAL = {"type": "social", "text": "Hilse på kolleger", "sign": "Hilser selv"}
TEAM = {
    "name": "Hold 7", "place": "Nørrebro", "days": "tirsdag", "hours_per_week": "6", "seats": "12",
    "starts_on": "04-03-2024", "ends_on": "28-06-2024",
}  # fmt: skip
EXEMPTION = {"reason": "sygdom", "from_on": "20-02-2024", "to_on": "01-03-2024"}
SENT = {"csrfmiddlewaretoken": "a" * 64}
TWICE = "Formularen blev sendt to gange. Den er gemt én gang."
PAGES: dict[str, tuple[Any, dict[str, Any]]] = {
    "/sager/{case}/registrer/notat/": (JournalNote, NOTE),
    "/skridt/{placement}/maal/": (Goal, GOAL),
    "/frister/{deadline}/fritag/": (Exemption, EXEMPTION),
    "/danskhold/nyt/": (DanishTeam, TEAM),
    "/borgere/ny/": (Case, PERSON),
}


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), "2024-03-05")


@pytest.fixture
def places() -> dict[str, int]:
    case = make_case("2024-01-02", active=True)
    return {
        "case": case.pk,
        "placement": step_of(case, CompanyPlacement).pk,
        "deadline": case.deadlines.order_by("pk")[0].pk,
    }


@pytest.mark.parametrize("address", PAGES)
def test_the_same_form_twice_is_one_row_and_leads_to_the_same_page(
    client: Client, places: dict[str, int], address: str
) -> None:
    rows, typed = PAGES[address]
    before, page = rows.objects.count(), address.format(**places)
    first = client.post(page, {**typed, **SENT})
    again = client.post(page, {**typed, **SENT})
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    assert rows.objects.count() == before + 1
    assert told(again).endswith(TWICE)


def test_a_form_shown_anew_or_filled_in_differently_is_another(
    client: Client, places: dict[str, int]
) -> None:
    page = "/sager/{case}/registrer/notat/".format(**places)
    for more in (SENT, {"csrfmiddlewaretoken": "b" * 64}, {**SENT, "text": "Ringede igen"}):
        assert client.post(page, {**NOTE, **more}).status_code == 302
    assert JournalNote.objects.count() == 3


def test_a_form_that_was_refused_may_be_sent_again(client: Client, places: dict[str, int]) -> None:
    page = "/sager/{case}/registrer/notat/".format(**places)
    for _ in range(2):
        assert client.post(page, {**NOTE, **SENT, "theme": "intet"}).status_code == 422
    assert not JournalNote.objects.exists()


def test_two_people_send_two_forms(
    monkeypatch: pytest.MonkeyPatch, client: Client, places: dict[str, int]
) -> None:
    page = "/sager/{case}/registrer/notat/".format(**places)
    lead = sit_down(monkeypatch, make_user("leif", "team_lead"), "2024-03-05")
    assert [one.post(page, {**NOTE, **SENT}).status_code for one in (client, lead)] == [302, 302]
    assert JournalNote.objects.count() == 2
