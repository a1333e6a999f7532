"""The trail of writes: who did what to which row, by field and never by value, all or nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.models import AuditEvent, User
from cases.actions import assignments, facts
from cases.actions.assignments import assign_responsible
from cases.actions.citizens import add_identifier
from cases.models import Case
from interventions.actions.anchors import correct_anchor
from interventions.actions.approvals import propose
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.opening import Opening, open_case
from interventions.actions.perform import perform
from interventions.actions.steps import add_goal, add_step, exempt_deadline
from interventions.models import CompanyPlacement, Mentoring
from tests.lifecycles.driver import data_for
from tests.make import actor, assign, day, make_case, make_citizen, make_unit, make_user, step_of
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, agreed

pytestmark = pytest.mark.django_db

WHEN = "2024-06-03"
GIVEN, FAMILY, CPR, TEXT = "Zebulon", "Quistgaard", "1208653999", "hemmelig-tekst-7f3a"


class Trail:
    """The rows written since the last look, as (action, resource, id, fields)."""

    def __init__(self) -> None:
        self.seen = AuditEvent.objects.count()

    def new(self) -> list[tuple[str, str, str, list[str]]]:
        rows = AuditEvent.objects.order_by("pk")[self.seen :]
        self.seen += len(rows)
        return [(row.action, row.resource, row.resource_id, row.fields) for row in rows]


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    citizen = {"given_name": GIVEN, "family_name": FAMILY, "phone": "28282828"}
    return kept(make_case("2024-03-05", arrived_on="2024-04-10", active=True, citizen=citizen))


@pytest.fixture
def trail(case: Case) -> Trail:
    return Trail()


def anna(when: str = WHEN) -> Any:
    return actor(make_user("anna"), when)


# --- one row for what was acted on


def test_registering_a_person_and_opening_a_case() -> None:
    lead, trail = make_user("anna"), Trail()
    citizen = make_citizen(WHEN, given_name=GIVEN, family_name=FAMILY, identifiers={"cpr": CPR})
    opening = Opening(citizen, make_unit().pk, "konvention", day(WHEN), {"allocated_on": day(WHEN)})
    case = open_case(opening, by=actor(lead, WHEN))
    add_identifier(citizen, "udlaendinge_id", "12345678", by=anna(), on=day(WHEN))
    assert trail.new() == [
        (
            "citizen.register",
            "citizen",
            str(citizen.pk),
            ["born_on", "family_name", "given_name", "sex"],
        ),
        ("Case.create", "Case", str(case.pk), ["residence_basis", "allocated_on"]),
        ("citizen.identify", "citizen", str(citizen.pk), ["udlaendinge_id"]),
    ]


def test_a_move_names_the_columns_that_it_changed(case: Case, trail: Trail) -> None:
    placement = step_of(case, CompanyPlacement)
    perform(placement, "match", data_for(placement, "match", day(WHEN)), by=anna())
    (action, resource, pk, fields), added = trail.new()
    assert (action, resource, pk) == (
        "CompanyPlacement.match",
        "CompanyPlacement",
        str(placement.pk),
    )
    assert set(fields) == {
        "state", "version", "company", "cvr", "p_number", "contact", "tasks", "hours_per_week",
        "planned_from", "planned_to",
    }  # fmt: skip
    assert added[0] == "company.add"  # the register learns of what is typed


def test_a_fact_names_what_was_recorded(case: Case, trail: Trail) -> None:
    need = facts.open_need(case, "dansk", by=anna(), on=day(WHEN), note=TEXT)
    facts.record_income(case, "kontanthjaelp", by=anna(), from_on=day(WHEN))
    consent = facts.give_consent(
        case, by=anna(), purpose="doctor", scope=TEXT, receiver=TEXT, given_on=day(WHEN),
        form="written",
    )  # fmt: skip
    income = case.citizen.income_periods.get()
    assert trail.new() == [
        ("need.open", "integrationneed", str(need.pk), ["code", "note", "policy_area"]),
        ("income.record", "incomeperiod", str(income.pk), ["code", "from_on"]),
        (
            "consent.give",
            "consent",
            str(consent.pk),
            ["purpose", "scope", "receiver", "given_on", "form"],
        ),
    ]
    facts.open_need(case, "dansk", by=anna(), on=day(WHEN))  # it is open already
    assert trail.new() == []
    facts.change_need(case, need, by=anna(), status="resolved", on=day(WHEN))
    facts.withdraw_consent(case, consent, by=anna(), on=day(WHEN))
    assert trail.new() == [
        ("integrationneed.change", "integrationneed", str(need.pk), ["status", "resolved_on"]),
        ("consent.change", "consent", str(consent.pk), ["withdrawn_on"]),
    ]


def test_a_corrected_anchor_leaves_a_row_for_the_case_and_one_for_each_moved_deadline(
    case: Case, trail: Trail
) -> None:
    correct_anchor(case, "arrived_on", day("2024-05-06"), by=anna(), reason=TEXT)
    found = trail.new()
    assert found[0] == ("case.change", "case", str(case.pk), ["arrived_on"])
    moved = case.deadlines.filter(anchor="arrived_on").values_list("pk", flat=True)
    assert {(row[0], row[2]) for row in found[1:]} == {("deadline.change", str(pk)) for pk in moved}
    assert {tuple(row[3]) for row in found[1:]} == {("anchor_on", "due_on")}


def test_steps_goals_exemptions_and_proposals(case: Case, trail: Trail) -> None:
    step = add_step(case, "CompanyPlacement", by=anna())
    goal = add_goal(step, by=anna(), type="social", text=TEXT, sign=TEXT)
    deadline = case.deadlines.get(rule__code="KM-HELBRED")
    exempt_deadline(
        deadline, by=anna(), reason="sygdom", from_on=day(WHEN), to_on=day(WHEN), note=TEXT
    )
    propose(case, "cancel", {"note": TEXT}, by=anna(), reason=TEXT)
    assert trail.new() == [
        ("CompanyPlacement.add", "CompanyPlacement", str(step.pk), ["kind"]),
        ("Goal.add", "Goal", str(goal.pk), ["type", "text", "sign"]),
        ("deadline.exempt", "deadline", str(deadline.pk), ["reason", "note", "from_on", "to_on"]),
        ("approval.propose", "Case", str(case.pk), ["cancel", "effective_on", "note"]),
    ]


def test_assignments(case: Case, trail: Trail) -> None:
    lead = actor(make_user("tove", "team_lead"), WHEN)
    assign_responsible(case, make_user("bente"), by=lead)
    assign(case, make_user("mia", "mentor"), "mentor", WHEN)
    assignments.end_function(case, "mentor", by=lead, on=day(WHEN))
    assignments.end_function(case, "mentor", by=lead, on=day(WHEN))  # nobody is left
    assert trail.new() == [
        ("case.change", "case", str(case.pk), ["responsible"]),
        ("case.assign", "case", str(case.pk), ["mentor"]),
        ("case.unassign", "case", str(case.pk), ["mentor"]),
    ]


def with_mentor(case: Case) -> tuple[Any, User]:
    facts.give_consent(
        case, by=anna(), purpose="mentor", scope="navn", receiver="mentor", given_on=day(WHEN),
        form="written",
    )  # fmt: skip
    mia = make_user("mia", "mentor")
    row = act(step_of(case, Mentoring), "offer", WHEN)
    return act(row, "assign", WHEN, mentor=mia.pk), mia


def test_a_follow_up_and_the_start_that_follows_from_it(case: Case) -> None:
    row, mia = with_mentor(case)
    trail = Trail()
    typed = {"occurred_on": WHEN, "outcome": "completed", "contact_form": "phone", "text": TEXT}
    logged = log_follow_up(row, typed, by=actor(mia, WHEN), key="k")
    log_follow_up(row, typed, by=actor(mia, WHEN), key="k")
    assert trail.new() == [
        (
            "followup.log",
            "followup",
            str(logged.pk),
            ["occurred_on", "outcome", "contact_form", "topics", "text", "help_wanted", "next_at"],
        ),
        ("Mentoring.start", "Mentoring", str(row.pk), ["version", "state", "starts_on"]),
    ]


def test_a_closing_leaves_a_row_for_each_thing_that_ended(case: Case, trail: Trail) -> None:
    act(case, "close", WHEN, reason="udrejst", note=TEXT)
    assert [row[0] for row in trail.new()] == [
        "Case.close",
        "AsylumCentreTalk.lapse",
        "IntegrationProgramme.lapse",
        "CompanyPlacement.lapse",
        "Mentoring.lapse",
        "HealthAssessment.lapse",
        "DanishEducation.lapse",
    ]


def test_a_row_tells_who_in_which_role_where_when_and_about_whom(case: Case) -> None:
    act(case, "pause", WHEN, note=TEXT)
    row = AuditEvent.objects.get(action="Case.pause")
    assert (row.actor, row.role, row.unit, row.outcome) == (
        "anna",
        "caseworker",
        str(case.unit_id),
        "allow",
    )
    assert row.at == anna().now
    assert row.subjects == [str(case.citizen_id)]


# --- never a value


def every_text() -> Iterator[str]:
    for row in AuditEvent.objects.all():
        for field in AuditEvent._meta.fields:
            yield str(getattr(row, field.attname))


def test_no_name_number_or_note_ever_stands_in_the_trail(case: Case) -> None:
    add_identifier(case.citizen, "cpr", CPR, by=anna(), on=day(WHEN))
    facts.open_need(case, "sundhed", by=anna(), on=day(WHEN), note=TEXT)
    facts.give_consent(
        case, by=anna(), purpose="doctor", scope=TEXT, receiver=TEXT, given_on=day(WHEN),
        form="written",
    )  # fmt: skip
    correct_anchor(case, "arrived_on", day("2024-05-06"), by=anna(), reason=TEXT)
    placement = agreed(case, WHEN, company=TEXT, contact=TEXT, tasks=TEXT)
    add_goal(placement, by=anna(), type="social", text=TEXT, sign=TEXT)
    act(placement, "start", WHEN, note=TEXT)
    row, mia = with_mentor(case)
    typed = {"occurred_on": WHEN, "outcome": "completed", "contact_form": "phone", "text": TEXT}
    log_follow_up(row, typed, by=actor(mia, WHEN), key="k")
    propose(case, "cancel", {"note": TEXT}, by=anna(), reason=TEXT)
    texts = list(every_text())
    assert len(texts) > 100
    for secret in (GIVEN, FAMILY, CPR, CPR[:6], TEXT, "28282828"):
        assert not [text for text in texts if secret.lower() in text.lower()], secret
