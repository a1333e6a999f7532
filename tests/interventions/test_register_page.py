"""Registering a person: one page, checked as a list is checked, and nobody is registered twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from cases.models import (
    Assignment,
    Case,
    Citizen,
    CountryFact,
    IncomePeriod,
    IntegrationNeed,
    PersonIdentifier,
    Protection,
)
from tests.interventions.desk import sit_down, text_of, told
from tests.make import day, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db

URL = "/borgere/ny/"
CPR = "170590-1112"  # a woman born 17-05-1990; fails modulus 11, so it was never issued
TYPED: dict[str, Any] = {
    "udlaendinge_id": "12345678",
    "given_name": "Оксана",
    "family_name": "Мельник",
    "born_on": "17-05-1990",
    "sex": "K",
    "citizenship": "Ukraine",
    "birth_country": "ua",
    "language": "ukr",
    "interpreter": "yes",
    "phone": "20 30 40 50",
    "email": "oksana@example.org",
    "safe_contact": "Kun sms",
    "address": "Ærøgade 1",
    "residence_basis": "ukraine_saerlov",
    "allocated_on": "04-03-2024",
    "opened_on": "05-03-2024",
    "needs": ["dansk", "faglig"],
    "income_basis": "sho",
    "plan_now": "on",
}


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), "2024-03-05")


@pytest.fixture
def lene(monkeypatch: pytest.MonkeyPatch) -> Client:
    make_user("anna")
    return sit_down(monkeypatch, make_user("lene", "team_lead"), "2024-03-05")


def send(client: Client, **typed: Any) -> Any:
    return client.post(URL, {k: v for k, v in {**TYPED, **typed}.items() if v is not None})


def test_a_caseworker_registers_a_person_and_answers_for_her_planned_case(anna: Client) -> None:
    answer = send(anna)
    case = Case.objects.get()
    assert answer.url == f"/sager/{case.pk}/"
    assert told(answer).startswith("Borgeren er oprettet. Sporet er Særlov (Ukraine). Planen har ")
    assert (case.state, case.track, str(case.responsible)) == ("planned", "ukraine", "Anna")
    assert (case.unit.code, case.opened_on) == ("NORD", day("2024-03-05"))
    assert case.handover_on == day("2024-03-08")
    assignment = Assignment.objects.get()
    assert (assignment.function, assignment.from_on) == ("responsible", day("2024-03-05"))


def test_every_fact_is_stored_as_it_was_meant(anna: Client) -> None:
    send(anna, protected="on", born_estimated="on")
    citizen = Citizen.objects.get()
    assert (str(citizen), citizen.search_key) == ("Оксана Мельник", "oksana melnik")
    assert (citizen.born_on, citizen.born_estimated) == (day("1990-05-17"), True)
    assert (citizen.phone, citizen.email) == ("+4520304050", "oksana@example.org")
    assert (citizen.language, citizen.interpreter) == ("ukr", "yes")
    assert (citizen.safe_contact, citizen.address) == ("Kun sms", "Ærøgade 1")
    facts = {fact.kind: fact.country_id for fact in CountryFact.objects.all()}
    assert facts == {"birth": "UA", "citizenship": "UA"}
    assert sorted(IntegrationNeed.objects.values_list("code", flat=True)) == ["dansk", "faglig"]
    assert IncomePeriod.objects.get().code == "sho"
    assert Protection.objects.get().kind == "name_and_address"


def test_the_options_say_which_track_they_lead_to(anna: Client) -> None:
    page = text_of(anna.get(URL))
    assert "Fordreven fra Ukraine (særlov): Særlov (Ukraine)</option>" in page
    assert "Kvoteflygtning (udl.l. § 8): Københavnermodellen</option>" in page
    assert "EU-borger: Almen indsats</option>" in page
    assert '<option value="Syrien">SY</option>' in page


def test_without_planning_the_case_waits(anna: Client) -> None:
    assert "Forløbet er ikke planlagt endnu." in told(send(anna, plan_now=None))
    assert Case.objects.get().state == "created"


def test_the_team_lead_leaves_a_case_unassigned_or_chooses_a_caseworker(lene: Client) -> None:
    answer = send(lene, plan_now=None, responsible="")
    assert "Forløbet mangler en ansvarlig." in told(answer)
    assert Case.objects.get().responsible is None
    refused = send(lene, udlaendinge_id="87654321", responsible="", family_name="Andersen",
                   given_name="Bo")  # fmt: skip
    assert "Vælg en ansvarlig, hvis forløbet skal planlægges straks." in text_of(refused)
    chosen = str(make_user("anna").pk)
    send(lene, udlaendinge_id="87654321", responsible=chosen, family_name="Andersen",
         given_name="Bo")  # fmt: skip
    assert [str(c.responsible) for c in Case.objects.order_by("pk")] == ["None", "Anna"]


def test_a_caseworker_of_another_unit_cannot_be_chosen(lene: Client) -> None:
    other = make_user("sille", "caseworker", make_unit("SYD"))
    assert send(lene, responsible=str(other.pk)).status_code == 422
    assert Citizen.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"udlaendinge_id": None}, "Skriv mindst ét af CPR-nummer, Udlændinge-ID og"),
        ({"udlaendinge_id": "123"}, "Udlændinge-ID skal være 8 cifre"),
        ({"cpr": "310290-1112"}, "begynder med en dato, der ikke findes"),
        ({"cpr": "170591-1112"}, "CPR-nummeret stemmer ikke med fødselsdatoen"),
        ({"cpr": "770590-1112"}, "Skriv det i feltet erstatningsnummer."),
        ({"replacement": "170590-1112"}, "Det er ikke et erstatningspersonnummer"),
        ({"replacement": "780590-1112"}, "Erstatningsnummeret stemmer ikke med fødselsdatoen"),
        ({"given_name": "", "family_name": ""}, "Skriv fornavn, efternavn eller begge."),
        ({"given_name": "a\u202eb"}, "usynlige tegn"),
        ({"born_on": "30-02-1990"}, "Indtast en gyldig dato."),
        ({"born_on": "17-05-1890"}, "Årstallet ligger før 1900."),
        ({"born_on": "05-03-2024"}, "Fødselsdatoen ligger efter visiteringsdatoen."),
        ({"sex": "Q"}, "er ikke en af de tilgængelige"),
        ({"citizenship": "Jugoslavien"}, "Landet findes ikke længere."),
        ({"citizenship": "Atlantis"}, "Landet kendes ikke."),
        ({"birth_country": "XS"}, "XS (statsløs) kan kun bruges som statsborgerskab."),
        ({"phone": "ring"}, "Telefonnummeret kan ikke læses."),
        ({"email": "oksana"}, "E-mailadressen kan ikke læses."),
        ({"residence_basis": ""}, "Opholdsgrundlag: Dette felt er påkrævet."),
        ({"allocated_on": None}, "Overgivelsen regnes fra visiteringsdatoen. Skriv den."),
        ({"allocated_on": "06-03-2024"}, "Visiteringsdatoen ligger i fremtiden."),
        ({"opened_on": "06-03-2024"}, "Datoen kan ikke ligge i fremtiden."),
        ({"arrived_on": "01-01-1989"}, "Datoen ligger før borgerens fødsel."),
        ({"cpr_registered_on": "06-03-2024"}, "Datoen kan ikke ligge i fremtiden."),
        ({"opened_on": "01-02-2022"}, "gælder først fra 17-03-2022."),
        ({"needs": ["penge"]}, "er ikke en af de tilgængelige"),
        ({"interpreter": ""}, "Tolkebehov: Dette felt er påkrævet."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_everything_typed_is_kept(
    wrong: dict[str, Any], message: str, anna: Client
) -> None:
    answer = send(anna, **wrong)
    page = text_of(answer)
    assert answer.status_code == 422
    assert message in page
    assert 'value="Ærøgade 1"' in page
    assert '<option value="ukr" selected>' in page
    assert Citizen.objects.count() == 0


@pytest.mark.parametrize(
    ("odd", "code", "message"),
    [
        ({"cpr": CPR}, "cpr_modulus", "Personnummeret opfylder ikke modulus 11."),
        ({"cpr": "170590-1111"}, "sex_contradicts_cpr", "Kønnet stemmer ikke med"),
        ({"arrived_on": "01-03-2024"}, "arrival_before_allocation", "Ankomstdatoen ligger før"),
        ({"asylum_centre": "Sandholm"}, "asylum_centre_unexpected", "Et asylcenter er uventet"),
    ],
)
def test_what_is_odd_is_warned_of_and_saved_with_a_tick(
    odd: dict[str, str], code: str, message: str, anna: Client
) -> None:
    answer = send(anna, **odd)
    page = text_of(answer)
    assert answer.status_code == 422
    assert message in page
    assert f'value="{code}"' in page
    ticks = list(answer.context["form"].warnings)
    assert send(anna, **odd, confirmed=ticks).status_code == 302


def test_a_tick_for_one_warning_does_not_cover_another(anna: Client) -> None:
    answer = send(anna, cpr=CPR, arrived_on="01-03-2024", confirmed=["cpr_modulus"])
    assert answer.status_code == 422
    assert Citizen.objects.count() == 0


def test_a_cpr_number_is_encrypted_and_found_again(anna: Client) -> None:
    send(anna, cpr=CPR, confirmed=["cpr_modulus"])
    kinds = set(PersonIdentifier.objects.values_list("type", flat=True))
    assert kinds == {"cpr", "udlaendinge_id"}
    assert PersonIdentifier.objects.get(type="cpr").value == "1705901112"
    answer = send(anna, cpr="1705901112", udlaendinge_id=None, confirmed=["cpr_modulus", "double"])
    assert "Personen er registreret i forvejen." in text_of(answer)


def test_a_known_person_within_reach_is_linked_to(anna: Client) -> None:
    known = make_case("2024-02-01", citizen={"identifiers": {"udlaendinge_id": "12345678"}})
    answer = send(anna)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Personen er registreret i forvejen. Brug det forløb, der findes." in page
    assert f'<a href="/sager/{known.pk}/">Gå til forløbet for Amal Haddad</a>' in page
    assert Citizen.objects.count() == 1


def test_a_known_person_in_another_unit_is_told_of_without_a_name(anna: Client) -> None:
    case = make_case(
        "2024-02-01", unit=make_unit("SYD"), caseworker=make_user("sille", unit=make_unit("SYD")),
        citizen={"identifiers": {"udlaendinge_id": "12345678"}},
    )  # fmt: skip
    page = text_of(send(anna))
    assert "Personen er kendt i en anden enhed. Kontakt teamlederen." in page
    assert "Haddad" not in page
    assert f"/sager/{case.pk}/" not in page
    row = AuditEvent.objects.get(action="citizen.found")
    assert (row.subjects, row.hits) == ([str(case.citizen_id)], 1)


@pytest.mark.parametrize(
    ("given", "family", "born", "alike"),
    [
        ("Oksana", "Melnyk", "1990-05-17", True),  # another spelling of one of the names
        ("Мельник", "Оксана", "1990-05-17", True),  # given and family name have changed places
        ("Oksanna", "Melnikk", "1990-05-17", True),
        ("Amal", "Haddad", "1990-05-17", False),
        ("Оксана", "Мельник", "1990-05-18", False),
    ],
)
def test_a_person_who_looks_like_one_that_exists_is_warned_of(
    given: str, family: str, born: str, alike: bool, anna: Client
) -> None:  # fmt: skip
    person = {"given_name": given, "family_name": family, "born_on": day(born)}
    other = make_case("2024-02-01", citizen=person)
    answer = send(anna)
    assert answer.status_code == (422 if alike else 302)
    if alike:
        page = text_of(answer)
        assert "Personen ligner en, der findes" in page
        assert f'<a href="/sager/{other.pk}/">' in page
        assert send(anna, confirmed=["double"]).status_code == 302


def test_look_alikes_in_another_unit_are_not_shown(anna: Client) -> None:
    south = make_unit("SYD")
    person = {"given_name": "Оксана", "family_name": "Мельник", "born_on": day("1990-05-17")}
    make_case("2024-02-01", unit=south, caseworker=make_user("sille", unit=south), citizen=person)
    assert send(anna).status_code == 302


def test_a_second_click_registers_nobody_twice(anna: Client) -> None:
    assert send(anna).status_code == 302
    assert send(anna).status_code == 422
    assert (Citizen.objects.count(), Case.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "name",
    [
        "🙂" * 60,
        "<script>alert(1)</script>",
        "محمد",
        "ሰላም",
        "王" * 120,
        "ﷺ" * 120,
        "Ængström-O'Neill",
    ],
)
def test_any_name_is_kept_as_it_is_written(name: str, anna: Client) -> None:
    answer = send(anna, given_name=name)
    assert answer.status_code == 302
    assert Citizen.objects.get().given_name == name


@pytest.mark.parametrize(
    "field", ["given_name", "address", "safe_contact", "email", "cpr", "phone"]
)
@pytest.mark.parametrize("text", ["a" * 100_000, "\x00", "\u202e" * 400])
def test_hostile_text_is_refused_and_never_breaks_the_page(
    field: str, text: str, anna: Client
) -> None:
    assert send(anna, **{field: text}).status_code == 422
    assert Citizen.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "status"),
    [("caseworker", 200), ("team_lead", 200), ("mentor", 403), ("manager", 403), ("admin", 403),
     ("dpo", 403), ("integrator", 403)],
)  # fmt: skip
def test_who_may_register(role: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sit_down(monkeypatch, make_user("en", role), "2024-03-05")
    assert client.get(URL).status_code == status
    assert client.post(URL, {}).status_code == (422 if status == 200 else status)


def test_the_page_asks_few_questions_of_the_database(
    anna: Client, django_assert_max_num_queries: Any
) -> None:
    anna.get(URL)
    with django_assert_max_num_queries(10):
        anna.get(URL)
