"""Scenarios 45 and 46 as they are written, through pages and API."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import AuditEvent, User
from cases.models import Case
from interventions.models import FollowUp, Mentoring
from tests.interventions.api.calls import Caller
from tests.interventions.desk import sit_down, text_of, turn_clock
from tests.make import assign, make_case, make_consent, make_user
from tests.reports.reading import text_of as read_pdf
from tests.scenarios.acts import act, agreed, assigned, mentor

pytestmark = pytest.mark.django_db

LAST_SECOND, MIDNIGHT = "2024-09-01T21:59:59+00:00", "2024-09-01T22:00:00+00:00"
LOG = {"occurred_on": "2024-09-01", "outcome": "completed", "contact_form": "phone"}


# --- 45
@pytest.fixture
def replaced() -> Mentoring:
    """A was a mentor until 2 September, and wrote one log; B is one from then on."""
    case = make_case("2023-11-05", arrived_on="2024-01-31", active=True)
    make_consent(case, "mentor", "2024-01-31")
    row = assigned(case, mentor("mia"))
    row = act(row, "start", "2024-02-12")
    FollowUp.objects.create(
        mentoring=row, author=make_user("mia"), occurred_on="2024-08-12", outcome="completed",
        contact_form="phone", text="Fik MitID", recorded_at="2024-08-12T10:00Z", key="a",
    )  # fmt: skip
    changed: Mentoring = act(row, "change_mentor", "2024-09-02", mentor=mentor("mona").pk)
    return changed


def asked_of(who: str, row: Mentoring) -> list[int]:
    """What pages and API answer her about the case, the citizen, the step and the logs."""
    client, case = Caller(make_user(who)), row.case
    return [
        *(client.client.get(path).status_code for path in (
            f"/sager/{case.pk}/", f"/mentorforloeb/{row.pk}/opfoelgning/",
        )),
        *(client.get(path).status_code for path in (
            f"cases/{case.pk}/", f"citizens/{case.citizen_id}/", f"steps/{row.pk}/",
            f"steps/{row.pk}/follow-ups/", f"cases/{case.pk}/plan/",
        )),
    ]  # fmt: skip


def test_scenario_45_a_gets_404_everywhere_from_midnight_and_b_gets_in(
    replaced: Mentoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_clock(monkeypatch, LAST_SECOND)
    assert (asked_of("mia", replaced), asked_of("mona", replaced)) == ([200] * 7, [404] * 7)
    turn_clock(monkeypatch, MIDNIGHT)
    assert (asked_of("mia", replaced), asked_of("mona", replaced)) == ([404] * 7, [200] * 7)


def test_scenario_45_her_attempts_are_logged_and_her_logs_remain(
    replaced: Mentoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_clock(monkeypatch, MIDNIGHT)
    asked_of("mia", replaced)
    denied = AuditEvent.objects.filter(actor="mia", outcome="deny").order_by("pk")
    assert [(row.action, row.resource_id) for row in denied] == [
        ("GET case", str(replaced.case_id)),
        ("GET follow-up", str(replaced.pk)),
        ("GET api-case", str(replaced.case_id)),
        ("GET api-citizen", str(replaced.case.citizen_id)),
        ("GET api-step", str(replaced.pk)),
        ("GET api-follow-ups", str(replaced.pk)),
        ("GET api-plan", str(replaced.case_id)),
    ]
    logs = f"steps/{replaced.pk}/follow-ups/"
    read = Caller(make_user("anna")).get(logs).json()["results"]
    assert [(row["author"], row["text"]) for row in read] == [("mia", "Fik MitID")]
    assert Caller(make_user("mona")).get(logs).json()["results"] == []


def test_scenario_45_what_her_phone_held_back_is_taken_in_and_nothing_told(
    replaced: Mentoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_clock(monkeypatch, MIDNIGHT)
    answer = Caller(make_user("mia")).post(
        f"steps/{replaced.pk}/follow-ups/", LOG, **{"Idempotency-Key": "sent"}
    )
    assert (answer.status_code, answer.json()) == (202, {"received": True})


# --- 46
ADDRESS, PHONE = "Hemmelig Vej 17", "+4520304050"
SECRET = ("Hemmelig", "20304050", "20 30 40 50")
REASON = "Til Welcome House: hvem kommer til åbent hus"


@pytest.fixture
def consultant() -> User:
    return make_user("vera")


@pytest.fixture
def protected(consultant: User) -> Case:
    case = make_case(
        "2024-01-02", active=True, arrived_on="2024-02-01",
        citizen={"address": ADDRESS, "phone": PHONE, "protected": True},
    )  # fmt: skip
    assign(case, consultant, "company_consultant", "2024-02-01")
    return case


@pytest.mark.parametrize("query", ["", "?format=html", "?format=pdf"])
def test_scenario_46_the_agreement_that_the_consultant_prints_has_no_address(
    protected: Case, consultant: User, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    placement = agreed(protected, "2024-03-11")
    client = sit_down(monkeypatch, consultant, "2024-03-12")
    answer = client.get(f"/skridt/{placement.pk}/aftale/{query}")
    told = read_pdf(answer.content) if "pdf" in query else text_of(answer)
    assert answer.status_code == 200
    assert "Amal Haddad" in told
    assert [word for word in SECRET if word in told] == []


def export(client: Caller, case: Case, what: str) -> Any:
    if what == "list":
        columns = ["name", "birth_year", "unit", "responsible", "state", "track", "opened_on"]
        return client.post("exports/citizens/", {"reason": REASON, "columns": columns})
    return client.get(f"cases/{case.pk}/plan/?format=pdf")


@pytest.mark.parametrize("what", ["list", "plan"])
def test_scenario_46_what_leaves_for_a_welcome_house_lacks_address_and_phone(
    protected: Case, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    turn_clock(monkeypatch, "2024-03-12")
    answer = export(Caller(make_user("leif", "team_lead")), protected, what)
    paper = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told = read_pdf(paper) if what == "plan" else paper.decode()
    assert answer.status_code == 200
    assert "Haddad" in told
    assert [word for word in SECRET if word in told] == []


@pytest.mark.parametrize("column", ["address", "phone", "contact"])
def test_scenario_46_no_list_can_be_asked_for_them(
    protected: Case, monkeypatch: pytest.MonkeyPatch, column: str
) -> None:
    turn_clock(monkeypatch, "2024-03-12")
    asked = {"reason": REASON, "columns": ["name", column]}
    answer = Caller(make_user("leif", "team_lead")).post("exports/citizens/", asked)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["columns"])


def test_scenario_46_the_consultant_does_not_see_them_either(
    protected: Case, consultant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, consultant, "2024-03-12")
    told = text_of(client.get(f"/sager/{protected.pk}/"))
    read = Caller(consultant).get(f"citizens/{protected.citizen_id}/")
    assert [word for word in SECRET if word in told + read.content.decode()] == []
    assert not {"address", "contact"} & set(read.json())
    Case.objects.get(pk=protected.pk).citizen.protections.update(ended_on="2024-03-11")
    assert Caller(consultant).get(f"citizens/{protected.citizen_id}/").json()["contact"]
