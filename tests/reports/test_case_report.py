"""One citizen's report: who is told what, in every format, and what no paper ever says."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEvent, User
from cases.access import OutOfReachError
from cases.models import Case, Protection
from reports import html
from reports.case_report import case_report
from reports.json_file import case_json
from reports.pdf.render import render
from tests.make import actor, make_unit, make_user
from tests.reports.reading import text_of

pytestmark = pytest.mark.django_db

TODAY = "2024-09-02"


@pytest.fixture
def case(told_case: Case) -> Case:
    return told_case


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
    assert {"health", "needs_general", "address"} < set(event.fields)


def test_a_reader_lacks_the_key_of_what_is_not_hers(case: Case, anna: User) -> None:
    parts = {"anchors", "needs", "follow_ups", "consents"}
    assert parts <= set(told(anna, case))
    assert parts & set(told(make_user("bo"), case)) == {"anchors"}
    assert parts & set(told(make_user("mia"), case)) == {"follow_ups"}


def test_a_mentor_sees_the_year_of_birth_and_shared_steps_alone(case: Case) -> None:
    mia = told(make_user("mia"), case)
    assert mia["citizen"]["Født"] == "1990"
    assert "CPR-nummer" not in mia["citizen"]
    assert {step["kind"] for step in mia["steps"]} == {
        "CompanyPlacement", "DanishEducation", "Mentoring",
    }  # fmt: skip
    assert {d["code"] for d in mia["deadlines"]} == {
        "INL-VRT-1M", "KM-PRAK-1M", "KM-MENTOR-TILBUD", "INL-DU-HENV",
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
