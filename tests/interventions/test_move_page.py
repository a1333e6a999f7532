"""The page of a move: what it shows, what it makes, and who may see it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from cases.actions.assignments import assign_responsible
from cases.models import Approval, Case
from interventions.actions.perform import perform
from interventions.models import (
    CompanyPlacement,
    Goal,
    HealthAssessment,
    Mentoring,
)
from tests.interventions.desk import sit_down, text_of, told
from tests.interventions.moving import (
    AGREE,
    GOAL,
    MATCH,
    again,
    matched,
    running_mentoring,
    send,
    url,
)
from tests.make import (
    UNMEASURED,
    actor,
    assign,
    day,
    make_case,
    make_production_unit,
    make_unit,
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


# --- what is shown


def test_the_page_shows_citizen_state_and_the_deadlines_that_the_move_can_meet(
    case: Case, anna: Client
) -> None:
    page = text_of(anna.get(url(step_of(case, Mentoring), "offer")))
    assert "Amal Haddad" in page
    assert "Planlagt" in page
    assert "Tilbudt" in page
    assert 'Helhedsorienteret mentor tilbudt: <span class="nowrap">17-02-2024</span>' in page
    assert "(overskredet)" in page


def test_neither_title_nor_address_names_the_citizen(case: Case, anna: Client) -> None:
    page = text_of(anna.get(url(case, "pause")))
    title = re.search("<title>(.*?)</title>", page)
    assert title
    assert title[1] == "Sæt i bero – Forløbet – Forløb"
    assert not [href for href in re.findall('href="([^"]*)"', page) if "Haddad" in href]


def test_a_move_that_is_not_possible_says_why_and_leads_back(case: Case, anna: Client) -> None:
    page = text_of(anna.get(url(step_of(case, CompanyPlacement), "agree")))
    assert "Det er ikke muligt nu" in page
    assert "Kun mulig fra »Virksomhed fundet«; tilstanden er nu »Under planlægning«." in page
    assert f'<a href="/sager/{case.pk}/">Tilbage til forløbet</a>' in page
    assert 'name="version"' not in page


def test_a_missing_consent_is_told_in_the_guards_words(case: Case, anna: Client) -> None:
    row = perform(step_of(case, Mentoring), "offer", by=actor(make_user("anna"), "2024-03-05"))
    page = text_of(anna.get(url(row, "assign")))
    assert "Borgerens samtykke mangler: navn og telefon må deles med mentoren." in page


def test_good_defaults_stand_in_the_form_of_a_placement(case: Case, anna: Client) -> None:
    shown = anna.get(url(step_of(case, CompanyPlacement), "match")).context["form"]
    assert shown["effective_on"].value() == day("2024-03-05")
    assert shown["form"].value() == "placement"
    assert (shown["planned_from"].value(), shown["planned_to"].value()) == (
        day("2024-03-06"),
        day("2024-04-02"),
    )


def test_closing_lists_the_steps_that_end(case: Case, anna: Client) -> None:
    page = text_of(anna.get(url(case, "close")))
    assert "Disse skridt slutter med sagen" in page
    assert "<li>Virksomhedspraktik (under planlægning)</li>" in page
    answer = send(anna, case, "close", reason="job", effective_on="05-03-2024", **UNMEASURED)
    assert "5 skridt sluttede med sagen." in told(answer)


def test_help_and_errors_are_linked_to_their_fields(case: Case, anna: Client) -> None:
    answer = send(anna, step_of(case, CompanyPlacement), "match", effective_on="i går")
    page = text_of(answer)
    described = re.findall('aria-describedby="([^"]+)"', page)
    ids = set(re.findall('id="([^"]+)"', page))
    assert "id_effective_on_helptext id_effective_on_error" in described
    assert {part for names in described for part in names.split()} <= ids
    linked = re.findall('<li><a href="#([^"]+)">', page)
    assert linked[0] == "id_effective_on"
    assert set(linked) <= ids


def test_reading_a_move_page_leaves_a_trace(case: Case, anna: Client) -> None:
    anna.get(url(case, "pause"))
    row = AuditEvent.objects.first()
    assert row
    assert (row.actor, row.action, row.subjects) == ("anna", "case.read", [str(case.citizen_id)])


def test_a_move_page_asks_few_questions_of_the_database(
    case: Case, anna: Client, django_assert_max_num_queries: Any
) -> None:
    step = step_of(case, Mentoring)
    anna.get(url(step, "offer"))
    with django_assert_max_num_queries(30):
        anna.get(url(step, "offer"))


# --- what is made


def test_a_deadline_met_late_is_told_with_its_days(case: Case, anna: Client) -> None:
    answer = send(anna, step_of(case, Mentoring), "offer", effective_on="05-03-2024")
    assert (answer.status_code, answer.url) == (302, f"/sager/{case.pk}/")
    assert told(answer) == (
        "Mentorforløb: »Tilbyd« er registreret. Fristen »Helhedsorienteret mentor tilbudt« "
        "(17-02-2024) er opfyldt 17 dage for sent."
    )


def test_a_deadline_met_in_time_is_told_too(case: Case, anna: Client) -> None:
    answer = send(
        anna, step_of(case, HealthAssessment), "offer", effective_on="05-03-2024",
        existing_information="Journal", guidance_given="on",
    )  # fmt: skip
    assert (
        "Fristen »Helbredsmæssig vurdering tilbudt (alle flygtninge)« (01-09-2024) er opfyldt "
        "rettidigt."
    ) in told(answer)


def test_planning_waits_for_a_responsible_and_tells_how_much_was_planned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2024-01-02", plan=False)
    lead = make_user("lene", "team_lead")
    client = sit_down(monkeypatch, lead, "2024-01-03")
    assert "Sagen mangler en ansvarlig sagsbehandler." in text_of(client.get(url(case, "plan")))
    assign_responsible(case, make_user("anna"), by=actor(lead, "2024-01-03"))
    answer = send(client, case, "plan")
    assert told(answer) == (
        "Forløbet: »Planlæg« er registreret. Planen har 6 skridt og 18 frister."
    )


def test_one_page_makes_the_goal_and_the_agreement(case: Case, anna: Client) -> None:
    row = matched(case)
    page = text_of(anna.get(url(row, "agree")))
    assert "En virksomhedspraktik står aldrig alene" in page
    answer = send(anna, row, "agree", effective_on="05-03-2024", **AGREE, **GOAL)
    assert answer.status_code == 302
    assert (again(row).state, row.goals.get().text) == ("agreed", "Hilser på alle")


def test_when_the_agreement_fails_the_goal_is_not_kept_but_both_texts_are(
    case: Case, anna: Client
) -> None:
    row = matched(case)
    answer = send(anna, row, "agree", effective_on="05-03-2024", purpose="training", **GOAL)
    page = text_of(answer)
    assert answer.status_code == 422
    assert 'value="Hilser på alle"' in page
    assert "Aftalen skal være underskrevet af alle tre." in page
    assert (again(row).state, Goal.objects.count()) == ("matched", 0)


def test_without_a_goal_the_agreement_is_refused_at_the_goals_fields(
    case: Case, anna: Client
) -> None:
    answer = send(anna, matched(case), "agree", effective_on="05-03-2024", **AGREE)
    assert answer.status_code == 422
    assert re.findall('<li><a href="#(id_goal[^"]+)">', text_of(answer)) == [
        "id_goal-type", "id_goal-text", "id_goal-sign",
    ]  # fmt: skip


def test_one_click_leads_from_the_company_to_the_agreement(case: Case, anna: Client) -> None:
    row = step_of(case, CompanyPlacement)
    answer = send(anna, row, "match", **MATCH, then="agree")
    assert answer.url == f"/skridt/{row.pk}/flyt/agree/"


def inputs_left(shown: Any) -> int:
    """What somebody must fill in on the page: required, and not filled in beforehand."""
    fields = [field for form in shown.context["forms"] for field in form]
    return sum(1 for field in fields if field.field.required and not field.value())


def test_a_placement_at_a_new_company_is_agreed_with_fifteen_clicks_and_inputs(
    case: Case, anna: Client
) -> None:
    row = step_of(case, CompanyPlacement)
    company = inputs_left(anna.get(url(row, "match")))
    send(anna, row, "match", **MATCH, then="agree")
    agreement = inputs_left(anna.get(url(row, "agree")))
    clicks = 3  # the move on the case page, »Gem, og indgå aftalen nu«, »Indgå aftale«
    assert (company, agreement, company + agreement + clicks) == (6, 6, 15)


def test_a_known_company_and_a_goal_of_the_bank_leave_ten_clicks_and_inputs(
    case: Case, anna: Client
) -> None:
    """The budget is twelve. What each page is sent is all that somebody chose or typed on it."""
    unit = make_production_unit("Bageriet Ærø", "13585628", "1234567890", contact="Åse")
    row = step_of(case, CompanyPlacement)
    kept = {"form": "placement", "planned_from": "06-03-2024", "planned_to": "02-04-2024"}
    company = {"production_unit": str(unit.pk), "tasks": "Bage brød", "hours_per_week": "30"}
    send(anna, row, "match", **kept, **company, then="agree")
    agreement = {
        "goal-bank": "goal_language.kunder", "purpose": "training", "signed": "on",
        "quota_checked": "on",
    }  # fmt: skip
    send(anna, row, "agree", **agreement)
    row = again(row)
    assert row.state == "agreed"
    assert (row.company, row.cvr, row.p_number, row.contact) == (
        "Bageriet Ærø", "13585628", "1234567890", "Åse",
    )  # fmt: skip
    goal = row.goals.get()
    assert (goal.type, goal.text) == ("language", "Betjener en kunde eller borger på dansk")
    assert len(company) + len(agreement) + 3 == 10


# --- who may


@pytest.mark.parametrize(
    ("role", "unit", "status"),
    [
        ("caseworker", "NORD", 403),  # a colleague sees the case but does not move it
        ("caseworker", "SYD", 404),
        ("team_lead", "NORD", 200),
        ("team_lead", "SYD", 404),
        ("mentor", "NORD", 404),
        ("manager", "NORD", 403),
        ("admin", "NORD", 403),
        ("dpo", "NORD", 403),
    ],
)
def test_who_may_see_the_page_of_a_move(
    role: str, unit: str, status: int, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("en", role, make_unit(unit)), "2024-03-05")
    rows: list[Any] = [case, step_of(case, Mentoring), step_of(case, CompanyPlacement)]
    for row, move in zip(rows, ("pause", "offer", "match"), strict=True):
        assert client.get(url(row, move)).status_code == status
        sent = client.post(url(row, move), {"version": row.version, "effective_on": "i går"})
        assert sent.status_code == (422 if status == 200 else status)
    assert [again(row).state for row in rows] == ["active", "planned", "draft"]


def test_the_mentor_of_the_case_sees_it_and_may_still_not_move_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentor = make_user("mikkel", "mentor")
    assign(case, mentor, "mentor", "2024-03-01")
    client = sit_down(monkeypatch, mentor, "2024-03-05")
    assert client.get(url(step_of(case, Mentoring), "offer")).status_code == 403


def test_a_company_consultant_matches_but_does_not_agree(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultant = make_user("carl", "caseworker", make_unit("SYD"))
    assign(case, consultant, "company_consultant", "2024-03-01")
    client = sit_down(monkeypatch, consultant, "2024-03-05")
    row = step_of(case, CompanyPlacement)
    assert send(client, row, "match", **MATCH).status_code == 302
    assert client.get(url(row, "agree")).status_code == 403
    assert client.get(url(case, "pause")).status_code == 403


def test_only_time_and_the_end_of_the_case_make_a_step_lapse(case: Case, anna: Client) -> None:
    assert anna.get(url(step_of(case, Mentoring), "lapse")).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/sager/{case}/flyt/nonsens/",
        "/skridt/{step}/flyt/nonsens/",
        "/skridt/999999/flyt/offer/",
        "/sager/999999/flyt/pause/",
        "/maal/999999/flyt/reach/",
    ],
)
def test_what_is_not_there_is_not_found(path: str, case: Case, anna: Client) -> None:
    found = path.format(case=case.pk, step=step_of(case, Mentoring).pk)
    assert anna.get(found).status_code == 404
    assert anna.post(found, {}).status_code == 404


# --- four eyes


def test_a_longer_mentoring_is_offered_for_approval_when_it_is_typed(
    case: Case, anna: Client
) -> None:
    row = running_mentoring(case)
    typed = {"until": "01-09-2025", "reason": "Lang ventetid", "effective_on": "05-03-2024"}
    assert "Send til godkendelse" not in text_of(anna.get(url(row, "extend")))
    answer = send(anna, row, "extend", **typed)
    assert answer.status_code == 422
    assert "Send til godkendelse" in text_of(answer)
    assert answer.context["approval_form"]["approval_reason"].value() == "Lang ventetid"
    assert Approval.objects.count() == 0
    answer = send(anna, row, "extend", **typed, approval_reason="Familien har brug for ro")
    approval = Approval.objects.get()
    assert answer.url == f"/godkendelser/{approval.pk}/"
    assert (approval.reason, approval.data["until"]) == ("Familien har brug for ro", "01-09-2025")
    assert again(row).until == day("2025-01-10")


def test_what_already_waits_for_approval_is_not_sent_twice(case: Case, anna: Client) -> None:
    sent = {"effective_on": "05-03-2024", "approval_reason": "Oprettet to gange"}
    assert send(anna, case, "cancel", **sent).status_code == 302
    page = text_of(anna.get(url(case, "cancel")))
    assert "Anna sendte det til godkendelse den 05-03-2024 12:00." in page
    assert "Send til godkendelse" not in page
    answer = send(anna, case, "cancel", **{**sent, "approval_reason": "En anden grund"})
    assert answer.status_code == 409
    assert "Det er allerede sendt til godkendelse." in text_of(answer)
    assert "En anden grund</textarea>" in text_of(answer)


def test_a_proposal_that_has_lapsed_gives_way_to_a_new_one(
    case: Case, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(anna, case, "cancel", effective_on="05-03-2024", approval_reason="Første")
    anna = sit_down(monkeypatch, make_user("anna"), "2024-03-13")
    answer = send(anna, case, "cancel", effective_on="13-03-2024", approval_reason="Anden")
    assert answer.status_code == 302
    outcomes = Approval.objects.order_by("pk").values_list("reason", "outcome")
    assert list(outcomes) == [("Første", "lapsed"), ("Anden", "pending")]


def test_a_proposal_needs_a_reason(case: Case, anna: Client) -> None:
    answer = send(anna, case, "cancel", effective_on="05-03-2024", approval_reason=" ")
    assert answer.status_code == 422
    assert "Begrundelse til den, der skal godkende: Dette felt er påkrævet." in text_of(answer)
