"""What follows from a move: each line of the table, seen from outside."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.models import AuditEvent
from cases.models import Assignment, Case, Event
from interventions.actions.consequences import CONSEQUENCES
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.steps import add_goal, add_step
from interventions.diagrams import LIFECYCLES
from interventions.models import CompanyPlacement, Goal, HealthAssessment, Mentoring
from tests.lifecycles.driver import (
    WEEK,
    again,
    drive,
    go,
    lead,
    new_row,
    new_step,
    next_day,
    row_in,
)  # fmt: skip
from tests.make import actor, assign, make_case, make_user

pytestmark = pytest.mark.django_db


def mentors_of(case):
    rows = Assignment.objects.filter(case=case, function="mentor").order_by("pk")
    return [(row.user.username, row.from_on, row.to_on) for row in rows]


def goals_of(placement):
    return list(placement.goals.values_list("state", flat=True))


def gaps_of(case):
    rows = case.deadlines.filter(rule__code="INL-VRT-GAP").order_by("anchor_on")
    return list(rows.values_list("anchor_on", "due_on", "met_on"))


def test_every_line_of_the_table_belongs_to_a_move_that_exists():
    moves = {(kind.__name__, name) for kind in LIFECYCLES for name in kind.moves()}
    assert set(CONSEQUENCES) <= moves


def test_planning_a_case_adds_the_steps_and_deadlines_of_its_track():
    case = row_in("Case", "created")
    go(case, "plan")
    assert sorted(case.steps.values_list("kind", flat=True)) == [
        "AsylumCentreTalk", "CompanyPlacement", "DanishEducation", "HealthAssessment",
        "IntegrationProgramme", "Mentoring",
    ]  # fmt: skip
    assert case.deadlines.filter(rule__code="KM-PRAK-1M").count() == 1


# What a step is in when its case closes, and what becomes of it.
ENDS = [
    ("AsylumCentreTalk", "planned", "lapsed"),
    ("AsylumCentreTalk", "no_show", "lapsed"),
    ("WelcomeTalk", "invited", "lapsed"),
    ("CompanyPlacement", "agreed", "lapsed"),
    ("CompanyPlacement", "running", "broken_off"),
    ("CompanyPlacement", "paused", "broken_off"),
    ("Mentoring", "offered", "lapsed"),
    ("Mentoring", "assigned", "ended"),
    ("Mentoring", "running", "ended"),
    ("HealthAssessment", "referred", "lapsed"),
    ("FollowUpTalk", "sent_regrets", "lapsed"),
]


@pytest.mark.parametrize(("kind", "state", "end"), ENDS)
def test_closing_a_case_ends_its_steps_that_day_with_the_reason(kind, state, end):
    step = row_in(kind, state)
    on = next_day(step)
    case = go(step.case, "close", on)
    step = again(step)
    assert (step.state, step.ended_on, step.end_reason) == (end, on, "Sagen er afsluttet: job")
    assert not case.steps.filter(ended_on=None).exists()


def test_a_step_moved_after_the_day_of_the_closing_ends_on_the_day_it_was_moved():
    step = row_in("FollowUpTalk", "planned")
    moved = next_day(step) + WEEK
    go(step, "invite", moved)
    case = Case.objects.get(pk=step.case_id)
    go(case, "close", moved + WEEK, effective_on=(moved - WEEK).isoformat())
    assert again(step).ended_on == moved


def test_cancelling_a_case_ends_its_steps():
    step = row_in("FollowUpTalk", "invited")
    on = next_day(step)
    case = go(step.case, "cancel", on)
    assert (case.state, case.end_reason) == ("cancelled", "fejloprettet")
    assert not case.steps.filter(ended_on=None).exists()
    assert again(step).end_reason == "Sagen er annulleret: fejloprettet"


@pytest.mark.parametrize("name", ["close", "cancel"])
def test_the_end_of_a_case_takes_access_from_all_but_the_responsible(name):
    case = row_in("Case", "active")
    on = next_day(case)
    assign(case, make_user("vera"), "company_consultant", date(2024, 1, 2))
    assign(case, make_user("hans"), "health_coordinator", date(2024, 1, 2))
    go(case, name, on)
    rows = Assignment.objects.filter(case=case).values_list("function", "to_on")
    assert dict(rows) == {
        "responsible": None, "company_consultant": on, "health_coordinator": on,
    }  # fmt: skip


def test_steps_that_ended_with_the_case_stay_ended_when_it_is_reopened():
    step = row_in("FollowUpTalk", "invited")
    case = drive(step.case, "closed")
    case = go(case, "reopen")
    assert case.state == "active"
    assert again(step).state == "lapsed"


def welcome(need: str):
    case = make_case("2024-04-08", basis="ukraine_saerlov", active=True)
    talk = drive(new_step(case, "WelcomeTalk", date(2024, 4, 29)), "invited")
    on = next_day(talk)
    return case, on, go(talk, "hold", on, health_need=need)


def test_a_need_found_at_the_welcome_talk_opens_need_assessment_and_deadline():
    case, on, _ = welcome("yes")
    assert case.citizen.needs.get(code="sundhed").opened_on == on
    step = HealthAssessment.objects.get(case=case)
    assert (step.state, step.added_on) == ("assessing_need", on)
    assert Event.objects.get(kind="HealthAssessment", object_id=step.pk).move == "add"
    deadline = case.deadlines.get(rule__code="INL-HELBRED")
    assert (deadline.due_on, deadline.step_id) == (date(2024, 10, 29), step.pk)


def test_no_need_at_the_welcome_talk_adds_nothing():
    case, _, talk = welcome("no")
    assert talk.health_need == "no"
    assert not case.citizen.needs.exists()
    assert not HealthAssessment.objects.filter(case=case).exists()
    assert not case.deadlines.filter(rule__code="INL-HELBRED").exists()


def test_a_need_found_while_an_assessment_runs_adds_no_second_one():
    case = make_case("2024-04-08", basis="ukraine_saerlov", active=True)
    add_step(case, "HealthAssessment", by=lead(date(2024, 5, 2)))
    talk = drive(new_step(case, "WelcomeTalk", date(2024, 5, 2)), "invited")
    go(talk, "hold", health_need="yes")
    assert HealthAssessment.objects.filter(case=case).count() == 1


def test_an_assigned_mentor_gets_the_case_from_that_day():
    mentoring = row_in("Mentoring", "offered")
    on = next_day(mentoring)
    go(mentoring, "assign", on)
    assert mentors_of(mentoring.case) == [("mia", on, None)]


@pytest.mark.parametrize("state", ["assigned", "running"])
def test_a_new_mentor_takes_the_case_over_from_the_old_one_that_day(state):
    mentoring = row_in("Mentoring", state)
    on = next_day(mentoring)
    since = mentors_of(mentoring.case)[0][1]
    go(mentoring, "change_mentor", on, mentor=make_user("mads", "mentor").pk)
    assert mentors_of(mentoring.case) == [("mia", since, on), ("mads", on, None)]


@pytest.mark.parametrize("name", ["end", "lapse"])
def test_the_end_of_a_mentoring_takes_the_mentors_access(name):
    mentoring = row_in("Mentoring", "running")
    on = next_day(mentoring)
    go(mentoring, name, on)
    assert [to_on for _, _, to_on in mentors_of(mentoring.case)] == [on]


FOLLOW_UP = {"outcome": "completed", "contact_form": "phone", "text": "Vi tog til banken."}


def logged(mentoring, on, **changes):
    mia = actor(make_user("mia", "mentor"), on)
    data = {"occurred_on": on.isoformat(), **FOLLOW_UP, **changes}
    log_follow_up(mentoring, data, by=mia, key=f"log-{on}-{changes}")
    return Mentoring.objects.get(pk=mentoring.pk)


def test_a_mentors_first_held_follow_up_starts_the_mentoring_on_its_date():
    mentoring = row_in("Mentoring", "assigned")
    on = next_day(mentoring)
    assert logged(mentoring, on, outcome="no_show").state == "assigned"
    running = logged(mentoring, on)
    assert (running.state, running.starts_on) == ("running", on)
    assert logged(running, on + WEEK).version == running.version


def test_completing_a_placement_evaluates_each_goal_and_starts_the_gap():
    placement = row_in("CompanyPlacement", "running")
    second = add_goal(
        placement, by=lead(next_day(placement)), type="language", text="Hilse", sign="Siger hej"
    )
    on = next_day(placement)
    go(placement, "complete", on, **{f"goal_{second.pk}": "fail"})
    assert goals_of(placement) == ["reached", "not_reached"]
    assert set(placement.goals.values_list("ended_on", flat=True)) == {on}
    assert gaps_of(placement.case) == [(on, on + 6 * WEEK, None)]


def test_breaking_a_placement_off_drops_its_goals_and_starts_the_gap():
    placement = row_in("CompanyPlacement", "running")
    on = next_day(placement)
    go(placement, "break_off", on)
    assert goals_of(placement) == ["dropped"]
    assert Goal.objects.get(placement=placement).evaluation == "Virksomhedspraktik: afbrudt"
    assert gaps_of(placement.case) == [(on, on + 6 * WEEK, None)]


@pytest.mark.parametrize(("state", "name"), [("agreed", "cancel"), ("agreed", "lapse")])
def test_a_placement_that_never_started_drops_its_goals_and_starts_no_gap(state, name):
    placement = row_in("CompanyPlacement", state)
    go(placement, name)
    assert goals_of(placement) == ["dropped"]
    assert gaps_of(placement.case) == []


def test_the_next_placement_in_time_ends_the_gap_and_a_later_end_starts_a_new_one():
    first = row_in("CompanyPlacement", "running")
    ended = next_day(first)
    go(first, "break_off", ended)
    second = add_step(first.case, "CompanyPlacement", by=lead(ended))
    add_goal(second, by=lead(ended), type="social", text="Hilse", sign="Siger hej")
    for weeks, name in enumerate(("match", "agree", "start"), start=1):
        second = go(again(second), name, ended + weeks * WEEK)
    started = ended + 3 * WEEK
    assert gaps_of(first.case) == [(ended, ended + 6 * WEEK, started)]
    go(second, "break_off", started + WEEK)
    assert gaps_of(first.case)[1] == (started + WEEK, started + 7 * WEEK, None)


def test_no_gap_begins_while_another_placement_runs_or_outside_the_programme():
    first = row_in("CompanyPlacement", "running")
    other = add_step(first.case, "CompanyPlacement", by=lead(next_day(first)))
    add_goal(other, by=lead(next_day(first)), type="social", text="Hilse", sign="Siger hej")
    drive(again(other), "running")
    go(first, "break_off")
    assert gaps_of(first.case) == []
    alone = row_in("CompanyPlacement", "running")
    Case.objects.filter(pk=alone.case_id).update(in_programme=False)
    go(alone, "break_off")
    assert gaps_of(alone.case) == []


def test_what_follows_is_written_down_as_moves_of_their_own():
    placement = row_in("CompanyPlacement", "running")
    goal = placement.goals.get()
    go(placement, "break_off")
    event = Event.objects.filter(kind="Goal", object_id=goal.pk).last()
    assert (event.move, event.by.username, event.role) == ("drop", "leth", "team_lead")
    assert AuditEvent.objects.filter(action="Goal.drop", resource_id=str(goal.pk)).count() == 1


def test_a_new_row_begins_with_nothing_followed():
    assert gaps_of(new_row("CompanyPlacement").case) == []
    assert CompanyPlacement.objects.get().state == "draft"
