"""The page of a move: what survives an error, a conflict, a second click and a hostile text."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from cases.models import Case, Event
from interventions.actions.perform import perform
from interventions.models import (
    AsylumCentreTalk,
    CompanyPlacement,
    HealthAssessment,
    Mentoring,
)
from tests.interventions.desk import sit_down, text_of, turn_clock
from tests.interventions.moving import (
    MATCH,
    again,
    running_mentoring,
    send,
    url,
)
from tests.make import (
    actor,
    day,
    make_case,
    make_user,
    step_of,
)
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", arrived_on="2024-02-10", active=True))


@pytest.fixture
def anna(case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), "2024-03-05")


# --- what survives


def test_what_was_typed_survives_an_error(case: Case, anna: Client) -> None:
    typed = {**MATCH, "cvr": "12345678", "tasks": "Bage <b>brød</b> & boller"}
    answer = send(anna, step_of(case, CompanyPlacement), "match", **typed)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "CVR-nummer: CVR-nummeret findes ikke: kontrollér de 8 cifre." in page
    assert 'value="12345678"' in page
    assert "Bage &lt;b&gt;brød&lt;/b&gt; &amp; boller" in answer.content.decode()
    assert step_of(case, CompanyPlacement).state == "draft"


def test_who_comes_second_is_told_who_was_first_and_keeps_the_text(
    case: Case, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = step_of(case, HealthAssessment)
    seen = row.version
    typed = {"existing_information": "Journal fra centret", "guidance_given": "on"}
    lead = actor(make_user("lene", "team_lead"), "2024-03-05T09:30:00+00:00")
    perform(row, "offer", {**typed, "existing_information": "Kort"}, by=lead)
    answer = anna.post(url(row, "offer"), {"version": seen, **typed})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Sidst ændret af Lene den 05-03-2024 10:30: »Tilbyd«." in page
    assert "Journal fra centret</textarea>" in page
    assert "Kopiér det, du vil gemme" in page


def test_after_a_conflict_the_fresh_version_stands_in_the_form_and_can_be_sent(
    case: Case, anna: Client
) -> None:
    row = running_mentoring(case)
    seen = row.version
    lead = actor(make_user("lene", "team_lead"), "2024-03-05")
    perform(row, "extend", {"until": "05-02-2025", "reason": "Ro"}, by=lead)
    typed = {"until": "06-02-2025", "reason": "Sprog", "effective_on": "05-03-2024"}
    answer = anna.post(url(row, "extend"), {"version": seen, **typed})
    page = text_of(answer)
    assert answer.status_code == 409
    assert 'value="06-02-2025"' in page
    assert "Prøv igen" in page
    fresh = re.search('name="version" value="([0-9]+)"', page)
    assert fresh
    assert anna.post(url(row, "extend"), {"version": fresh[1], **typed}).status_code == 302
    assert again(row).until == day("2025-02-06")


def test_a_second_click_is_harmless_and_told_kindly(case: Case, anna: Client) -> None:
    row = step_of(case, Mentoring)
    sent = {"version": row.version, "effective_on": "05-03-2024"}
    assert anna.post(url(row, "offer"), sent).status_code == 302
    answer = anna.post(url(row, "offer"), sent)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Det er allerede gjort" in page
    assert "Du registrerede »Tilbyd« klokken 12:00." in page
    assert Event.objects.filter(kind="Mentoring", move="offer").count() == 1


def test_after_ten_minutes_the_same_is_no_double_click(
    case: Case, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = step_of(case, Mentoring)
    sent = {"version": row.version, "effective_on": "05-03-2024"}
    anna.post(url(row, "offer"), sent)
    turn_clock(monkeypatch, "2024-03-05T11:10:01+00:00")
    page = text_of(anna.post(url(row, "offer"), sent))
    assert "Det er allerede gjort" not in page
    assert "Sidst ændret af Anna" in page


@pytest.mark.parametrize("version", ["", "0", "-1", "abc", "9" * 5000, "٣"])
def test_a_form_without_a_known_version_changes_nothing(
    version: str, case: Case, anna: Client
) -> None:
    row = step_of(case, Mentoring)
    answer = anna.post(url(row, "offer"), {"version": version, "effective_on": "05-03-2024"})
    assert (answer.status_code, again(row).state) == (409, "planned")


# --- what is hostile or impossible


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("06-03-2024", "Datoen kan ikke ligge i fremtiden."),
        ("01-01-2024", "Datoen kan ikke ligge før 02-01-2024"),
        ("30-02-2024", "Indtast en gyldig dato."),
        ("", "Dette felt er påkrævet."),
        ("31-12-9999", "Datoen kan ikke ligge i fremtiden."),
        ("<script>alert(1)</script>", "Indtast en gyldig dato."),
        ("10-01-2024", "Datoen ligger mere end 14 dage tilbage."),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_words(
    typed: str, message: str, case: Case, anna: Client
) -> None:
    answer = send(anna, step_of(case, Mentoring), "offer", effective_on=typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert "<script>alert" not in page
    assert step_of(case, Mentoring).state == "planned"


def test_a_clock_time_that_the_spring_change_skips_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2025-03-03")
    client = sit_down(monkeypatch, make_user("anna"), "2025-03-10")
    row = step_of(case, AsylumCentreTalk)
    answer = send(client, row, "reschedule", meets_at="30-03-2025 02:30", effective_on="10-03-2025")
    assert answer.status_code == 422
    assert "Klokken 02:30 findes ikke den 30-03-2025" in text_of(answer)


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "🙂" * 500, "<script>alert('x')</script>", "مرحبا \u202e abc", "Ґанна\u0301"],
    ids=["100.000 tegn", "emoji", "script", "højre til venstre", "kombineret tegn"],
)
def test_strange_texts_are_kept_as_written_or_refused_and_never_break_the_page(
    text: str, case: Case, anna: Client
) -> None:
    row = step_of(case, HealthAssessment)
    typed = {"existing_information": text, "guidance_given": "on", "effective_on": "05-03-2024"}
    assert send(anna, row, "offer", **typed).status_code == 302
    assert again(row).existing_information == text
    note = send(anna, again(row), "accept", clinic="x", note=text)
    assert note.status_code in (409, 422)
    assert "<script>alert" not in note.content.decode()


def test_a_nul_character_is_refused(case: Case, anna: Client) -> None:
    row = step_of(case, CompanyPlacement)
    answer = send(anna, row, "match", **{**MATCH, "company": "Bag\x00er"})
    assert (answer.status_code, again(row).state) == (422, "draft")
