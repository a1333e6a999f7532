"""Steps in lists and alone, adding one, and the goals of a placement."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from accounts.roles import Function
from interventions.models import Goal, HealthAssessment, Step
from tests import make
from tests.interventions.api.calls import Caller, told
from tests.interventions.api.conftest import World
from tests.interventions.counting import is_border

GOAL = {"type": "language", "text": "Taler dansk i pauserne", "sign": "Spørger selv"}


def kinds(response: Any) -> set[str]:
    return {row["kind"] for row in response.json()["results"]}


def test_steps_are_listed_as_far_as_each_may_know_of_them(world: World) -> None:
    planned = {
        "AsylumCentreTalk", "IntegrationProgramme", "CompanyPlacement", "Mentoring",
        "HealthAssessment", "DanishEducation",
    }  # fmt: skip
    assert kinds(world.anna.get("steps/")) == planned
    assert kinds(world.anna.get(f"cases/{world.case.pk}/steps/")) == planned
    assert kinds(world.colleague.get("steps/")) == planned - {"HealthAssessment"}
    shared = {"CompanyPlacement", "Mentoring", "DanishEducation"}
    assert kinds(world.mentor.get("steps/")) == shared
    assert kinds(world.other_mentor.get("steps/")) == set()
    assert kinds(world.anna.get("steps/?kind=Mentoring&state=assigned")) == {"Mentoring"}


def test_a_row_of_the_list_is_the_step_without_what_was_said(world: World) -> None:
    rows = world.anna.get("steps/?kind=Mentoring").json()["results"]
    assert rows == [
        {
            "id": world.mentoring.pk,
            "case": world.case.pk,
            "kind": "Mentoring",
            "state": "assigned",
            "version": 3,
            "added_on": "2024-02-05",
            "meets_at": None,
            "starts_on": None,
            "ended_on": None,
            "shared": True,
        }
    ]


@pytest.mark.parametrize("cases", [1, 8])
def test_the_list_of_steps_costs_five_queries_whatever_the_rows(db: None, cases: int) -> None:
    vest = make.make_unit("VEST")
    vera = make.make_user("vera", unit=vest)
    for _ in range(cases):
        make.make_case("2024-02-05", caseworker=vera, unit=vest)
    caller = Caller(vera)
    caller.get("me/")
    with CaptureQueriesContext(connection) as asked:
        assert len(caller.get("steps/").json()["results"]) == 6 * cases
    assert len([q for q in asked if not is_border(q)]) == 5


def test_a_step_is_told_with_its_own_facts_and_to_a_mentor_with_hers(world: World) -> None:
    response = world.anna.get(f"steps/{world.mentoring.pk}/")
    assert response["ETag"] == '"3"'
    body = response.json()
    assert body["facts"] == {
        "mentor_id": world.mentoring.mentor_id,
        "grant_started_on": "2024-04-08",
        "until": "2025-02-12",
        "hours_per_week": None,
        "handover_note": "",
        "closing_note": "",
    }
    for_mentor = world.mentor.get(f"steps/{world.mentoring.pk}/").json()
    assert set(body) - set(for_mentor) == {"end_reason"}
    assert set(body["facts"]) - set(for_mentor["facts"]) == {"closing_note", "grant_started_on"}
    assert (for_mentor["label"], for_mentor["state_label"]) == ("Mentorforløb", "Mentor tildelt")


def test_the_result_of_a_health_assessment_is_told_to_those_who_may_know_it(world: World) -> None:
    health = HealthAssessment.objects.get(case=world.case)
    HealthAssessment.objects.filter(pk=health.pk).update(result="KANARI-health")
    assert world.anna.get(f"steps/{health.pk}/").json()["facts"]["result"] == "KANARI-health"
    coordinator = make.make_user("hanne")
    make.assign(world.case, coordinator, Function.HEALTH_COORDINATOR, "2024-04-08")
    assert b"KANARI" in Caller(coordinator).get(f"steps/{health.pk}/").content
    assert told(world.colleague.get(f"steps/{health.pk}/")) == (404, "not_found")
    row = AuditEvent.objects.filter(action="HealthAssessment.read").latest("pk")
    assert (row.actor, "result" in row.fields) == ("hanne", True)


def test_a_step_is_added_beside_the_plan(world: World) -> None:
    response = world.anna.post(f"cases/{world.case.pk}/steps/", {"kind": "FollowUpTalk"})
    assert response.status_code == 201
    step = Step.objects.get(kind="FollowUpTalk")
    assert response.json() == {
        "id": step.pk, "kind": "FollowUpTalk", "state": "planned", "state_label": "Planlagt",
        "version": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, (400, "invalid")),
        ({"kind": "Praktik"}, (400, "invalid")),
        ({"kind": 7}, (400, "invalid")),
        ({"kind": "FollowUpTalk", "state": "held"}, (400, "invalid")),
        ({"kind": "AsylumCentreTalk"}, (409, "not_possible")),
    ],
)
def test_a_step_that_cannot_be_added_is_refused(
    world: World, data: dict[str, Any], expected: tuple[int, str]
) -> None:
    steps = Step.objects.count()
    assert told(world.anna.post(f"cases/{world.case.pk}/steps/", data)) == expected
    assert Step.objects.count() == steps


def test_steps_are_added_only_by_those_who_may(world: World) -> None:
    for caller in (world.colleague, world.mentor):
        response = caller.post(f"cases/{world.case.pk}/steps/", {"kind": "FollowUpTalk"})
        assert told(response) == (403, "forbidden")


def test_a_goal_is_added_told_and_moved(world: World) -> None:
    address = f"steps/{world.placement.pk}/goals/"
    assert world.anna.get(address).json() == []
    made = world.anna.post(address, GOAL)
    goal = Goal.objects.get()
    assert (made.status_code, made.json()["id"]) == (201, goal.pk)
    assert world.anna.get(address).json() == [
        {
            "id": goal.pk,
            "kind": "Goal",
            "state": "active",
            "state_label": "Aktivt",
            "version": 1,
            **GOAL,
            "policy_area": "",
            "evaluation": "",
            "ended_on": None,
        }
    ]
    moves = world.anna.get(f"goals/{goal.pk}/moves/").json()
    assert [m["name"] for m in moves if m["possible"]] == [
        "reach", "reach_partly", "fail", "drop"
    ]  # fmt: skip
    reached = world.anna.post(f"goals/{goal.pk}/moves/reach/", {"evaluation": "Spørger selv nu"})
    assert reached.json()["state"] == "reached"


@pytest.mark.parametrize(
    "data",
    [{}, {**GOAL, "type": "sundhed"}, {**GOAL, "text": "x" * 301}, {**GOAL, "placement": 1}],
)
def test_a_goal_that_does_not_do_is_refused(world: World, data: dict[str, Any]) -> None:
    response = world.anna.post(f"steps/{world.placement.pk}/goals/", data)
    assert told(response) == (400, "invalid")
    assert not Goal.objects.exists()


def test_goals_are_told_to_those_who_see_needs_and_added_by_those_who_move(world: World) -> None:
    goal = Goal.objects.create(placement=world.placement, **GOAL)
    address = f"steps/{world.placement.pk}/goals/"
    for caller in (world.colleague, world.mentor):
        assert told(caller.get(address)) == (403, "forbidden")
        assert told(caller.post(address, GOAL)) == (403, "forbidden")
        assert told(caller.get(f"goals/{goal.pk}/moves/")) == (404, "not_found")
    assert world.lead.get(address).status_code == 200


def test_only_a_placement_has_goals_and_only_a_mentoring_follow_ups(world: World) -> None:
    assert told(world.anna.get(f"steps/{world.mentoring.pk}/goals/")) == (404, "not_found")
    response = world.anna.get(f"steps/{world.placement.pk}/follow-ups/")
    assert told(response) == (404, "not_found")
