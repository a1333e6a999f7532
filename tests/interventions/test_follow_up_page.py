"""The mentor's log: few inputs, nothing lost, and twice is once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from cases.models import Assignment, Case
from interventions.actions.perform import perform
from interventions.models import CompanyPlacement, FollowUp, Mentoring
from tests.interventions.desk import sit_down, text_of, told, turn_clock
from tests.make import actor, assign, day, make_case, make_consent, make_unit, make_user, step_of
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

TYPED = {
    "key": "k1",
    "occurred_on": "06-03-2024",
    "outcome": "completed",
    "contact_form": "in_person",
    "topics": ["bank", "mitid"],
    "text": "Vi fik åbnet en konto.",
}


@pytest.fixture(scope="module")
def mentoring(kept: Kept) -> Mentoring:
    case = make_case(
        "2024-01-02", arrived_on="2024-02-10", active=True,
        citizen={"safe_contact": "Ring ikke, kun sms"},
    )  # fmt: skip
    make_consent(case, "mentor", "2024-02-01")
    by = actor(make_user("anna"), "2024-03-05")
    row = perform(step_of(case, Mentoring), "offer", by=by)
    typed = {"mentor": make_user("mikkel", "mentor").pk, "until": "10-02-2025"}
    assigned: Mentoring = perform(row, "assign", typed, by=by)
    return kept(assigned)


@pytest.fixture
def mikkel(mentoring: Mentoring, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("mikkel", "mentor"), "2024-03-06")


def again(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


def url(row: Any) -> str:
    return f"/mentorforloeb/{row.pk}/opfoelgning/"


def test_the_page_says_whom_how_to_reach_her_and_until_when(
    mentoring: Mentoring, mikkel: Client
) -> None:
    Assignment.objects.filter(function="mentor").update(to_on=day("2024-06-01"))
    page = text_of(mikkel.get(url(mentoring)))
    assert "Amal Haddad" in page
    assert "Ring ikke, kun sms" in page
    assert "Mentorforløbet er bevilget til 10-02-2025." in page
    assert "Du har adgang til og med 31-05-2024." in page
    assert "<title>Ny opfølgning – Forløb</title>" in page
    assert "17-05-1990" not in page
    assert "1990" not in page


def test_five_inputs_log_a_meeting_and_start_the_mentoring(
    mentoring: Mentoring, mikkel: Client
) -> None:
    form = mikkel.get(url(mentoring)).context["form"]
    assert form["occurred_on"].value() == day("2024-03-06")
    assert form["contact_form"].value() == "in_person"
    answer = mikkel.post(url(mentoring), TYPED)
    assert (answer.url, told(answer)) == ("/", "Opfølgningen er gemt.")
    row = FollowUp.objects.get()
    assert (row.text, row.topics, str(row.author)) == (
        "Vi fik åbnet en konto.", ["bank", "mitid"], "Mikkel",
    )  # fmt: skip
    assert (again(mentoring).state, again(mentoring).starts_on) == ("running", day("2024-03-06"))


def test_each_topic_says_when_it_was_last_talked_about(
    mentoring: Mentoring, mikkel: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    mikkel.post(url(mentoring), TYPED)
    mikkel = sit_down(monkeypatch, make_user("mikkel", "mentor"), "2024-03-18")
    page = text_of(mikkel.get(url(mentoring)))
    assert "Bank (senest for 12 dage siden)" in page
    assert "MitID (senest for 12 dage siden)" in page
    assert "Rejsekort<" in page
    mikkel.post(url(mentoring), {**TYPED, "key": "k2", "occurred_on": "17-03-2024"})
    assert "Bank (senest for 1 dag siden)" in text_of(mikkel.get(url(mentoring)))
    mikkel.post(url(mentoring), {**TYPED, "key": "k3", "occurred_on": "18-03-2024"})
    assert "Bank (senest i dag)" in text_of(mikkel.get(url(mentoring)))


def test_a_mentor_learns_nothing_of_what_another_wrote_and_the_caseworker_does(
    mentoring: Mentoring, mikkel: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    mikkel.post(url(mentoring), {**TYPED, "contact_form": "phone"})
    anna = sit_down(monkeypatch, make_user("anna"), "2024-03-18")
    assert "Bank (senest for 12 dage siden)" in text_of(anna.get(url(mentoring)))
    other = make_user("maja", "mentor")
    assign(mentoring.case, other, "mentor", "2024-03-10")
    maja = sit_down(monkeypatch, other, "2024-03-18")
    shown = maja.get(url(mentoring))
    assert "senest" not in text_of(shown)
    assert shown.context["form"]["contact_form"].value() == "in_person"


def test_the_latest_form_of_contact_is_proposed(mentoring: Mentoring, mikkel: Client) -> None:
    mikkel.post(url(mentoring), {**TYPED, "contact_form": "phone"})
    assert mikkel.get(url(mentoring)).context["form"]["contact_form"].value() == "phone"


def test_a_double_click_is_one_row(mentoring: Mentoring, mikkel: Client) -> None:
    for _ in range(2):
        assert mikkel.post(url(mentoring), TYPED).status_code == 302
    assert FollowUp.objects.count() == 1


def test_an_old_page_with_a_new_text_is_not_lost(
    mentoring: Mentoring, mikkel: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    mikkel.post(url(mentoring), TYPED)
    turn_clock(monkeypatch, "2024-03-06T11:05:00+00:00")
    answer = mikkel.post(url(mentoring), {**TYPED, "text": "Vi fik også MitID."})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Opfølgningen er gemt i forvejen" in page
    assert "Vi fik også MitID.</textarea>" in page
    key = re.search('name="key" value="([^"]+)"', page)
    assert key
    assert key[1] != "k1"
    mikkel.post(url(mentoring), {**TYPED, "text": "Vi fik også MitID.", "key": key[1]})
    assert FollowUp.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"outcome": ""}, "Udfald: Dette felt er påkrævet."),
        ({"occurred_on": "07-03-2024"}, "Datoen kan ikke ligge i fremtiden."),
        ({"occurred_on": "30-02-2024"}, "Indtast en gyldig dato."),
        ({"occurred_on": "01-02-2024"}, "Du blev mentor den 05-03-2024."),
        ({"next_at": "31-03-2024 02:30"}, "Klokken 02:30 findes ikke den 31-03-2024"),
        ({"next_at": "i morgen"}, "Skriv dato og klokkeslæt"),
        ({"topics": ["krydderier"]}, "krydderier er ikke en af de tilgængelige"),
    ],
)
def test_an_error_keeps_what_was_typed_and_the_key(
    wrong: dict[str, Any], message: str, mentoring: Mentoring, mikkel: Client
) -> None:
    answer = mikkel.post(url(mentoring), {**TYPED, "help_wanted": "on", **wrong})
    page = text_of(answer)
    assert answer.status_code == 422
    assert message in page
    assert "Vi fik åbnet en konto.</textarea>" in page
    assert 'name="key" value="k1"' in page
    assert FollowUp.objects.count() == 0


@pytest.mark.parametrize("text", ["a" * 100_000, "🙂" * 5001])
def test_a_text_that_is_too_long_is_refused_and_kept(
    text: str, mentoring: Mentoring, mikkel: Client
) -> None:
    answer = mikkel.post(url(mentoring), {**TYPED, "text": text})
    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == text


@pytest.mark.parametrize("text", ["🙂 مرحبا", "<script>alert(1)</script>", "\u202eabc", "Ґанна"])
def test_any_script_is_kept_as_it_was_written(
    text: str, mentoring: Mentoring, mikkel: Client
) -> None:
    assert mikkel.post(url(mentoring), {**TYPED, "text": text}).status_code == 302
    assert FollowUp.objects.get().text == text


def test_a_key_that_is_missing_or_too_long_harms_nothing(
    mentoring: Mentoring, mikkel: Client
) -> None:
    for key in ("", "k" * 100_000):
        assert mikkel.post(url(mentoring), {**TYPED, "key": key}).status_code == 302
    assert FollowUp.objects.count() == 2


def test_the_caseworker_logs_too(mentoring: Mentoring, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = sit_down(monkeypatch, make_user("anna"), "2024-03-06")
    assert "Du har adgang" not in text_of(anna.get(url(mentoring)))
    assert anna.post(url(mentoring), TYPED).status_code == 302
    assert str(FollowUp.objects.get().author) == "Anna"


def test_before_a_mentor_is_assigned_there_is_nothing_to_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2024-01-02", active=True)
    anna = sit_down(monkeypatch, make_user("anna"), "2024-03-06")
    row = step_of(case, Mentoring)
    page = text_of(anna.get(url(row)))
    assert "Mentorforløbet er planlagt, så der kan ikke skrives opfølgning." in page
    answer = anna.post(url(row), TYPED)
    assert answer.status_code == 409
    assert "Vi fik åbnet en konto.</textarea>" in text_of(answer)


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        ("mentor", "NORD", 404),
        ("caseworker", "NORD", 403),
        ("caseworker", "SYD", 404),
        ("team_lead", "NORD", 200),
        ("team_lead", "SYD", 404),
        ("manager", "NORD", 403),
        ("admin", "NORD", 403),
    ],
)
def test_who_may_log(
    role: str, unit: str, status: int, mentoring: Mentoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("en", role, make_unit(unit)), "2024-03-06")
    assert client.get(url(mentoring)).status_code == status
    assert client.post(url(mentoring), {}).status_code == (422 if status == 200 else status)


def test_a_mentor_has_lost_the_page_when_her_time_is_over(
    mentoring: Mentoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    Assignment.objects.filter(function="mentor").update(to_on=day("2024-03-20"))
    mikkel = make_user("mikkel", "mentor")
    assert sit_down(monkeypatch, mikkel, "2024-03-19").get(url(mentoring)).status_code == 200
    assert sit_down(monkeypatch, mikkel, "2024-03-20").get(url(mentoring)).status_code == 404


def test_other_steps_are_not_found(mentoring: Mentoring, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = sit_down(monkeypatch, make_user("anna"), "2024-03-06")
    case: Case = mentoring.case
    assert anna.get(url(step_of(case, CompanyPlacement))).status_code == 404
    assert anna.get("/mentorforloeb/999999/opfoelgning/").status_code == 404


def test_the_page_asks_as_few_questions_after_thirty_meetings_as_after_one(
    mentoring: Mentoring, mikkel: Client, django_assert_num_queries: Any
) -> None:
    mikkel.post(url(mentoring), TYPED)
    mikkel.get(url(mentoring))
    with django_assert_num_queries(20):
        mikkel.get(url(mentoring))
    for n in range(30):
        mikkel.post(url(mentoring), {**TYPED, "key": f"n{n}"})
    mikkel.get(url(mentoring))  # takes the waiting messages
    with django_assert_num_queries(20):
        mikkel.get(url(mentoring))
