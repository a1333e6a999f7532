"""The case page: who sees which part of it, and what is written down of the reading."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent, User
from cases.access import held_on
from cases.models import Case
from cases.queries import visible_needs
from interventions.queries.case_page import case_page
from tests.interventions.amal import (
    AMAL,
    CPR,
    TODAY,
    amals_case,
    seen_by,
    who,
)
from tests.interventions.desk import sit_down
from tests.make import (
    actor,
    make_case,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return make_user("anna")


@pytest.fixture
def case(anna: User) -> Case:
    return amals_case()


@pytest.fixture
def client(anna: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, anna, TODAY)


PARTS = {
    "cpr": "170590-****",
    "birth": "17-05-1990",
    "phone": "+4522334455",
    "address": "Nørrebrogade 1",
    "number": "12345678",
    "language": "arabisk",
    "care": "Ring ikke før kl. 10",
    "need": "Utilstrækkelige danskkundskaber",
    "need note": "Ni års skolegang",
    "health": "Helbredsmæssig vurdering",
    "social control": "negativ social kontrol",
    "income": "SHO-ydelse",
    "consent": "Deling af oplysninger med læge",
    "goal": "Hilser på alle",
    "placement": "Virksomhedspraktik",
    "talk": "Asylcentersamtale",
    "case history": "Forløb oprettet",
}
EVERYTHING = set(PARTS)
COLLEAGUE = {
    "cpr", "birth", "phone", "number", "language", "care", "income", "placement", "talk",
    "case history",
}  # fmt: skip
VISIBLE = {
    "own": EVERYTHING,
    "lead": EVERYTHING,
    "colleague": COLLEAGUE,
    "company_consultant": COLLEAGUE | {"need", "need note", "goal"},
    "health_coordinator": COLLEAGUE | {"health", "consent"},
    "family_caseworker": COLLEAGUE | {"need", "need note", "goal"},
    "mentor": {"phone", "language", "care", "placement"},
}


@pytest.mark.parametrize("relation", VISIBLE)
def test_each_sees_the_parts_that_are_hers_and_no_others(
    case: Case, relation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = seen_by(case, who(case, relation), monkeypatch)
    assert {name for name, text in PARTS.items() if text in page} == VISIBLE[relation]
    assert CPR not in page
    assert f"-{CPR[6:]}" not in page


def test_a_mentor_gets_the_birth_year_alone_and_no_mark_of_protection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2024-01-08", active=True, citizen={**AMAL, "protected": True})
    page = seen_by(case, who(case, "mentor"), monkeypatch)
    assert "født 1990" in page
    assert not [w for w in ("beskyttet", "Beskyttet", "+4522334455", "33 år") if w in page]


@pytest.mark.parametrize(
    ("relation", "revealed", "phone"),
    [("own", True, True), ("lead", True, True), ("colleague", False, False)],
)
def test_a_protected_address_stands_on_no_page_and_is_shown_to_those_who_answer_for_her(
    relation: str, monkeypatch: pytest.MonkeyPatch, *, revealed: bool, phone: bool
) -> None:
    case = make_case("2024-01-08", active=True, citizen={**AMAL, "protected": True})
    page = seen_by(case, who(case, relation), monkeypatch)
    assert "Navne- og adressebeskyttet" in page
    assert "Adressen er beskyttet" in page
    assert "Nørrebrogade 1" not in page
    assert ("/vis-adresse/" in page, "+4522334455" in page) == (revealed, phone)


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        ("caseworker", "SYD", 404), ("team_lead", "SYD", 404), ("mentor", "NORD", 404),
        ("manager", "NORD", 403), ("admin", "NORD", 403), ("dpo", "NORD", 403),
    ],
)  # fmt: skip
def test_out_of_reach_is_as_if_it_were_not_there(
    case: Case, role: str, unit: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("kim", role, unit=make_unit(unit)), TODAY)
    deadline = case.deadlines.first()
    assert deadline is not None
    for url in (f"/sager/{case.pk}/", "/sager/987654/", f"/frister/{deadline.pk}/"):
        assert client.get(url).status_code == status
    assert not AuditEvent.objects.filter(action__endswith=".read").exists()


def test_needs_are_those_that_the_one_query_lets_be_known(case: Case) -> None:
    by = actor(make_user("anna"), TODAY)
    for relation in VISIBLE:
        by = actor(who(case, relation), TODAY)
        page = case_page(by, case.pk)
        known = {need.code for need in page.needs or [] if need.pk}
        assert known == {n.code for n in visible_needs(case, _held(by, case))}


def _held(by: Any, case: Case) -> Any:
    return held_on(by, Case.objects.select_related("unit").get(pk=case.pk))


def test_reading_is_written_down_with_the_parts_that_were_shown(case: Case, client: Client) -> None:
    client.get(f"/sager/{case.pk}/")
    event = AuditEvent.objects.get(action="case.read")
    assert (event.resource_id, event.subjects) == (str(case.pk), [str(case.citizen_id)])
    assert event.fields == [
        "existence", "name", "birth_year", "cpr_masked", "language_interpreter", "contact",
        "address", "care_flag", "protection_flag", "needs_general", "health", "nsc",
        "plan_steps_shared", "plan_steps_all", "case_note", "mentor_log_other", "document",
        "document_sensitive", "consent", "responsible_staff", "household", "requests",
    ]  # fmt: skip


def test_a_relative_who_is_named_is_in_the_trail_too(case: Case, client: Client) -> None:
    son = make_case("2024-01-08", active=True, citizen={"given_name": "Yusuf"})
    client.get(f"/sager/{case.pk}/")
    event = AuditEvent.objects.get(action="case.read")
    assert event.subjects == [str(case.citizen_id), str(son.citizen_id)]
