"""A decision and its hearing as they were sent: on the page, on paper, and in the trail."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from cases.models import Case
from interventions.models import Decision
from tests.interventions.desk import sit_down, text_of
from tests.lifecycles.driver import again
from tests.make import make_case, make_unit, make_user
from tests.plugins.kept import Kept
from tests.reports.reading import text_of as read_pdf
from tests.scenarios.acts import act

pytestmark = pytest.mark.django_db

DRAFT = {"subject": "Ophør af mentor", "legal_basis": "LAB § 167", "facts": "Et år er gået."}
SENT = {
    "legal_basis": "LAB § 168", "facts": "Året er gået, og målet er nået.",
    "reasons": "Du har fået job.", "guidance": "Du kan klage inden 4 uger.", "well_informed": "on",
    "no_hearing_reason": "Du har selv bedt om det.",
}  # fmt: skip
READ = ("subject", "legal_basis", "facts", "reasons", "guidance")


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", basis="andet", active=True))


@pytest.fixture
def anna(case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), "2024-03-05")


@pytest.fixture
def row(case: Case, anna: Client) -> Decision:
    anna.post(f"/sager/{case.pk}/registrer/afgoerelse/", DRAFT)
    return Decision.objects.get()


def make(client: Client, row: Decision, name: str, on: str = "05-03-2024", **typed: Any) -> None:
    data = {"version": again(row).version, "effective_on": on, **typed}
    answer = client.post(f"/registreringer/{row.pk}/flyt/{name}/", data)
    assert answer.status_code == 302, text_of(answer)


def letter(client: Client, row: Decision, name: str, query: str = "") -> Any:
    return client.get(f"/registreringer/{row.pk}/brev/{name}/{query}")


def test_a_sent_decision_is_read_as_it_was_sent(anna, case, row):
    make(anna, row, "send", **SENT)
    assert f"/registreringer/{row.pk}/brev/afgoerelse/" in (
        anna.get(f"/sager/{case.pk}/").content.decode()
    )
    page = text_of(letter(anna, row, "afgoerelse"))
    assert "Afgørelse: Ophør af mentor" in page
    for told in SENT.values():
        assert told in page or told == "on"
    assert 'Sendt</dt><dd dir="auto">05-03-2024' in page
    assert str(case.citizen) in page
    assert 'Sendt af</dt><dd dir="auto">Anna' in page
    assert "Fire uger fra den dag, borgeren modtager afgørelsen" in page


def test_the_time_to_complain_counts_from_receipt(anna, row):
    make(anna, row, "send", **SENT)
    make(anna, row, "receive")  # four weeks from Tuesday 5 March 2024: Tuesday 2 April
    page = text_of(letter(anna, row, "afgoerelse"))
    assert 'Klagefrist</dt><dd dir="auto">02-04-2024' in page
    assert 'Modtaget af borgeren</dt><dd dir="auto">05-03-2024' in page


def test_the_paper_says_what_the_page_says_and_no_number(anna, case, row):
    make(anna, row, "send", **SENT)
    answer = letter(anna, row, "afgoerelse", "?format=pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="afgoerelse-{row.pk}.pdf"'
    paper = read_pdf(answer.content)
    for told in (*(SENT[name] for name in ("legal_basis", "facts", "reasons", "guidance")),
                 "Ophør af mentor", "Sendt 05-03-2024"):  # fmt: skip
        assert told in paper
    assert "Opgjort pr." not in paper
    assert f"{case.citizen.born_on:%d%m%y}" not in paper


def test_the_hearing_stays_as_it_was_sent_whatever_the_decision_says_later(
    anna, case, row, monkeypatch
):
    make(anna, row, "hear", hearing_answer_by="15-03-2024")
    make(anna, row, "record_answer", hearing_answer="Jeg er uenig")
    anna = sit_down(monkeypatch, make_user("anna"), "2024-03-18")
    make(anna, row, "send", "18-03-2024", **SENT)
    page = text_of(letter(anna, row, "hoering"))
    for told in ("Et år er gået.", "LAB § 167", "15-03-2024", "Jeg er uenig"):
        assert told in page
    assert "Du har fået job." not in page
    assert "Året er gået" not in page
    ruling = text_of(letter(anna, row, "afgoerelse"))
    assert "Sendt den 05-03-2024 med svarfrist 15-03-2024." in ruling
    assert "Borgerens svar: Jeg er uenig" in ruling
    both = anna.get(f"/sager/{case.pk}/").content.decode()
    assert "Læs partshøringen" in both
    assert "Læs afgørelsen" in both


def test_each_reading_leaves_a_row_that_names_fields_and_no_values(anna, case, row):
    make(anna, row, "send", **SENT)
    letter(anna, row, "afgoerelse")
    letter(anna, row, "afgoerelse", "?format=pdf")
    events = AuditEvent.objects.filter(action="Decision.letter")
    assert [event.resource_id for event in events] == [str(row.pk)] * 2
    for event in events:
        assert set(READ) < set(event.fields)
        assert event.subjects == [str(case.citizen_id)]
        assert "job" not in str(event.fields)


@pytest.mark.parametrize("name", ["afgoerelse", "hoering", "klage"])
def test_a_letter_that_was_not_sent_is_not_there(anna, row, name):
    assert letter(anna, row, name).status_code == 404
    assert not AuditEvent.objects.filter(action="Decision.letter").exists()


# Who sees the case, but not what was decided in it, meets what was never there.
@pytest.mark.parametrize(
    ("username", "role", "unit", "status"),
    [
        ("bo", "caseworker", "NORD", 404),
        ("syd", "team_lead", "SYD", 404),
        ("mia", "mentor", "NORD", 404),
        ("leder", "manager", "NORD", 403),
        ("leth", "team_lead", "NORD", 200),
    ],
)
def test_it_is_read_by_those_who_may_see_decisions(
    anna, row, monkeypatch, username, role, unit, status
):
    make(anna, row, "send", **SENT)
    reader = sit_down(monkeypatch, make_user(username, role, make_unit(unit)), "2024-03-05")
    for query in ("", "?format=pdf"):
        assert letter(reader, row, "afgoerelse", query).status_code == status


def test_after_a_death_the_paper_says_that_it_must_not_be_sent(anna, case, row):
    make(anna, row, "send", **SENT)
    assert "må ikke sendes" not in text_of(letter(anna, row, "afgoerelse"))
    act(case, "close", "2024-03-05", reason="doed")
    assert "Borgeren er død. Brevet må ikke sendes." in text_of(letter(anna, row, "afgoerelse"))
