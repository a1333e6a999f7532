"""The search on top of every page: what finds whom, and what is written down of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from cases.models import Case
from tests.interventions.counting import BORDERS
from tests.interventions.desk import sit_down, text_of
from tests.make import assign, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db

TODAY = "2024-05-06"
CPR = "1705901235"


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), TODAY)


def person(given_name: str, family_name: str = "Haddad", **more: Any) -> Case:
    citizen = {"given_name": given_name, "family_name": family_name, **more}
    return make_case("2024-01-08", active=True, citizen=citizen)


def found(client: Client, typed: str) -> list[str]:
    response = client.post("/soeg/", {"q": typed})
    assert response.status_code == 200
    return sorted(row.name for row in response.context["rows"])


@pytest.mark.parametrize(
    ("given", "family", "typed"),
    [
        ("Åse", "Østergaard", "åse"),
        ("Åse", "Østergaard", "ase oster"),
        ("Åse", "Østergaard", "ØSTERG"),
        ("Åse", "Østergaard", "østergaard åse"),
        ("Olena", "Мельник", "melnik"),
        ("Olena", "Мельник", "мельник"),
        ("Оксана", "Лук’янчук", "lukyan"),
        ("Оксана", "Лук’янчук", "Лук'ян"),
        ("أمل", "حداد", "حداد"),
        ("José", "Muñoz", "munoz"),
        ("Anne-Marie", "Holm", "marie"),
        ("Seán", "O'Brien", "o’brien"),
    ],
)
def test_the_beginning_of_a_name_finds_in_any_script(
    anna: Client, given: str, family: str, typed: str
) -> None:
    person(given, family)
    person("Bo", "Bang")
    assert found(anna, typed) == [f"{given} {family}"]


@pytest.mark.parametrize(
    "typed",
    [CPR, "170590-1235", " 170590 1235 ", "12345678", "+4522334455", "22334455", "22 33 44 55"],
)
def test_a_whole_number_finds_exactly_its_holder(anna: Client, typed: str) -> None:
    numbers = {"udlaendinge_id": "12345678", "cpr": CPR}
    person("Amal", phone="+4522334455", identifiers=numbers)
    person("Bo")
    assert found(anna, typed) == ["Amal Haddad"]


@pytest.mark.parametrize("typed", ["170590", "1234567", "2233", "xyz", "%", "'; --", "&|!", "*"])
def test_parts_of_numbers_and_signs_find_nobody(anna: Client, typed: str) -> None:
    person("Amal", phone="22334455", identifiers={"udlaendinge_id": "12345678", "cpr": CPR})
    assert found(anna, typed) == []


def test_closed_cases_are_found_too(anna: Client) -> None:
    case = make_case("2024-01-08", plan=False, citizen={"given_name": "Amal"})
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on="2024-02-01", end_reason="job")
    assert found(anna, "amal") == ["Amal Haddad"]


def test_other_units_are_no_hit(anna: Client) -> None:
    syd = make_unit("SYD")
    make_case("2024-01-08", unit=syd, caseworker=make_user("carl", unit=syd), active=True)
    assert found(anna, "haddad") == []


def test_a_mentor_finds_her_own_by_name_and_nobody_by_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine, other = person("Amal", identifiers={"cpr": CPR}), person("Amira")
    maja = make_user("maja", "mentor")
    assign(mine, maja, "mentor", "2024-02-01")
    client = sit_down(monkeypatch, maja, TODAY)
    assert found(client, "am") == ["Amal Haddad"]
    assert found(client, CPR) == []
    assert other.state == Case.State.ACTIVE


@pytest.mark.parametrize("role", ["manager", "admin", "dpo"])
def test_whoever_sees_no_cases_may_not_search_and_is_offered_no_box(
    monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    client = sit_down(monkeypatch, make_user("kurt", role), TODAY)
    assert client.post("/soeg/", {"q": "amal"}).status_code == 403
    assert 'id="search-field"' not in text_of(client.get("/"))


def test_the_term_stands_in_no_address_and_not_in_the_trail(anna: Client) -> None:
    case = person("Amal", identifiers={"cpr": CPR})
    page = text_of(anna.get("/"))
    assert '<form class="container search-form" method="post" action="/soeg/"' in page
    assert found(anna, CPR) == ["Amal Haddad"]
    event = AuditEvent.objects.get(action="case.search")
    assert (event.subjects, event.hits, event.fields) == ([str(case.citizen_id)], 1, [])
    every = [str(vars(row)) for row in AuditEvent.objects.all()]
    assert not [row for row in every if CPR in row or CPR[:6] in row]


def test_a_search_without_a_hit_is_in_the_trail_too(anna: Client) -> None:
    assert found(anna, "ingen") == []
    event = AuditEvent.objects.get(action="case.search")
    assert (event.subjects, event.hits) == ([], 0)


def test_an_address_with_a_term_searches_nothing(anna: Client) -> None:
    person("Amal")
    response = anna.get("/soeg/?q=amal")
    assert response.context["rows"] == []
    assert not AuditEvent.objects.filter(action="case.search").exists()


def test_a_common_name_shows_fifty_and_says_that_there_are_more(
    anna: Client, django_assert_num_queries: Any
) -> None:
    make_user("anna")
    for number in range(51):
        make_case("2024-01-08", plan=False, citizen={"given_name": f"Ali{number:02}"})
    response = anna.post("/soeg/", {"q": "ali"})
    assert len(response.context["rows"]) == 50
    assert "Der er flere: skriv mere af navnet." in text_of(response)
    assert AuditEvent.objects.get(action="case.search").hits == 50
    with django_assert_num_queries(11) as asked:
        anna.post("/soeg/", {"q": "ali"})
    assert sum(not q["sql"].startswith(BORDERS) for q in asked.captured_queries) == 8


def test_a_very_long_term_is_cut_and_not_an_error(anna: Client) -> None:
    assert found(anna, "a" * 5000) == []
