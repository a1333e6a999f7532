"""A citizen on pages: protected for a colleague, restricted for everybody, shown in full once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from accounts.http import SIGNED_IN
from accounts.models import AuditEvent, User
from cases.actions.openings import break_glass, stand_in
from cases.models import Case, Restriction, Reveal
from interventions.queries.appointments import booked_on
from interventions.queries.worklist import Which, worklist
from tests.interventions.amal import AMAL, TODAY, seen_by, who
from tests.interventions.desk import sit_down, text_of
from tests.make import actor, at, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db

WHY = "Politiet skal hente borgeren i dag"


@pytest.fixture
def protected() -> Case:
    return make_case("2024-01-08", active=True, citizen={**AMAL, "protected": True})


def restrict(case: Case) -> None:
    Restriction.objects.create(citizen=case.citizen, reason="Indsigelse", from_at=at(TODAY))


def test_a_colleague_learns_who_a_protected_citizen_is_and_nothing_of_her_plan(
    protected: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = seen_by(protected, who(protected, "colleague"), monkeypatch)
    shown = ("Amal Haddad", "170590-****", "arabisk", "Ring ikke før kl. 10", "Ansvarlig: Anna")
    assert [text for text in shown if text not in page] == []
    hidden = (
        "+4522334455", "Nørrebrogade", "Virksomhedspraktik", "Frister</h2>", "Skridt</h2>",
        "Overgivelse", "SHO-ydelse", "Næste frist",
    )  # fmt: skip
    assert [text for text in hidden if text in page] == []
    assert "kun den ansvarlige og teamlederen ser kontakt, plan og frister" in page


def test_a_colleague_s_list_tells_no_date_of_a_protected_citizen(
    protected: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    colleague = make_user("bodil")
    work = worklist(actor(colleague, TODAY), whole_unit=True)
    (row,) = work.rows[0:10]
    assert (row.name, row.protected) == ("Amal Haddad", True)
    assert (row.next, row.due, row.reference, row.why) == (
        "",
        "",
        "",
        "Planen er ikke delt med dig",
    )
    assert work.counters == {Which.ALL: 1}
    page = text_of(sit_down(monkeypatch, colleague, TODAY).post("/soeg/", {"q": "amal"}))
    assert "Planen er ikke delt med dig" in page
    (own,) = worklist(actor(make_user("anna"), TODAY)).rows[0:10]
    assert own.due != ""


@pytest.mark.parametrize("relation", ["own", "lead", "colleague"])
def test_of_a_restricted_citizen_there_is_a_name_a_mask_a_mark_and_who_answers_for_her(
    relation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case("2024-01-08", active=True, citizen=AMAL)
    user = who(case, relation)
    restrict(case)
    page = seen_by(case, user, monkeypatch)
    shown = (
        "Oplysningerne er begrænset", "Amal Haddad", "170590-****", "Ring ikke før kl. 10",
        "Ansvarlig: Anna",
    )  # fmt: skip
    assert [text for text in shown if text not in page] == []
    hidden = (
        "født", "arabisk", "+4522334455", "Nørrebrogade", "Københavnermodellen", "Skridt",
        "Frister", "Historik", "Registrér", "Hele sagen", "12345678", "vis-cpr",
    )  # fmt: skip
    assert [text for text in hidden if text in page] == []
    assert AuditEvent.objects.get(action="case.read").fields == [
        "existence", "name", "cpr_masked", "care_flag", "responsible_staff"
    ]  # fmt: skip


def test_a_restricted_citizen_is_in_no_list_counter_or_agenda(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2024-01-08", active=True, citizen=AMAL)
    by = actor(make_user("anna"), TODAY)
    assert worklist(by).counters[Which.ALL] == 1
    restrict(case)
    assert worklist(by).counters == {Which.ALL: 0}
    assert worklist(by).rows[0:10] == []
    assert booked_on(by, by.today) == []
    client = sit_down(monkeypatch, make_user("anna"), TODAY)
    assert "Amal" not in text_of(client.get("/"))
    assert "Amal Haddad" not in text_of(client.post("/soeg/", {"q": "Amal"}))


def test_a_stand_in_is_told_that_she_is_one_and_until_when(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2024-01-08", active=True, citizen=AMAL)
    colleague = make_user("bodil")
    assert "Du er vikar" not in seen_by(case, colleague, monkeypatch)
    row = stand_in(case, by=actor(colleague, TODAY), reason="Anna er syg")
    page = seen_by(case, colleague, monkeypatch)
    assert f"Du er vikar til {at(row.until_at):%d-%m-%Y}" in page
    assert "Du er vikar" not in seen_by(case, make_user("anna"), monkeypatch)


def test_behind_broken_glass_one_reads_and_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case("2024-01-08", active=True, citizen=AMAL)
    by = actor(make_user("carl", unit=make_unit("SYD")), TODAY)
    glass = {"cause": "meeting", "reason": "Borgeren står i receptionen og er syg"}
    break_glass(case.pk, by=replace(by, signed_in_at=by.now), **glass)
    page = seen_by(case, make_user("carl"), monkeypatch)
    assert [
        text for text in ("Nødadgang til", "Nørrebrogade 1", "Frister") if text not in page
    ] == []
    assert set(re.findall(r"/(?:registrer|flyt)/([\w-]+)/", page)) == {"noednotat"}
    assert [text for text in ("vis-cpr", "Samtykker", "Husstand") if text in page] == []


def confirmed(client: Client, *, minutes: int = 0) -> Client:
    session = client.session
    session[SIGNED_IN] = (at(TODAY) - timedelta(minutes=minutes)).isoformat()
    session.save()
    return client


def desk(monkeypatch: pytest.MonkeyPatch, user: User) -> Client:
    return confirmed(sit_down(monkeypatch, user, TODAY))


def test_number_and_address_are_shown_once_with_a_reason(
    protected: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk(monkeypatch, make_user("anna"))
    page = client.get(f"/sager/{protected.pk}/").content.decode()
    for name, shown in (("vis-cpr", "170590-1235"), ("vis-adresse", "Nørrebrogade 1")):
        url = f"/sager/{protected.pk}/{name}/"
        assert url in page
        refused = client.post(url, {"reason": "Haster"})
        assert (refused.status_code, shown in text_of(refused)) == (422, False)
        answer = client.post(url, {"reason": WHY})
        assert (answer.status_code, shown in text_of(answer)) == (200, True)
        assert "no-store" in answer["Cache-Control"]
        assert shown not in text_of(client.get(url))
    assert [row.what for row in Reveal.objects.order_by("pk")] == ["cpr", "address"]


def test_the_address_waits_until_she_has_confirmed_that_it_is_her(
    protected: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = confirmed(desk(monkeypatch, make_user("anna")), minutes=11)
    answer = client.post(f"/sager/{protected.pk}/vis-adresse/", {"reason": WHY})
    assert answer.status_code == 403
    assert "Nørrebrogade" not in text_of(answer)
    assert not Reveal.objects.exists()


@pytest.mark.parametrize("relation", ["colleague", "mentor"])
def test_who_may_be_shown_neither_has_no_form_and_no_answer(
    protected: Case, relation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk(monkeypatch, who(protected, relation))
    page = client.get(f"/sager/{protected.pk}/").content.decode()
    for name in ("vis-cpr", "vis-adresse"):
        assert name not in page
        answer = client.post(f"/sager/{protected.pk}/{name}/", {"reason": WHY})
        assert answer.status_code == 403


def test_contact_and_care_mark_are_put_right_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case("2024-01-08", active=True, citizen=AMAL)
    client = desk(monkeypatch, make_user("anna"))
    url = f"/sager/{case.pk}/registrer/kontakt/"
    form = client.get(url).context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"care_mark": "Bank to gange"}
    client.post(url, {**typed, "version": case.version})
    case.citizen.refresh_from_db()
    assert (case.citizen.care_mark, case.citizen.phone) == ("Bank to gange", "+4522334455")
    assert case.citizen.address.startswith("Nørrebrogade 1")


def test_the_team_lead_hands_a_citizen_over_and_comes_back_to_the_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2024-01-08", active=True, citizen=AMAL)
    carl = make_user("carl", unit=make_unit("SYD"))
    client = desk(monkeypatch, make_user("lis", "team_lead"))
    url = f"/sager/{case.pk}/registrer/overfoer/"
    answer = client.post(url, {"unit": "SYD", "version": case.version}, follow=True)
    assert "Borgeren er overført til SYD. Ansvarlig dér: Carl." in text_of(answer)
    assert Case.objects.get(pk=case.pk).responsible == carl
    assert client.get(f"/sager/{case.pk}/").status_code == 404
