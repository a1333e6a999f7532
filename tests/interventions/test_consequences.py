"""What follows from a move: steps, goals, needs and access, on the day on which it happened."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import AuditEvent, User
from accounts.roles import Function, Permission
from cases.access import OutOfReachError, held_on
from cases.models import Assignment, Case, Event
from cases.queries import get_case
from interventions.actions.consequences import CONSEQUENCES
from interventions.actions.steps import add_step
from interventions.models import (
    KINDS,
    CompanyPlacement,
    Goal,
    HealthAssessment,
    Mentoring,
    WelcomeTalk,
)
from tests.lifecycles.driver import again, go
from tests.make import actor, assign, day, make_case, make_consent, make_user, step_of
from tests.scenarios.acts import act, started, with_goal

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    found = make_case("2023-11-05", arrived_on="2024-01-31", active=True)
    make_consent(found, "mentor", "2024-01-31")
    return found


def test_every_consequence_belongs_to_a_move_that_exists() -> None:
    classes = {"Case": Case, "Goal": Goal, **KINDS}
    assert [key for key in CONSEQUENCES if key[1] not in classes[key[0]].moves()] == []


# --- the mentor's access


def mentor(name: str) -> User:
    return make_user(name, "mentor")


def assigned(case: Case, who: User, when: str = "2024-02-05", step: Any = None) -> Any:
    row = act(step or step_of(case, Mentoring), "offer", when)
    return act(row, "assign", when, mentor=who.pk, until="2025-01-31")


def sees(who: User, case: Case, when: str) -> bool:
    try:
        get_case(actor(who, when), case.pk)
    except OutOfReachError:
        return False
    return True


def days_of(case: Case, who: User) -> list[tuple[str, str]]:
    rows = Assignment.objects.filter(case=case, user=who, function=Function.MENTOR)
    return [(str(row.from_on), str(row.to_on or "")) for row in rows]


def test_an_assigned_mentor_sees_the_case_from_that_day_on(case: Case) -> None:
    mia = mentor("mia")
    assert not sees(mia, case, "2024-02-05")
    assigned(case, mia)
    assert sees(mia, case, "2024-02-04T23:00:00+00:00")  # midnight in Copenhagen
    assert not sees(mia, case, "2024-02-04T22:59:59+00:00")
    assert held_on(actor(mia, "2024-02-05"), case) == {
        Permission.CASE_SEE,
        Permission.FOLLOW_UP_WRITE,
    }


def test_scenario_45_a_replaced_mentor_finds_nothing_from_midnight_on(case: Case) -> None:
    mia, mona = mentor("mia"), mentor("mona")
    row = act(assigned(case, mia), "start", "2024-02-12")
    act(row, "change_mentor", "2024-09-02", mentor=mona.pk)
    assert sees(mia, case, "2024-09-01T21:59:59+00:00")
    assert not sees(mia, case, "2024-09-01T22:00:00+00:00")
    assert not sees(mona, case, "2024-09-01T21:59:59+00:00")
    assert sees(mona, case, "2024-09-01T22:00:00+00:00")


def test_a_back_dated_change_ends_access_from_the_day_it_happened(case: Case) -> None:
    mia, mona = mentor("mia"), mentor("mona")
    row = act(assigned(case, mia), "start", "2024-02-12")
    act(row, "change_mentor", "2024-09-10", on="2024-09-02", mentor=mona.pk)
    assert days_of(case, mia) == [("2024-02-05", "2024-09-02")]
    assert days_of(case, mona) == [("2024-09-02", "")]
    assert not sees(mia, case, "2024-09-10")
    assert sees(mona, case, "2024-09-10")


def test_two_changes_on_one_day_leave_the_last_mentor_alone(case: Case) -> None:
    mia, mona, maja = mentor("mia"), mentor("mona"), mentor("maja")
    row = assigned(case, mia)
    row = act(row, "change_mentor", "2024-02-05", mentor=mona.pk)
    row = act(row, "change_mentor", "2024-02-05", mentor=maja.pk)
    assert [sees(who, case, "2024-02-05") for who in (mia, mona, maja)] == [False, False, True]
    act(row, "change_mentor", "2024-02-05", mentor=mia.pk)
    assert [sees(who, case, "2024-02-05") for who in (mia, mona, maja)] == [True, False, False]


def test_a_change_to_the_same_mentor_keeps_her(case: Case) -> None:
    mia = mentor("mia")
    act(assigned(case, mia), "change_mentor", "2024-03-04", mentor=mia.pk)
    assert days_of(case, mia) == [("2024-02-05", "")]


@pytest.mark.parametrize("state", ["assigned", "running"])
def test_a_mentoring_that_ends_takes_the_access_with_it(case: Case, state: str) -> None:
    mia = mentor("mia")
    row = assigned(case, mia)
    if state == "running":
        row = act(row, "start", "2024-02-12")
    act(row, "end", "2024-09-02")
    assert sees(mia, case, "2024-09-01")
    assert not sees(mia, case, "2024-09-02")


def test_another_mentorings_mentor_keeps_her_access(case: Case) -> None:
    mia, mona = mentor("mia"), mentor("mona")
    one = assigned(case, mia)
    added = add_step(case, "Mentoring", by=actor(make_user("anna"), "2024-02-05"))
    assigned(case, mona, step=added)
    act(one, "end", "2024-09-02")
    assert [sees(who, case, "2024-09-02") for who in (mia, mona)] == [False, True]


def test_who_mentors_twice_keeps_her_access_until_both_have_ended(case: Case) -> None:
    mia = mentor("mia")
    one = assigned(case, mia)
    added = add_step(case, "Mentoring", by=actor(make_user("anna"), "2024-02-05"))
    other = assigned(case, mia, step=added)
    act(one, "end", "2024-09-02")
    assert sees(mia, case, "2024-09-02")
    act(other, "end", "2024-09-03")
    assert not sees(mia, case, "2024-09-03")


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
        ("AsylumCentreTalk", "lapsed", "2024-06-10", reason),
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
    act(case, "close", "2024-06-14", on="2024-06-10", reason="flyttet")
    placement = step_of(case, CompanyPlacement)
    assert (placement.state, placement.ended_on) == ("lapsed", day("2024-06-12"))
    assert again(case).closed_on == day("2024-06-10")


def test_a_closing_long_ago_needs_words_and_its_steps_do_not(case: Case) -> None:
    act(case, "close", "2024-06-14", on="2024-05-01", reason="flyttet", note="Fik brev i går")
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
