"""The register of companies through its pages: who keeps it, what is refused, what is shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from interventions.models import Company, CompanyPlacement, ProductionUnit
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of, told
from tests.make import make_case, make_production_unit, make_unit, make_user, step_of
from tests.scenarios.acts import started

pytestmark = pytest.mark.django_db

WHEN = "2024-03-05"
NEW = {
    "name": "Bageriet Ærø", "cvr": "13585628", "p_number": "1003388394", "address": "Havnegade 1",
    "contact": "Åse", "phone": "33 33 33 33",
}  # fmt: skip


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), WHEN)


def names(answer: Any) -> list[str]:
    return [company.name for company in answer.context["page"]]


def test_an_empty_register_says_how_it_is_filled(anna: Client) -> None:
    assert "Registret er tomt." in text_of(anna.get("/virksomheder/"))


def test_a_company_is_added_with_its_first_place(anna: Client) -> None:
    answer = anna.post("/virksomheder/ny/", NEW)
    unit = ProductionUnit.objects.select_related("company").get()
    assert answer.url == f"/virksomheder/{unit.company_id}/"
    assert told(answer) == "Virksomheden er gemt."
    assert (str(unit.company), unit.company.cvr, unit.p_number) == (
        "Bageriet Ærø", "13585628", "1003388394",
    )  # fmt: skip
    assert str(unit) == "Bageriet Ærø, Havnegade 1 (p-nr. 1003388394)"
    page = text_of(anna.get(answer.url))
    for text in ("Bageriet Ærø", "13585628", "Havnegade 1", "Åse", "33 33 33 33"):
        assert text in page


@pytest.mark.parametrize(
    ("typed", "field", "complaint"),
    [
        ({"cvr": "13585629"}, "cvr", "CVR-nummeret findes ikke: kontrollér de 8 cifre."),
        ({"cvr": ""}, "cvr", "Dette felt er påkrævet."),
        ({"p_number": "123"}, "p_number", "P-nummeret har 10 cifre."),
        ({"contact": ""}, "contact", "Dette felt er påkrævet."),
    ],
)
def test_a_wrong_number_is_told_at_its_field_and_the_text_is_kept(
    anna: Client, typed: dict[str, str], field: str, complaint: str
) -> None:
    answer = anna.post("/virksomheder/ny/", {**NEW, **typed})
    assert answer.status_code == 422
    errors = {name: e for form in answer.context["forms"] for name, e in form.errors.items()}
    assert errors == {field: [complaint]}
    assert 'value="Havnegade 1"' in text_of(answer)
    assert not Company.objects.exists()


def test_a_known_number_is_not_added_again(anna: Client) -> None:
    make_production_unit("Bageriet", "13585628", "1003388394")
    answer = anna.post("/virksomheder/ny/", NEW)
    assert answer.status_code == 422
    assert "eksisterer allerede" in text_of(answer)


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("", ["Bageriet Ærø", "Kiosken", "Ærø Kro"]),
        ("ærø", ["Bageriet Ærø", "Ærø Kro"]),
        ("1358", ["Bageriet Ærø"]),
        ("13 58 56 28", ["Bageriet Ærø"]),
        ("22222", ["Kiosken"]),
        ("findes ikke", []),
    ],
)
def test_companies_are_found_by_name_cvr_and_p_number(anna, term, found):
    make_production_unit("Kiosken", "10150817", "2222222222")
    make_production_unit("Kiosken", "10150817", "2222233333")
    make_production_unit("Bageriet Ærø", "13585628", "1003388394")
    make_production_unit("Ærø Kro", "25313763", "4444444444")
    assert names(anna.get("/virksomheder/", {"q": term})) == found


def test_a_long_register_costs_no_more_questions_than_a_short_one(anna: Client) -> None:
    make_production_unit("Kiosken", "10150817", "2222222222")
    few = queries_of(anna, "/virksomheder/")
    for number in range(30):
        make_production_unit("Kiosken", "10150817", f"33333333{number:02}")
    assert queries_of(anna, "/virksomheder/") == few


def test_a_company_gets_another_name_and_another_place(anna: Client) -> None:
    unit = make_production_unit("Kiosken", "10150817", "2222222222")
    page = f"/virksomheder/{unit.company_id}"
    assert anna.post(f"{page}/ret/", {"name": "Kiosken på Havnen"}).url == f"{page}/"
    assert anna.post(f"{page}/enhed/", {**NEW, "p_number": "5555555555"}).url == f"{page}/"
    company = Company.objects.get()
    assert (company.name, company.cvr) == ("Kiosken på Havnen", "10150817")
    assert [u.p_number for u in company.units.all()] == ["2222222222", "5555555555"]


def test_a_place_gets_another_contact_and_the_trail_names_the_field(anna: Client) -> None:
    unit = make_production_unit("Kiosken", "10150817", "2222222222", contact="Bo")
    url = f"/produktionsenheder/{unit.pk}/ret/"
    assert 'value="Bo"' in text_of(anna.get(url))
    typed = {"p_number": "2222222222", "contact": "Else", "address": "", "phone": ""}
    assert anna.post(url, typed).status_code == 302
    assert ProductionUnit.objects.get().contact == "Else"
    assert AuditEvent.objects.get(action="company.change").fields == ["contact"]


def test_a_company_shows_the_placements_that_are_mine_and_counts_the_others(anna: Client) -> None:
    mine = make_case("2024-01-02", active=True)
    started(mine, "2024-02-05")
    other_unit = make_unit("SYD")
    theirs = make_case(
        "2024-01-02", active=True, unit=other_unit,
        caseworker=make_user("syd", unit=other_unit), citizen={"given_name": "Zahra"},
    )  # fmt: skip
    row = step_of(theirs, CompanyPlacement)
    CompanyPlacement.objects.filter(pk=row.pk).update(state="running", cvr="13585628")
    page = text_of(anna.get(f"/virksomheder/{Company.objects.get().pk}/"))
    assert "Amal Haddad" in page
    assert "Zahra" not in page
    assert "1 forløb på virksomheden hører til hos andre og vises ikke." in page
    event = AuditEvent.objects.get(action="company.read")
    assert event.subjects == [str(mine.citizen_id)]


@pytest.mark.parametrize("role", ["mentor", "manager", "admin", "dpo", "integrator"])
@pytest.mark.parametrize("path", ["", "ny/", "1/", "1/ret/", "1/enhed/", "1/afslut/"])
def test_nobody_else_reads_or_keeps_the_register(role, path, monkeypatch):
    client = sit_down(monkeypatch, make_user("nogen", role), WHEN)
    assert client.get(f"/virksomheder/{path}").status_code == 403
    assert client.get("/produktionsenheder/1/ret/").status_code == 403


@pytest.mark.parametrize("path", ["9/", "9/ret/", "9/enhed/", "9/afslut/"])
def test_a_company_that_never_was_is_not_found(anna: Client, path: str) -> None:
    assert anna.get(f"/virksomheder/{path}").status_code == 404
