"""Standing in, broken glass and kin on their pages, and on the first page of who is to know."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.http import SIGNED_IN
from accounts.models import AuditEvent, Kin, User
from cases.actions.kin import declare_kin
from cases.actions.openings import break_glass, stand_in
from cases.models import BrokenGlass, Case, Protection, StandIn
from cases.queries import identifier_index
from interventions.models import JournalNote
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of, told
from tests.make import actor, at, make_case, make_unit, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

DAY = "2024-05-15"  # a Wednesday
CPR = "1705904321"
GLASS = {"cause": "meeting", "reason": "Borgeren står i receptionen og er akut syg"}


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-10", caseworker=make_user("anna")))


@pytest.fixture
def bodil() -> User:
    return make_user("bodil")


@pytest.fixture
def carl() -> User:
    return make_user("carl", unit=make_unit("SYD"))


def desk(monkeypatch: pytest.MonkeyPatch, user: User, when: Any = DAY) -> Client:
    """Signed in a moment ago."""
    client = sit_down(monkeypatch, user, when)
    session = client.session
    session[SIGNED_IN] = at(when).isoformat()
    session.save()
    return client


def broken(case: Case, user: User, when: Any = DAY) -> BrokenGlass:
    by = actor(user, when)
    return break_glass(case.pk, by=type(by)(**{**by.__dict__, "signed_in_at": at(when)}), **GLASS)


def numbered(case: Case) -> None:
    case.citizen.identifiers.create(
        type="cpr", value=CPR, index=identifier_index("cpr", CPR), valid_from="2024-01-10"
    )


# --- standing in
def test_a_colleague_stands_in_from_the_case_page_and_can_do_it_again(
    case: Case, bodil: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, page = desk(monkeypatch, bodil), f"/sager/{case.pk}/registrer/vikar/"
    assert "Tag over som vikar i 24 timer" in text_of(client.get(f"/sager/{case.pk}/"))
    assert client.post(page, {"reason": ""}).status_code == 422
    answer = client.post(page, {"reason": "Anna er syg"})
    assert answer.status_code == 302
    assert told(answer) == "Du er vikar på forløbet til 16-05-2024 13:00."
    text = text_of(client.get(f"/sager/{case.pk}/"))
    assert "Vikar nu" in text
    assert "Bliv vikar i 24 timer til" in text
    client.post(page, {"reason": "Anna er stadig syg"})
    assert StandIn.objects.count() == 2
    assert text_of(client.get(f"/sager/{case.pk}/")).count("Vikar nu") == 1


@pytest.mark.parametrize(
    ("who", "role", "days", "expected"),
    [("anna", "caseworker", "2024-05-22T10:00:00+00:00", True),
     ("leif", "team_lead", "2024-05-22T10:00:00+00:00", True),
     ("anna", "caseworker", "2024-05-23T12:00:00+00:00", False),
     ("bodil", "caseworker", DAY, False),
     ("dina", "caseworker", DAY, False)],
)  # fmt: skip
def test_the_responsible_and_the_lead_are_told_for_seven_days(
    case: Case, bodil: User, monkeypatch: pytest.MonkeyPatch,
    who: str, role: str, days: str, *, expected: bool,
) -> None:  # fmt: skip
    stand_in(case, by=actor(bodil, DAY), reason="Anna er syg i dag")
    text = text_of(sit_down(monkeypatch, make_user(who, role), days).get("/"))
    assert ("Anna er syg i dag" in text) == expected
    assert ("Bodil til 16-05-2024 13:00" in text) == expected


def test_the_stand_in_finds_the_case_on_her_own_list(
    case: Case, bodil: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, bodil, DAY)
    assert "Haddad" not in text_of(client.get("/"))
    stand_in(case, by=actor(bodil, DAY), reason="Anna er syg")
    assert "Haddad" in text_of(client.get("/"))


def test_the_first_page_costs_the_same_with_many_to_tell_of(
    case: Case, carl: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("leif", "team_lead"), DAY)
    stand_in(case, by=actor(make_user("b0"), DAY), reason="Syg")
    broken(case, carl)
    one = queries_of(client, "/")
    for number in range(1, 9):
        stand_in(case, by=actor(make_user(f"b{number}"), DAY), reason="Syg")
        broken(case, carl)
    assert queries_of(client, "/") == one


# --- broken glass
LOOK_UP = "/opslag/"


@pytest.mark.parametrize(
    ("what", "said", "offered"),
    [("", "Kendt, enhed NORD.", True), ("unknown", "Nummeret er ikke kendt her.", False),
     ("protected", "Ring til kommunens centrale adgang", False),
     ("family", "Nummeret er ikke kendt her.", False), ("own", "Du har selv adgang", False)],
)  # fmt: skip
def test_a_number_is_looked_up_in_the_whole_city(
    case: Case, carl: User, monkeypatch: pytest.MonkeyPatch, what: str, said: str, *, offered: bool
) -> None:
    if what != "unknown":
        numbered(case)
    if what == "protected":
        Protection.objects.create(citizen=case.citizen, from_on="2024-01-01", source="CPR")
    if what == "family":
        Kin.objects.create(
            user=carl, index=identifier_index("cpr", CPR), relation="family", declared_at=at(DAY)
        )
    client = desk(monkeypatch, make_user("anna") if what == "own" else carl)
    text = text_of(client.post(LOOK_UP, {"cpr": "170590-4321"}))
    assert said in text
    assert ("Bed om nødadgang" in text) == offered
    assert "4321" not in text
    assert "Haddad" not in text
    conflicts = AuditEvent.objects.filter(action="conflict_of_interest").count()
    assert conflicts == (what == "family")


def test_no_number_is_no_number(carl: User, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = desk(monkeypatch, carl).post(LOOK_UP, {"cpr": "12"})
    assert (answer.status_code, "for kort" in text_of(answer)) == (422, True)


def test_the_glass_is_broken_read_and_written_one_note_behind(
    case: Case, carl: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, page = desk(monkeypatch, carl), f"/noedadgang/sag/{case.pk}/"
    assert "Haddad" not in text_of(client.get(page))
    short = client.post(page, {"cause": "meeting", "reason": "for kort"})
    assert (short.status_code, "mindst 20 tegn" in text_of(short)) == (422, True)
    done = client.post(page, GLASS)
    assert (done.status_code, done["Location"]) == (302, f"/sager/{case.pk}/")
    assert told(done) == "Du har nødadgang til 15-05-2024 14:00."
    text = text_of(client.get(f"/sager/{case.pk}/"))
    assert "Nødadgang til 15-05-2024 14:00" in text
    assert "Skriv et nødnotat" in text
    assert re.findall(r"/registrer/(\w+)/", text) == ["noednotat"]
    assert "/flyt/" not in text
    assert client.get(f"/sager/{case.pk}/registrer/notat/").status_code == 403
    note = client.post(f"/sager/{case.pk}/registrer/noednotat/", {"text": "Læge tilkaldt"})
    assert note.status_code == 302
    assert JournalNote.objects.get().emergency
    anna = sit_down(monkeypatch, make_user("anna"), DAY)
    text = text_of(anna.get(f"/sager/{case.pk}/"))
    assert "Nødnotat" in text
    assert "Nødadgang til" not in text


def test_the_eleventh_is_refused_and_the_text_is_kept(
    case: Case, carl: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        broken(case, carl)
    answer = desk(monkeypatch, carl).post(f"/noedadgang/sag/{case.pk}/", GLASS)
    assert answer.status_code == 429
    assert GLASS["reason"] in text_of(answer)


@pytest.mark.parametrize(
    ("who", "role", "unit", "shown"),
    [("leif", "team_lead", "NORD", True), ("dora", "dpo", "NORD", True),
     ("otto", "team_lead", "SYD", False), ("anna", "caseworker", "NORD", False)],
)  # fmt: skip
def test_the_owning_lead_and_the_dpo_are_told_at_once_without_the_name(
    case: Case, carl: User, monkeypatch: pytest.MonkeyPatch,
    who: str, role: str, unit: str, *, shown: bool,
) -> None:  # fmt: skip
    broken(case, carl)
    text = text_of(sit_down(monkeypatch, make_user(who, role, make_unit(unit)), DAY).get("/"))
    assert ("1 nødadgang skal gennemgås" in text) == shown
    assert (f"Forløb {case.pk}" in text) == shown
    if role == "dpo":
        assert "Haddad" not in text


@pytest.mark.parametrize(
    ("day", "late"),
    [("2024-05-15", False), ("2024-05-23", False), ("2024-05-24", True)],  # Whit Monday between
)
def test_a_review_is_late_after_five_working_days(
    case: Case, carl: User, monkeypatch: pytest.MonkeyPatch, day: str, *, late: bool
) -> None:
    broken(case, carl)
    text = text_of(sit_down(monkeypatch, make_user("leif", "team_lead"), day).get("/noedadgang/"))
    assert "gennemgås senest 23-05-2024" in text
    assert ("Fristen er overskredet" in text) == late


def test_it_is_reviewed_once_on_its_page(
    case: Case, carl: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = broken(case, carl)
    client, page = desk(monkeypatch, make_user("dora", "dpo")), f"/noedadgang/{row.pk}/"
    assert GLASS["reason"] in text_of(client.get(page))
    assert client.post(page, {"verdict": "breach", "note": ""}).status_code == 422
    assert client.post(page, {"verdict": "explained", "note": ""}).status_code == 302
    assert client.post(page, {"verdict": "breach", "note": "Nej"}).status_code == 409
    assert "Ingen venter på gennemgang." in text_of(client.get("/noedadgang/"))
    assert client.get(f"/sager/{case.pk}/").status_code == 403


# --- kin
def test_numbers_are_declared_hidden_and_confirmed(
    case: Case, bodil: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbered(case)
    client = desk(monkeypatch, bodil)
    assert client.get(f"/sager/{case.pk}/").status_code == 200
    bad = client.post("/naermeste/", {"cpr": "x", "relation": "family"})
    assert bad.status_code == 422
    client.post("/naermeste/", {"cpr": "170590-4321", "relation": "family"})
    text = text_of(client.get("/naermeste/"))
    assert "venter på teamlederens bekræftelse" in text
    assert "4321" not in text
    assert client.get(f"/sager/{case.pk}/").status_code == 404
    assert AuditEvent.objects.filter(action="conflict_of_interest", actor="bodil").count() == 1
    lead = sit_down(monkeypatch, make_user("leif", "team_lead"), DAY)
    assert "1 oplysning om nærmeste" in text_of(lead.get("/"))
    row = Kin.objects.get()
    assert lead.post("/naermeste/bekraeft/", {"kin": row.pk}).status_code == 302
    row.refresh_from_db()
    assert str(row.confirmed_by) == "Leif"


def test_a_number_declared_by_mistake_holds_until_the_lead_agrees(
    case: Case, bodil: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbered(case)
    declare_kin("170590-4321", "family", by=actor(bodil, DAY))
    row = Kin.objects.get()
    client = desk(monkeypatch, bodil)
    assert client.post("/naermeste/", {"withdraw": row.pk}).status_code == 302
    assert "til din teamleder har godkendt det" in text_of(client.get("/naermeste/"))
    assert client.post("/naermeste/", {"withdraw": row.pk}).status_code == 409
    assert client.post("/naermeste/bekraeft/", {"agree": row.pk}).status_code == 403
    assert client.get(f"/sager/{case.pk}/").status_code == 404
    lead = sit_down(monkeypatch, make_user("leif", "team_lead"), DAY)
    assert lead.post("/naermeste/", {"withdraw": row.pk}).status_code == 404
    assert "bedt trukket tilbage" in text_of(lead.get("/naermeste/bekraeft/"))
    assert lead.post("/naermeste/bekraeft/", {"keep": row.pk}).status_code == 302
    assert lead.post("/naermeste/bekraeft/", {"agree": row.pk}).status_code == 409
    client.post("/naermeste/", {"withdraw": row.pk})
    assert lead.post("/naermeste/bekraeft/", {"agree": row.pk}).status_code == 302
    assert not Kin.objects.exists()
    assert client.get(f"/sager/{case.pk}/").status_code == 200
    told = AuditEvent.objects.filter(action__startswith="kin.", outcome="allow")
    acts = [(e.actor, e.action) for e in told.exclude(action="kin.list").order_by("pk")]
    assert acts == [
        ("bodil", "kin.declare"), ("bodil", "kin.ask_to_withdraw"), ("leif", "kin.keep"),
        ("bodil", "kin.ask_to_withdraw"), ("leif", "kin.withdraw"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "role", "unit", "expected"),
    [("otto", "team_lead", "SYD", 404), ("bodil", "caseworker", "NORD", 403),
     ("dora", "dpo", "NORD", 403)],
)  # fmt: skip
def test_nobody_else_confirms(
    bodil: User, monkeypatch: pytest.MonkeyPatch, who: str, role: str, unit: str, expected: int
) -> None:
    row = Kin.objects.create(user=bodil, index="x", relation="family", declared_at=at(DAY))
    client = sit_down(monkeypatch, make_user(who, role, make_unit(unit)), DAY)
    assert client.post("/naermeste/bekraeft/", {"kin": row.pk}).status_code == expected
    row.refresh_from_db()
    assert row.confirmed_at is None


def test_the_clock_goes_on_and_the_glass_closes(
    case: Case, carl: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk(monkeypatch, carl)
    broken(case, carl)
    assert client.get(f"/sager/{case.pk}/").status_code == 200
    client = sit_down(monkeypatch, carl, "2024-05-15T12:00:00+00:00")
    assert client.get(f"/sager/{case.pk}/").status_code == 404
