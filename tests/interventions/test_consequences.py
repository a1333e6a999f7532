"""What follows from a move: steps, goals, needs and access, on the day on which it happened."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import AuditEvent
from accounts.roles import Function
from cases.models import Assignment, Case, Event
from interventions.actions.consequences import CONSEQUENCES
from interventions.actions.steps import add_step
from interventions.models import (
    KINDS,
    RECORDS,
    CompanyPlacement,
    Goal,
    HealthAssessment,
    WelcomeTalk,
)
from tests.lifecycles.driver import again, go
from tests.make import actor, assign, day, make_case, make_consent, make_user, step_of
from tests.scenarios.acts import act, assigned, mentor, sees, started, with_goal

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    found = make_case("2023-11-05", arrived_on="2024-01-31", active=True)
    make_consent(found, "mentor", "2024-01-31")
    return found


def test_every_consequence_belongs_to_a_move_that_exists() -> None:
    classes = {"Case": Case, "Goal": Goal, **KINDS, **RECORDS}
    assert [key for key in CONSEQUENCES if key[1] not in classes[key[0]].moves()] == []


# --- the end of a case


def test_closing_ends_every_open_step_with_its_own_kind_of_end(case: Case) -> None:
    started(case, "2024-02-05")
    draft = add_step(case, "CompanyPlacement", by=actor(make_user("anna"), "2024-02-05"))
    act(assigned(case, mentor("mia")), "start", "2024-02-12")
    act(step_of(case, HealthAssessment), "offer", "2024-02-12")
    act(case, "close", "2024-06-10", reason="doed")
    told = {
        (step.kind, step.state, str(step.ended_on), step.end_reason) for step in case.steps.all()
    }
    reason = "Sagen er afsluttet: død"
    assert told == {
        ("AsylumCentreTalk", "lapsed", "2024-01-31", "ankommet før samtalen"),
        ("IntegrationProgramme", "lapsed", "2024-06-10", reason),
        ("DanishEducation", "lapsed", "2024-06-10", reason),
        ("CompanyPlacement", "broken_off", "2024-06-10", reason),
        ("CompanyPlacement", "lapsed", "2024-06-10", reason),
        ("Mentoring", "ended", "2024-06-10", reason),
        ("HealthAssessment", "lapsed", "2024-06-10", reason),
    }
    assert again(draft).state == "lapsed"
    assert {goal.state for goal in Goal.objects.all()} == {"dropped"}


def test_a_step_that_had_ended_before_stays_as_it_was(case: Case) -> None:
    placement = act(step_of(case, CompanyPlacement), "cancel", "2024-02-12")
    act(case, "close", "2024-06-10", reason="udrejst")
    assert (again(placement).state, again(placement).ended_on) == ("cancelled", day("2024-02-12"))


def test_not_even_a_step_moved_after_the_day_of_the_closing_stops_it(case: Case) -> None:
    """It lapses on the day of its own last move, which nobody can go behind (R2)."""
    act(step_of(case, CompanyPlacement), "match", "2024-06-12")
    act(case, "close", "2024-06-14", on="2024-06-10", reason="udrejst")
    placement = step_of(case, CompanyPlacement)
    assert (placement.state, placement.ended_on) == ("lapsed", day("2024-06-12"))
    assert again(case).closed_on == day("2024-06-10")


def test_a_closing_long_ago_needs_words_and_its_steps_do_not(case: Case) -> None:
    act(case, "close", "2024-06-14", on="2024-05-01", reason="udrejst", note="Fik brev i går")
    assert not case.steps.filter(ended_on=None).exists()


@pytest.mark.parametrize("move", ["close", "cancel"])
def test_whoever_worked_on_an_ended_case_beside_the_responsible_loses_it(
    case: Case, move: str
) -> None:
    mia, ida = mentor("mia"), make_user("ida")
    assigned(case, mia)
    assign(case, ida, Function.COMPANY_CONSULTANT, "2024-02-05")
    go(case, move, day("2024-06-10"))
    for who in (mia, ida):
        rows = Assignment.objects.filter(case=case, user=who)
        assert [row.to_on for row in rows] == [day("2024-06-10")]
    assert not sees(mia, case, "2024-06-10")
    anna = Assignment.objects.get(case=case, function=Function.RESPONSIBLE)
    assert anna.to_on is None


def test_the_trail_names_only_functions_that_somebody_had(case: Case) -> None:
    assigned(case, mentor("mia"))
    act(case, "close", "2024-06-10", reason="udrejst")
    rows = AuditEvent.objects.filter(action="case.unassign")
    assert [row.fields for row in rows] == [["mentor"]]


# --- the welcome talk


def welcome(health_need: str, **more: Any) -> Case:
    case = make_case("2024-05-15", basis="ukraine_saerlov", **more)
    row = act(step_of(case, WelcomeTalk), "invite", "2024-06-10")
    act(row, "hold", "2024-06-17", health_need=health_need)
    return case


def test_a_health_need_found_at_the_welcome_talk_brings_need_assessment_and_deadline() -> None:
    case = welcome("yes")
    need = case.citizen.needs.get()
    assert (need.code, need.status, need.opened_on) == ("sundhed", "open", day("2024-06-17"))
    assessment = step_of(case, HealthAssessment)
    assert (assessment.state, assessment.added_on) == ("assessing_need", day("2024-06-17"))
    deadline = case.deadlines.get(rule__code="INL-HELBRED")
    assert (deadline.due_on, deadline.step_id) == (day("2024-12-06"), assessment.pk)
    assert Event.objects.filter(case=case, kind="HealthAssessment", move="add").count() == 1


def test_without_a_health_need_nothing_is_added() -> None:
    case = welcome("no")
    assert not case.citizen.needs.exists()
    assert not case.steps.filter(kind="HealthAssessment").exists()
    assert not case.deadlines.filter(rule__code="INL-HELBRED").exists()


def test_an_assessment_that_runs_already_is_not_doubled() -> None:
    case = make_case("2024-05-15", basis="ukraine_saerlov")
    add_step(case, "HealthAssessment", by=actor(make_user("anna"), "2024-06-03"))
    row = act(step_of(case, WelcomeTalk), "invite", "2024-06-10")
    act(row, "hold", "2024-06-17", health_need="yes")
    assert case.steps.filter(kind="HealthAssessment").count() == 1
    assert case.deadlines.filter(rule__code="INL-HELBRED").count() == 1


# --- goals


def test_completing_a_placement_evaluates_each_goal(case: Case) -> None:
    placement = started(case, "2024-02-05", planned_to="2024-02-16")
    first, second = placement.goals.get(), with_goal(placement, "2024-02-05", "Tale med kunder")
    outcomes = {f"goal_{first.pk}": "reach", f"goal_{second.pk}": "fail"}
    act(placement, "complete", "2024-02-16", **outcomes)
    assert [again(goal).state for goal in (first, second)] == ["reached", "not_reached"]
    assert again(first).ended_on == day("2024-02-16")


@pytest.mark.parametrize(("move", "target"), [("break_off", "broken_off"), ("cancel", "cancelled")])
def test_a_placement_that_stops_early_drops_its_goals(case: Case, move: str, target: str) -> None:
    placement = act(step_of(case, CompanyPlacement), "match", "2024-02-05")
    goal = with_goal(placement, "2024-02-05")
    if move == "break_off":
        placement = act(act(placement, "agree", "2024-02-05"), "start", "2024-02-05")
    placement = act(placement, move, "2024-02-12")
    assert (placement.state, again(goal).state) == (target, "dropped")
    assert again(goal).ended_on == day("2024-02-12")


def test_a_goal_that_was_reached_before_keeps_its_own_day(case: Case) -> None:
    placement = started(case, "2024-02-05")
    first = placement.goals.get()
    with_goal(placement, "2024-02-05", "Tale med kunder")
    act(first, "reach", "2024-02-08")
    act(placement, "break_off", "2024-02-12")
    assert (again(first).state, again(first).ended_on) == ("reached", day("2024-02-08"))


def test_the_gap_begins_with_the_last_day_and_not_with_its_registration(case: Case) -> None:
    placement = started(case, "2024-02-05")
    act(placement, "break_off", "2024-02-23", on="2024-02-16")
    gap = case.deadlines.get(rule__code="INL-VRT-GAP")
    assert gap.anchor_on == day("2024-02-16")
    assert gap.due_on == day("2024-02-16") + timedelta(weeks=6)
