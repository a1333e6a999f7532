"""Decisions, complaints and requests for access on their pages: every move, every refusal."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from cases.models import Case, Event
from interventions.models import RECORDS, AccessRequest, Complaint, Decision
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of, told, turn_clock
from tests.lifecycles.driver import again
from tests.make import assign, make_case, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import act

pytestmark = pytest.mark.django_db

DRAFT = {"subject": "Ophør af mentor", "legal_basis": "LAB § 167", "facts": "Et år er gået."}
HEARD = {"hearing_answer_by": "15-03-2024"}
SENT = {
    "legal_basis": "LAB § 167", "facts": "Et år er gået.", "reasons": "Målet er nået.",
    "guidance": "Du kan klage inden 4 uger.", "well_informed": "on",
    "no_hearing_reason": "Borgeren har selv bedt om det.",
}  # fmt: skip
CAME = {"received_on": "05-03-2024"}


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", basis="andet", active=True))


@pytest.fixture
def anna(case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), "2024-03-05")


def register(client: Client, case: Case, name: str, query: str = "", **typed: Any) -> Any:
    return client.post(f"/sager/{case.pk}/registrer/{name}/{query}", typed)


def drafted(client: Client, case: Case) -> Decision:
    assert register(client, case, "afgoerelse", **DRAFT).status_code == 302
    return Decision.objects.latest("pk")


def make(client: Client, row: Any, name: str, on: str = "05-03-2024", **typed: Any) -> Any:
    data = {"version": again(row).version, "effective_on": on, **typed}
    return client.post(f"/registreringer/{row.pk}/flyt/{name}/", data)


def sent(client: Client, case: Case) -> Decision:
    row = drafted(client, case)
    assert make(client, row, "send", **SENT).status_code == 302
    return again(row)


def complained(client: Client, case: Case) -> Complaint:
    query = f"?id={sent(client, case).pk}"
    assert register(client, case, "klage", query, text="Uenig", **CAME).status_code == 302
    return Complaint.objects.latest("pk")


def asked(client: Client, case: Case) -> AccessRequest:
    typed = {"asked_by": "Avisen", "wanted": "Hele sagen", **CAME}
    assert register(client, case, "aktindsigt", **typed).status_code == 302
    return AccessRequest.objects.latest("pk")


WALKS = {
    "Decision": (drafted, [
        ("hear", HEARD), ("record_answer", {"hearing_answer": "Nej tak"}), ("send", SENT),
        ("receive", {}),
    ]),
    "Decision, opgivet": (drafted, [("withdraw", {"reason": "Fik job"})]),
    "Complaint": (complained, [
        ("reassess", {}), ("forwarded", {"reassessment": "Intet nyt"}),
        ("decide", {"appeal_outcome": "upheld"}),
    ]),
    "Complaint, medhold": (complained, [
        ("reassess", {}), ("grant", {"reassessment": "Borgeren har ret"}),
    ]),
    "AccessRequest": (asked, [("decided", {"outcome": "granted"})]),
    "AccessRequest, frafaldet": (asked, [("withdraw", {"reason": "Har fået svar"})]),
}  # fmt: skip


@pytest.mark.parametrize("walk", WALKS)
def test_every_move_is_made_on_its_page_which_the_case_page_links_to(walk, case, anna):
    begin, moves = WALKS[walk]
    row = begin(anna, case)
    for name, typed in moves:
        page = f"/registreringer/{row.pk}/flyt/{name}/"
        assert page in anna.get(f"/sager/{case.pk}/").content.decode()
        assert anna.get(page).status_code == 200
        assert make(anna, row, name, **typed).status_code == 302, name
        assert Event.objects.filter(kind=row.kind, object_id=row.pk).last().move == name
    assert again(row).is_ended
    page = text_of(anna.get(f"/sager/{case.pk}/"))
    assert again(row).state_label in page


def test_the_walks_make_every_move_of_the_papers():
    made = {(walk.split(",")[0], name) for walk, (_, moves) in WALKS.items() for name, _ in moves}
    kinds = [kind for kind in RECORDS.values() if kind in (Decision, Complaint, AccessRequest)]
    assert made == {(kind.__name__, name) for kind in kinds for name in kind.moves()}


# --- what a decision must have before it is sent


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"reasons": ""}, "Dette felt er påkrævet."),
    ({"guidance": ""}, "Dette felt er påkrævet."),
    ({"legal_basis": ""}, "Dette felt er påkrævet."),
    ({"well_informed": ""}, "Bekræft, at sagen er tilstrækkeligt oplyst til at afgøres."),
    ({"no_hearing_reason": ""}, "Send sagen i partshøring først"),
])  # fmt: skip
def test_a_decision_without_what_the_law_wants_is_not_sent(case, anna, changes, sentence):
    row = drafted(anna, case)
    answer = make(anna, row, "send", **{**SENT, **changes})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Målet er nået." in text_of(answer) or "reasons" in changes
    assert again(row).state == "drafted"


def test_a_favourable_decision_needs_no_hearing(case, anna):
    typed = {**SENT, "no_hearing_reason": "", "favourable": "on"}
    assert make(anna, drafted(anna, case), "send", **typed).status_code == 302


def test_a_party_who_was_heard_needs_no_reason_for_not_hearing(case, anna, monkeypatch):
    row = drafted(anna, case)
    make(anna, row, "hear", **HEARD)
    typed = {**SENT, "no_hearing_reason": ""}
    answer = make(anna, row, "send", **typed)
    assert answer.status_code == 409
    assert "til og med 15-03-2024" in text_of(answer)
    turn_clock(monkeypatch, "2024-03-16")
    assert make(anna, row, "send", "16-03-2024", **typed).status_code == 302


def test_time_to_answer_lies_after_the_hearing(case, anna):
    answer = make(anna, drafted(anna, case), "hear", hearing_answer_by="05-03-2024")
    assert answer.status_code == 422
    assert "Svarfristen skal ligge efter den dag, høringen sendes." in text_of(answer)


def test_the_page_of_sending_comes_with_guidance_and_what_was_drafted(case, anna):
    page = text_of(anna.get(f"/registreringer/{drafted(anna, case).pk}/flyt/send/"))
    assert "Klagefristen er 4 uger fra den dag, du har modtaget den." in page
    assert "Et år er gået." in page


def test_nothing_is_sent_to_the_dead(case, anna):
    row = drafted(anna, case)
    act(case, "close", "2024-03-05", reason="doed")
    assert again(row).state == "drafted"  # it outlives the case, but goes nowhere
    answer = make(anna, row, "send", **SENT)
    assert answer.status_code == 409
    assert "Borgeren er død." in text_of(answer)


# --- complaints and access


def test_a_complaint_needs_a_decision_that_was_sent(case, anna):
    row = drafted(anna, case)
    assert register(anna, case, "klage", f"?id={row.pk}", text="Uenig", **CAME).status_code == 404


def test_a_complaint_before_the_decision_was_sent_is_a_slip_of_the_pen(case, anna):
    query = f"?id={sent(anna, case).pk}"
    answer = register(anna, case, "klage", query, text="Uenig", received_on="04-03-2024")
    assert answer.status_code == 422
    assert "Afgørelsen blev først sendt den 05-03-2024." in text_of(answer)
    assert "Uenig" in text_of(answer)


def test_a_late_complaint_says_so_to_who_registers_it(case, anna, monkeypatch):
    row = sent(anna, case)
    make(anna, row, "receive")  # four weeks from 5 March end on 2 April, Easter Monday passed
    anna = sit_down(monkeypatch, make_user("anna"), "2024-04-03")
    answer = register(anna, case, "klage", f"?id={row.pk}", text="Uenig", received_on="03-04-2024")
    assert told(answer) == "Klagen er registreret. Den er modtaget efter klagefristen."
    assert "Modtaget efter klagefristen" in text_of(anna.get(f"/sager/{case.pk}/"))


def test_a_refusal_of_access_says_what_is_withheld_and_why(case, anna):
    row = asked(anna, case)
    answer = make(anna, row, "decided", outcome="refused")
    assert answer.status_code == 422
    assert "Skriv, hvad der er undtaget, og hvorfor." in text_of(answer)
    assert make(anna, row, "decided", outcome="refused", withheld="Notater").status_code == 302


def test_nothing_came_in_before_the_case_was_there(case, anna):
    answer = register(
        anna, case, "aktindsigt", asked_by="Avisen", wanted="Alt", received_on="01-01-2024"
    )
    assert answer.status_code == 422
    assert "Forløbet blev først oprettet den 02-01-2024." in text_of(answer)


# --- who sees them


@pytest.mark.parametrize(("name", "role", "function", "status"), [
    ("lone", "team_lead", "", 200), ("berit", "caseworker", "", 404),
    ("fie", "caseworker", "family_caseworker", 404), ("mia", "mentor", "mentor", 404),
])  # fmt: skip
def test_a_decision_is_read_by_who_works_the_case(
    case, anna, monkeypatch, name, role, function, status
):
    row, user = sent(anna, case), make_user(name, role)
    if function:
        assign(case, user, function, "2024-01-02")
    reader = sit_down(monkeypatch, user, "2024-03-05")
    assert reader.get(f"/registreringer/{row.pk}/flyt/receive/").status_code == status
    assert reader.get(f"/api/v1/records/{row.pk}/").status_code == status
    assert ("Ophør af mentor" in text_of(reader.get(f"/sager/{case.pk}/"))) == (status == 200)


def test_a_closed_case_with_an_open_complaint_stays_on_the_days_list(case, anna, monkeypatch):
    complained(anna, case)
    act(case, "close", "2024-03-05", reason="job")
    assert f"/sager/{case.pk}/" in anna.get("/").content.decode()
    berit = sit_down(monkeypatch, make_user("berit"), "2024-03-05")
    assert f"/sager/{case.pk}/" not in berit.get("/?enhed=hele").content.decode()


def test_the_case_page_costs_the_same_with_many_papers(case, anna):
    def some_more() -> None:
        complained(anna, case)
        asked(anna, case)
        note = {"theme": "kontakt", "direction": "internal", "text": "Ringede"}
        assert register(anna, case, "notat", happened_on="05-03-2024", **note).status_code == 302

    some_more()
    few = queries_of(anna, f"/sager/{case.pk}/")
    some_more()
    assert queries_of(anna, f"/sager/{case.pk}/") == few


# --- the API


def test_the_api_reads_and_moves_a_record(case, anna):
    row = sent(anna, case)
    answer = anna.get(f"/api/v1/records/{row.pk}/")
    body = answer.json()
    assert (body["kind"], body["state"], body["label"]) == ("Decision", "sent", "Afgørelse")
    assert body["facts"]["reasons"] == "Målet er nået."
    assert answer["ETag"] == f'"{row.version}"'
    assert AuditEvent.objects.filter(action="Decision.read", resource_id=str(row.pk)).exists()
    possible = [m["name"] for m in anna.get(f"/api/v1/records/{row.pk}/moves/").json()
                if m["possible"]]  # fmt: skip
    assert possible == ["receive"]
    moved = anna.post(
        f"/api/v1/records/{row.pk}/moves/receive/", {"version": row.version},
        content_type="application/json",
    )  # fmt: skip
    assert (moved.status_code, moved.json()["state"]) == (200, "delivered")
    assert case.deadlines.filter(rule__code="FVL-KLAGE-4W", about=row.pk).exists()


def test_the_pages_title_names_no_person(case, anna):
    page = text_of(anna.get(f"/registreringer/{sent(anna, case).pk}/flyt/receive/"))
    assert "<title>" in page
    assert "Haddad" not in page.split("<title>")[1].split("</title>")[0]


def test_during_the_hearing_the_case_page_says_why_nothing_is_sent_and_until_when(
    case: Case, anna: Client
) -> None:
    row = drafted(anna, case)
    make(anna, row, "hear", **HEARD)
    page = text_of(anna.get(f"/sager/{case.pk}/"))
    assert "Send afgørelsen: Borgeren kan svare på høringen til og med 15-03-2024." in page
    assert f'href="/registreringer/{row.pk}/flyt/send/"' not in page
    make(anna, row, "record_answer", hearing_answer="Nej tak")
    page = text_of(anna.get(f"/sager/{case.pk}/"))
    assert "Borgeren kan svare på høringen" not in page
    assert f'href="/registreringer/{row.pk}/flyt/send/"' in page
