"""Handing out, deputies and absence on the team lead's pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Permission
from cases.access import held_on
from cases.actions.deputies import appoint_deputy, end_away, end_deputy, register_away
from cases.actions.kin import declare_kin
from cases.errors import NotPossibleError
from cases.models import Away, Case, StandIn
from cases.queries import identifier_index
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of, told
from tests.make import actor, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db

DAY, CPR = "2024-05-15", "1705904321"
PAGE = "/fordeling/"


@pytest.fixture
def anna() -> User:
    return make_user("anna")


@pytest.fixture
def bodil() -> User:
    return make_user("bodil")


@pytest.fixture
def lead() -> User:
    return make_user("leif", "team_lead")


@pytest.fixture
def client(lead: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, lead, DAY)


def cases_of(user: User, number: int) -> list[Case]:
    return [make_case("2024-03-04", caseworker=user) for _ in range(number)]


def family(case: Case, user: User) -> None:
    case.citizen.identifiers.create(
        type="cpr", value=CPR, index=identifier_index("cpr", CPR), valid_from="2024-01-10"
    )
    declare_kin(CPR, "family", by=actor(user, DAY))


# --- handing out
def test_all_of_one_caseworker_are_handed_out_with_a_verdict_each(
    client: Client, anna: User, bodil: User
) -> None:
    mine, other = cases_of(anna, 3), make_case("2024-03-04", caseworker=make_user("dina"))
    family(mine[0], bodil)
    text = text_of(client.get(f"{PAGE}?hvis=anna"))
    assert text.count('name="cases"') == 3
    answer = client.post(f"{PAGE}?hvis=anna", {"every": "on", "targets": ["bodil"]})
    text = text_of(answer)
    assert "2 forløb er flyttet. 1 blev ikke flyttet." in text
    assert "Bodil kan ikke få denne sag. Vælg en anden." in text
    responsible = Case.objects.order_by("pk").values_list("responsible__username", flat=True)
    assert list(responsible) == ["anna", "bodil", "bodil", "dina"]
    assert other.responsible is not None


def test_nothing_chosen_is_told_at_the_field(client: Client, anna: User) -> None:
    cases_of(anna, 1)
    answer = client.post(PAGE, {})
    assert (answer.status_code, "Vælg mindst ét forløb." in text_of(answer)) == (422, True)


def test_a_case_of_another_unit_cannot_be_slipped_in(client: Client, bodil: User) -> None:
    foreign = make_case(
        "2024-03-04", unit=make_unit("SYD"), caseworker=make_user("carl", unit=make_unit("SYD"))
    )
    answer = client.post(PAGE, {"cases": [foreign.pk], "targets": ["bodil"]})
    assert answer.status_code == 422
    assert str(Case.objects.get(pk=foreign.pk).responsible) == "Carl"


def test_the_page_costs_the_same_at_one_row_and_at_thirty(client: Client, anna: User) -> None:
    cases_of(anna, 1)
    one = queries_of(client, PAGE)
    cases_of(anna, 12)
    assert queries_of(client, PAGE) == one


@pytest.mark.parametrize("role", ["caseworker", "mentor", "manager", "dpo"])
@pytest.mark.parametrize("page", [PAGE, "/fravaer/"])
def test_it_is_the_team_leads(monkeypatch: pytest.MonkeyPatch, role: str, page: str) -> None:
    assert sit_down(monkeypatch, make_user("x", role), DAY).get(page).status_code == 403


# --- deputies
def test_a_deputy_stands_in_from_the_first_day_to_the_last(
    client: Client, anna: User, bodil: User
) -> None:
    (case,) = cases_of(anna, 1)
    page = f"/sager/{case.pk}/registrer/udpeg-vikar/"
    typed = {"from_on": "16-05-2024", "last_on": "20-05-2024", "reason": "Ferie"}
    assert client.post(page, {**typed, "user": anna.pk}).status_code == 422
    backwards = client.post(page, {**typed, "user": bodil.pk, "last_on": "15-05-2024"})
    assert backwards.status_code == 422
    assert client.post(page, {**typed, "user": bodil.pk}).status_code == 302
    may = [
        Permission.STEP_MOVE in held_on(actor(bodil, moment), case)
        for moment in (
            DAY, "2024-05-15T21:59:00+00:00", "2024-05-15T22:00:00+00:00",
            "2024-05-20T21:59:00+00:00", "2024-05-20T22:00:00+00:00",
        )
    ]  # fmt: skip
    assert may == [False, False, True, True, False]


def test_the_list_says_who_deputises(
    client: Client, lead: User, anna: User, bodil: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    (case,) = cases_of(anna, 1)
    days = {"from_on": date(2024, 5, 14), "to_on": date(2024, 5, 21)}
    row = appoint_deputy(case, bodil, by=actor(lead, "2024-05-14"), reason="Ferie", **days)
    assert "Anna (vikar: Bodil)" in text_of(client.get("/"))
    colleague = sit_down(monkeypatch, bodil, DAY)
    assert "Haddad" in text_of(colleague.get("/"))
    assert client.get(f"/vikariater/{row.pk}/slut/").status_code == 200
    assert StandIn.objects.get().until_at == row.until_at
    assert client.post(f"/vikariater/{row.pk}/slut/").status_code == 302
    assert "vikar: Bodil" not in text_of(client.get("/"))
    with pytest.raises(NotPossibleError):
        end_deputy(row, by=actor(lead, DAY))


# --- absence
AWAY = {"user": "anna", "deputy": "bodil", "from_on": "15-05-2024", "last_on": "20-05-2024"}


def test_a_caseworker_is_away_and_her_cases_are_covered(
    client: Client, anna: User, bodil: User
) -> None:
    mine = cases_of(anna, 3)
    family(mine[0], bodil)
    answer = client.post("/fravaer/", AWAY)
    text = text_of(answer)
    assert "Fraværet er registreret, og vikaren dækker 2 forløb." in text
    assert "Disse forløb har ingen vikar" in text
    assert "Anna er fraværende 15-05-2024 til 20-05-2024" in text
    assert StandIn.objects.filter(user=bodil).count() == 2
    assert "Anna er fraværende 15-05-2024 til 20-05-2024" in text_of(client.get("/"))
    again = client.post("/fravaer/", AWAY)
    assert (again.status_code, "allerede registreret" in text_of(again)) == (409, True)
    back = client.post(f"/fravaer/{Away.objects.get().pk}/slut/")
    assert told(back) == "Anna er tilbage i dag."
    assert not Away.objects.exists()
    assert not [row for row in StandIn.objects.all() if row.until_at > actor(anna, DAY).now]


@pytest.mark.parametrize(
    "change",
    [{"deputy": "anna"}, {"last_on": "14-05-2024"}, {"from_on": "14-05-2024"}, {"user": "carl"},
     {"deputy": ""}],
)  # fmt: skip
def test_an_absence_that_does_not_do_is_told(
    client: Client, anna: User, bodil: User, change: dict[str, Any]
) -> None:
    make_user("carl", unit=make_unit("SYD"))
    assert client.post("/fravaer/", {**AWAY, **change}).status_code == 422
    assert not Away.objects.exists()


def test_whoever_is_away_gets_nothing_when_cases_are_spread(
    client: Client, lead: User, anna: User, bodil: User
) -> None:
    dina, days = make_user("dina"), {"from_on": date(2024, 5, 15), "to_on": date(2024, 5, 21)}
    register_away(bodil, dina, by=actor(lead, DAY), **days)
    (case,) = cases_of(anna, 1)
    assert "Bodil (0 åbne forløb, fraværende)" in text_of(client.get(PAGE))
    client.post(PAGE, {"cases": [case.pk]})
    assert str(Case.objects.get(pk=case.pk).responsible) == "Dina"


def test_another_units_lead_ends_no_absence(
    lead: User, anna: User, bodil: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = {"from_on": date(2024, 5, 10), "to_on": date(2024, 5, 21)}
    row, _ = register_away(anna, bodil, by=actor(lead, "2024-05-10"), **days)
    other = sit_down(monkeypatch, make_user("otto", "team_lead", make_unit("SYD")), DAY)
    assert other.post(f"/fravaer/{row.pk}/slut/").status_code == 404
    end_away(row, by=actor(lead, DAY))
    assert Away.objects.get().to_on == date(2024, 5, 15)
