"""One citizen's report: who is told what, in every format, and what no paper ever says."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEvent, User
from cases.access import OutOfReachError
from cases.actions.facts import open_need
from cases.models import Case, Protection
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.steps import add_goal
from interventions.models import CompanyPlacement, HealthAssessment, Mentoring
from reports import html
from reports.case_report import case_report
from reports.json_file import case_json
from reports.pdf.render import render
from tests.lifecycles.driver import go, lead
from tests.make import actor, make_case, make_consent, make_unit, make_user, step_of
from tests.reports.reading import text_of

pytestmark = pytest.mark.django_db

TODAY = "2024-09-02"
ON = date(2024, 3, 11)


@pytest.fixture
def anna() -> User:
    return make_user("anna")


@pytest.fixture
def case(anna: User) -> Case:
    """A word of its own in every part: KANARI-…"""
    found = make_case(
        "2024-01-02",
        active=True,
        arrived_on="2024-03-02",
        caseworker=anna,
        citizen={
            "address": "KANARI-address 1",
            "phone": "+4520304050",
            "identifiers": {"cpr": "1705901234"},
        },
    )
    for purpose in ("mentor", "doctor", "health_result"):
        make_consent(found, purpose, "2024-03-01")
    for code in ("dansk", "sundhed", "social_kontrol"):
        open_need(found, code, by=lead(ON), on=ON, note=f"KANARI-{code}")
    _placement(found)
    _mentoring(found)
    _health(found)
    return found


def _placement(case: Case) -> None:
    placement = step_of(case, CompanyPlacement)
    add_goal(placement, by=lead(ON), type="social", text="KANARI-goal", sign="KANARI-sign")
    go(placement, "match", ON, tasks="KANARI-tasks")
    go(placement, "agree", date(2024, 3, 18))
    go(placement, "start", date(2024, 4, 15), note="KANARI-note")


def _mentoring(case: Case) -> None:
    mentoring = step_of(case, Mentoring)
    go(mentoring, "offer", date(2024, 3, 8))
    mentoring = go(mentoring, "assign", ON)
    data = {
        "occurred_on": "2024-03-20",
        "outcome": "completed",
        "contact_form": "phone",
        "topics": ["bank"],
        "text": "KANARI-log",
    }
    log_follow_up(mentoring, data, by=actor(make_user("mia"), "2024-03-20"), key="1")


def _health(case: Case) -> None:
    assessment = step_of(case, HealthAssessment)
    for name in ("offer", "accept", "examine"):
        assessment = go(assessment, name)
    go(assessment, "receive_result", result="KANARI-result", plan_effect="Ingen tunge løft")


def every_format(case: Case, by: Any) -> dict[str, str]:
    made = case_report(by, case.pk)
    return {
        "json": case_json(made),
        "html": html.document(made.report),
        "pdf": text_of(render(made.report)),
    }


def told(user: User, case: Case) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(case_json(case_report(actor(user, TODAY), case.pk)))
    return answer


ALL = {"address", "dansk", "sundhed", "goal", "sign", "tasks", "note", "log", "result"}
SEEN = {
    "anna": ALL,  # responsible
    "leth": ALL,  # team lead of the unit
    "bo": set(),  # caseworker of the same unit: facts and steps, no words about the person
    "mia": {"log"},  # mentor: what is shared, and her own log
}


@pytest.mark.parametrize("username", sorted(SEEN))
def test_each_reader_is_told_the_same_in_every_format(case: Case, username: str) -> None:
    reader = make_user(username, "caseworker")
    for name, text in every_format(case, actor(reader, TODAY)).items():
        seen = {word for word in (*ALL, "social_kontrol") if f"KANARI-{word}" in text}
        assert seen == SEEN[username], name


def test_social_control_is_on_no_paper_not_even_for_who_may_see_it(case: Case, anna: User) -> None:
    for text in every_format(case, actor(anna, TODAY)).values():
        assert "social kontrol" not in text.lower()
        assert "social_k" not in text
    event = AuditEvent.objects.get(action="case.report")
    assert "social_control" not in event.fields
    assert {"health", "needs", "address"} < set(event.fields)


def test_a_reader_lacks_the_key_of_what_is_not_hers(case: Case, anna: User) -> None:
    parts = {"anchors", "needs", "follow_ups", "consents"}
    assert parts <= set(told(anna, case))
    assert parts & set(told(make_user("bo"), case)) == {"anchors"}
    assert parts & set(told(make_user("mia"), case)) == {"follow_ups"}


def test_a_mentor_sees_the_year_of_birth_and_shared_steps_alone(case: Case) -> None:
    mia = told(make_user("mia"), case)
    assert mia["citizen"]["Født"] == "1990"
    assert "CPR-nummer" not in mia["citizen"]
    assert {step["kind"] for step in mia["steps"]} == {"CompanyPlacement", "Mentoring"}
    assert {d["code"] for d in mia["deadlines"]} == {
        "INL-VRT-1M", "KM-PRAK-1M", "KM-MENTOR-TILBUD",
    }  # fmt: skip


def test_the_number_is_masked_and_nothing_more_of_it_is_there(case: Case, anna: User) -> None:
    for text in every_format(case, actor(anna, TODAY)).values():
        assert "170590-****" in text
        assert "1234" not in text


def test_a_protected_person_has_no_address_and_no_phone_on_paper(case: Case, anna: User) -> None:
    Protection.objects.create(citizen=case.citizen, from_on=date(2024, 5, 1), source="CPR")
    for text in every_format(case, actor(anna, TODAY)).values():
        assert "KANARI-address" not in text
        assert "20304050" not in text
        assert "Navne- og adressebeskyttet" in text


def test_deadlines_come_with_status_dates_and_the_short_why(case: Case, anna: User) -> None:
    found = {d["code"]: d for d in told(anna, case)["deadlines"]}
    assert found["KM-PRAK-1M"] == {
        "code": "KM-PRAK-1M",
        "subject": "Første virksomhedspraktik startet",
        "authority": "municipal",
        "legal_reference": "Københavnermodellen",
        "why": "1 måned efter ankomst til København",
        "anchor_on": "2024-03-02",
        "due_on": "2024-04-02",
        "status": "met_late",
        "status_label": "Opfyldt for sent",
        "met_on": "2024-04-15",
        "late_days": 13,
    }


def test_steps_come_with_the_day_it_happened_and_when_it_was_written(
    case: Case, anna: User
) -> None:
    (placement,) = [s for s in told(anna, case)["steps"] if s["kind"] == "CompanyPlacement"]
    assert (placement["state"], placement["state_label"]) == ("running", "I gang")
    assert placement["goals"][0]["text"] == "KANARI-goal"
    assert placement["events"][-1] == {
        "effective_on": "2024-04-15",
        "recorded": "15-04-2024 13:00",
        "label": "Start",
        "states": "Aftale indgået → I gang",
        "by": "Leth, teamleder",
        "note": "KANARI-note",
    }


def test_law_and_standards_are_tables_of_their_own(case: Case, anna: User) -> None:
    report = case_report(actor(anna, TODAY), case.pk).report
    tables = {table.title: {str(row[0]) for row in table.rows} for table in report.tables}
    assert "Første virksomhedspraktik startet" in tables["Kommunale standarder"]
    assert not tables["Lovfrister"] & tables["Kommunale standarder"]


@pytest.mark.parametrize(
    ("role", "unit", "error"),
    [
        ("caseworker", "SYD", OutOfReachError),
        ("team_lead", "SYD", OutOfReachError),
        ("mentor", "NORD", OutOfReachError),
        ("manager", "NORD", PermissionDenied),
        ("admin", "NORD", PermissionDenied),
        ("dpo", "NORD", PermissionDenied),
    ],
)
def test_others_get_nothing_and_no_row_says_that_they_read(
    case: Case, role: str, unit: str, error: type[Exception]
) -> None:
    by = actor(make_user("fremmed", role, make_unit(unit)), TODAY)
    with pytest.raises(error):
        case_report(by, case.pk)
    with pytest.raises(error):
        case_report(by, case.pk + 1000)
    assert not AuditEvent.objects.filter(action="case.report").exists()


HOSTILE = [
    "<b",
    '<img src="/etc/passwd"/>',
    '<a href="javascript:alert(1)">x</a>',
    "<script>alert(1)</script>",
    "</td></tr></table>{{ 7|add:7 }}{% debug %}",
    "=cmd|' /C calc'!A1",
    "a" * 4000,
    "\u202eomvendt\u2066 \u200f",
    "\x07\x0b\ufffe klokke",
    "%s %(x)s {0} {x}",
    "ديمة خليل, Богдан Коваленко, ተስፋይ, 陈, 👩‍👧",
    "\r\n" * 3000,
    " ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_typed_breaks_no_format(case: Case, anna: User, text: str) -> None:
    """The longest texts that the columns take, in names, notes and logs alike."""
    case.citizen.given_name, case.citizen.address = text[:200], text[:300]
    case.citizen.save()
    case.citizen.needs.update(note=text[:2000])
    CompanyPlacement.objects.update(tasks=text, company=text[:200])
    Mentoring.objects.get().follow_ups.update(text=text[:5000])
    HealthAssessment.objects.update(result=text)
    made = case_report(actor(anna, TODAY), case.pk)
    assert json.loads(case_json(made))["follow_ups"][0]["text"] == text[:5000]
    assert text_of(render(made.report)).count("Side ") >= 3
    page = html.document(made.report)
    assert "<script>" not in page
    assert "<img" not in page
    assert "<a " not in page
    assert page.count("</table>") == page.count("<table")


@pytest.mark.parametrize(("steps", "queries"), [(1, 22), (30, 22)])
def test_the_number_of_queries_does_not_grow_with_the_case(
    steps: int, queries: int, anna: User, django_assert_num_queries: Any
) -> None:
    found = make_case("2024-01-02", active=True, arrived_on="2024-03-02", caseworker=anna)
    placement = step_of(found, CompanyPlacement)
    for n in range(steps):
        open_step = CompanyPlacement(case=found, added_on=ON) if n else placement
        open_step.save()
        add_goal(open_step, by=lead(ON), type="social", text=f"Mål {n}", sign="Tegn")
    by = actor(anna, TODAY)
    with django_assert_num_queries(queries):
        case_report(by, found.pk)
