"""The agreement of a placement: what it says, what it never says, and who may print it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.models import AuditEvent
from cases.models import Case
from interventions.actions.steps import add_goal, add_step
from interventions.models import CompanyPlacement, Goal
from tests.interventions.desk import sit_down, text_of
from tests.lifecycles.driver import go, lead
from tests.make import assign, make_unit, make_user, step_of
from tests.reports.reading import text_of as read_pdf

pytestmark = pytest.mark.django_db

NOON = "2024-05-06"
# What the company has no business with: number, birth, where she lives, how to call her, and the
# notes and logs of the case.
NEVER = ("170590", "17-05-1990", "1990", "KANARI-address", "20304050", "KANARI-note", "KANARI-log",
         "KANARI-result", "KANARI-sundhed")  # fmt: skip


@pytest.fixture
def placement(told_case: Case) -> CompanyPlacement:
    found: CompanyPlacement = step_of(told_case, CompanyPlacement)
    return found


@pytest.fixture
def anna_reads(told_case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), NOON)


def paper(client: Client, placement: CompanyPlacement, query: str = "?format=pdf") -> Any:
    return client.get(f"/skridt/{placement.pk}/aftale/{query}")


def test_it_names_company_period_hours_purpose_goals_and_who_to_ask(anna_reads, placement):
    told = read_pdf(paper(anna_reads, placement).content)
    for word in (
        "Aftale om virksomhedspraktik", "Nordhavn Bageri", "13585628", "1003388394", "Bo", "Anna",
        "11-03-2024 til 25-03-2024, begge dage med", "18", "Optræning af bestemte kompetencer",
        "KANARI-tasks", "Socialt mål: KANARI-goal", "KANARI-sign", "Integrationsloven § 23 b",
        "Amal Haddad", "Jobcenter København, NORD", "Underskrifter", "For Nordhavn Bageri: Bo",
        "Indgået 18-03-2024", "Der er ikke aftalt danskundervisning på arbejdspladsen.",
    ):  # fmt: skip
        assert word in told, word
    assert "Udkast" not in told
    assert "Opgjort" not in told


@pytest.mark.parametrize("query", ["", "?format=pdf", "?format=html"])
def test_it_tells_the_company_nothing_of_the_person_but_her_name(anna_reads, placement, query):
    answer = paper(anna_reads, placement, query)
    told = read_pdf(answer.content) if "pdf" in query else text_of(answer)
    for word in NEVER:
        assert word not in told, word
    assert "Haddad" in told


def test_it_is_one_or_two_pages_also_with_long_tasks_and_many_goals(anna_reads, placement):
    CompanyPlacement.objects.filter(pk=placement.pk).update(tasks="Vaske op og dække borde. " * 40)
    for number in range(5):
        text = f"Mål {number}: " + "tale med kunder og kolleger om dagens arbejde " * 4
        add_goal(placement, by=lead(date(2024, 4, 20)), type="language", text=text, sign="Gør det")
    assert len(PdfReader(BytesIO(paper(anna_reads, placement).content)).pages) <= 2


def test_a_goal_that_was_dropped_is_no_longer_agreed(anna_reads, placement):
    add_goal(placement, by=lead(date(2024, 4, 20)), type="language", text="Ny tekst", sign="Hilser")
    go(Goal.objects.get(text="KANARI-goal"), "drop", date(2024, 4, 22))
    told = read_pdf(paper(anna_reads, placement).content)
    assert "Sprogligt mål: Ny tekst" in told
    assert "KANARI-goal" not in told


def test_danish_at_the_workplace_stands_with_its_hours_and_goal(anna_reads, placement, told_case):
    goal = add_goal(
        placement, by=lead(date(2024, 4, 20)), type="language", text="Hilse", sign="Hilser"
    )
    lessons = add_step(told_case, "WorkplaceDanish", by=lead(date(2024, 4, 22)))
    typed = {"at_placement": placement.pk, "language_goal": goal.pk, "hours_per_week": 3}
    go(lessons, "enrol", date(2024, 4, 22), days="tirsdag kl. 9-12", **typed)
    told = " ".join(read_pdf(paper(anna_reads, placement).content).split())
    assert "Danskundervisning på arbejdspladsen 3 timer om ugen, tirsdag kl. 9-12." in told
    assert "Undervisningen støtter målet »Hilse«." in told


def test_before_it_is_agreed_it_is_a_draft_with_the_purpose_to_be_ticked(anna_reads, told_case):
    draft = add_step(told_case, "CompanyPlacement", by=lead(date(2024, 4, 22)))
    go(draft, "match", date(2024, 4, 22))
    told = read_pdf(paper(anna_reads, draft).content)
    for word in ("Udkast til aftale om virksomhedspraktik", "Udkast pr. 06-05-2024",
                 "☐ Ordinære løntimer", "☐ Optræning af bestemte kompetencer",
                 "☐ Afklaring af job- eller uddannelsesmål",
                 "Der er ikke aftalt mål endnu."):  # fmt: skip
        assert word in told, word
    assert "Udkast til aftalen" in text_of(anna_reads.get(f"/sager/{told_case.pk}/"))


def test_an_end_that_was_moved_later_says_so(anna_reads, placement):
    go(placement, "extend", date(2024, 4, 25), planned_to="2024-05-03")
    told = " ".join(read_pdf(paper(anna_reads, placement).content).split())
    assert "Slutdatoen er ændret den 25-04-2024" in told


def test_a_placement_without_a_company_has_no_agreement(anna_reads, told_case):
    empty = add_step(told_case, "CompanyPlacement", by=lead(date(2024, 4, 22)))
    assert paper(anna_reads, empty).status_code == 404
    assert paper(anna_reads, told_case.steps.get(kind="Mentoring")).status_code == 404
    assert not AuditEvent.objects.filter(action="CompanyPlacement.agreement").exists()


def test_the_case_page_leads_to_it_and_reading_it_leaves_a_row(anna_reads, placement, told_case):
    page = anna_reads.get(f"/sager/{told_case.pk}/").content.decode()
    assert f'href="/skridt/{placement.pk}/aftale/"' in page
    paper(anna_reads, placement, "")
    paper(anna_reads, placement)
    events = AuditEvent.objects.filter(action="CompanyPlacement.agreement")
    assert [event.subjects for event in events] == [[str(told_case.citizen_id)]] * 2
    assert {"citizen.name", "tasks", "goals"} < set(events[0].fields)


# Those who arrange placements print it; whoever only sees the step is told no goals and no tasks.
@pytest.mark.parametrize(
    ("username", "role", "unit", "function", "status"),
    [
        ("leth", "team_lead", "NORD", "", 200),
        ("vera", "caseworker", "NORD", "company_consultant", 200),
        ("bo", "caseworker", "NORD", "", 403),
        ("mia", "mentor", "NORD", "", 403),
        ("syd", "caseworker", "SYD", "", 404),
        ("leder", "manager", "NORD", "", 403),
        ("dora", "dpo", "NORD", "", 403),
    ],
)
def test_it_is_for_those_who_arrange_placements(
    placement, told_case, monkeypatch, username, role, unit, function, status
):
    user = make_user(username, role, make_unit(unit))
    if function:
        assign(told_case, user, function, "2024-03-01")
    reader = sit_down(monkeypatch, user, NOON)
    for query in ("", "?format=pdf"):
        assert paper(reader, placement, query).status_code == status
    if status == 200:
        return
    for known in reader.get(f"/sager/{told_case.pk}/").content, b"":
        assert b"/aftale/" not in known
