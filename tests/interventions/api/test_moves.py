"""What a move needs, making it, and each way in which it is refused."""

from typing import Any

import pytest

from cases.models import Case, Event
from interventions.models import HealthAssessment
from tests.interventions.api.calls import told
from tests.interventions.api.conftest import World

PAUSE: dict[str, Any] = {"reason": "sygdom"}


def state(case: Case) -> tuple[str, int]:
    fresh = Case.objects.get(pk=case.pk)
    return fresh.state, fresh.version


def test_the_moves_of_a_case_say_what_is_possible_and_what_is_missing(world: World) -> None:
    body = world.anna.get(f"cases/{world.case.pk}/moves/").json()
    assert [(m["name"], m["possible"]) for m in body] == [
        ("plan", False), ("take_over", False), ("pause", True), ("resume", False),
        ("approve_plan", False), ("report_move", True), ("hand_over", False), ("keep", False),
        ("close", True), ("change_track", True), ("cancel", True), ("reopen", False),
    ]  # fmt: skip
    assert body[3] == {
        "name": "resume",
        "label": "Genoptag",
        "possible": False,
        "missing": ["Kun mulig fra »Sat i bero«; tilstanden er nu »Aktivt«."],
        "leads_to": "Aktivt",
        "approval": "",
    }
    assert body[10]["approval"] == "Kræver en andens godkendelse"


def test_a_move_names_its_fields_with_type_label_and_choices(world: World) -> None:
    response = world.anna.get(f"cases/{world.case.pk}/moves/pause/")
    body = response.json()
    assert (response["ETag"], body["version"], body["possible"]) == ('"4"', 4, True)
    fields = {field.pop("name"): field for field in body["fields"]}
    assert set(fields) == {"effective_on", "pause_expected_end_on", "reason", "note"}
    assert fields["effective_on"] == {
        "type": "date", "label": "Dato", "required": False, "help_text": "",
    }  # fmt: skip
    assert (fields["reason"]["type"], fields["reason"]["required"]) == ("choice", True)
    assert {"value": "sygdom", "label": "Sygdom"} in fields["reason"]["choices"]
    assert fields["note"]["type"] == "text"


def test_one_who_may_not_move_is_told_who_may_and_no_fields(world: World) -> None:
    body = world.colleague.get(f"cases/{world.case.pk}/moves/pause/").json()
    assert body["missing"] == ["Kræver den ansvarlige sagsbehandler eller teamlederen."]
    assert "fields" not in body


def test_a_move_is_made_today_unless_a_day_is_given(world: World) -> None:
    address = f"cases/{world.case.pk}/moves"
    response = world.anna.post(f"{address}/pause/", {**PAUSE, "pause_expected_end_on": None})
    assert (response.status_code, response["ETag"]) == (200, '"5"')
    assert response.json() == {
        "id": world.case.pk, "kind": "Case", "state": "paused", "state_label": "Sat i bero",
        "version": 5,
    }  # fmt: skip
    assert world.anna.post(f"{address}/resume/").status_code == 200
    moves = Event.objects.filter(kind="Case").order_by("-pk")[:2]
    assert [(e.move, str(e.effective_on), e.by.username) for e in moves] == [
        ("resume", "2024-05-06", "anna"), ("pause", "2024-05-06", "anna"),
    ]  # fmt: skip


REFUSALS: dict[str, tuple[str, dict[str, Any], tuple[int, str]]] = {
    "a reason is missing": ("pause", {}, (400, "invalid")),
    "a reason that is no code": ("pause", {"reason": "kedsomhed"}, (400, "invalid")),
    "a day ahead": ("pause", {**PAUSE, "effective_on": "2024-05-07"}, (400, "invalid")),
    "a day before the last move": ("pause", {**PAUSE, "effective_on": "2024-04-01"},
                                   (400, "invalid")),
    "a day as people type it": ("pause", {**PAUSE, "effective_on": "05-05-2024"},
                                (400, "invalid")),
    "a number for a day": ("pause", {**PAUSE, "effective_on": 5}, (400, "invalid")),
    "an unknown key": ("pause", {**PAUSE, "state": "closed"}, (400, "invalid")),
    "a version that is no number": ("pause", {**PAUSE, "version": "3"}, (400, "invalid")),
    "another version": ("pause", {**PAUSE, "version": 3}, (409, "conflict")),
    "the wrong state": ("resume", {}, (409, "not_possible")),
    "a move that needs a second person": ("cancel", {}, (409, "not_possible")),
    "a move that is none": ("fly", {}, (404, "not_found")),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "expected"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_refused_move_changes_nothing(
    world: World, name: str, data: dict[str, Any], expected: tuple[int, str]
) -> None:
    events = Event.objects.count()
    assert told(world.anna.post(f"cases/{world.case.pk}/moves/{name}/", data)) == expected
    assert state(world.case) == ("active", 4)
    assert Event.objects.count() == events


def test_a_refusal_says_what_is_missing_field_by_field(world: World) -> None:
    address = f"cases/{world.case.pk}/moves"
    form = world.anna.post(f"{address}/pause/", {"effective_on": "2024-05-07"}).json()
    assert form["errors"] == {
        "effective_on": ["Datoen kan ikke ligge i fremtiden."],
        "reason": ["Dette felt er påkrævet."],
    }
    wrong = world.anna.post(f"{address}/resume/").json()
    assert wrong["missing"][0] == "»Genoptag« er ikke mulig fra tilstanden »Aktivt«."
    stale = world.anna.post(f"{address}/pause/", {**PAUSE, "version": 3}).json()
    assert stale["detail"].startswith("Sidst ændret af systemet den 02-04-2024")


VERSIONS = {
    "none": ({}, {}, 200),
    "the one that stands": ({"If-Match": '"4"'}, {}, 200),
    "any": ({"If-Match": "*"}, {}, 200),
    "the same twice": ({"If-Match": '"4"'}, {"version": 4}, 200),
    "an old one": ({"If-Match": '"3"'}, {}, 409),
    "two different ones": ({"If-Match": '"4"'}, {"version": 3}, 400),
    "a weak one": ({"If-Match": 'W/"4"'}, {}, 412),
    "a foreign one": ({"If-Match": '"abc"'}, {}, 412),
}


@pytest.mark.parametrize(("headers", "data", "status"), VERSIONS.values(), ids=VERSIONS.keys())
def test_the_version_that_was_seen_is_asked_for(
    world: World, headers: dict[str, str], data: dict[str, Any], status: int
) -> None:
    address = f"cases/{world.case.pk}/moves/pause/"
    assert world.anna.post(address, {**PAUSE, **data}, **headers).status_code == status


def test_who_may_see_but_not_move_is_403_whatever_she_sends(world: World) -> None:
    for caller in (world.colleague, world.mentor):
        for data in (PAUSE, {"nonsense": 1}):
            response = caller.post(f"cases/{world.case.pk}/moves/pause/", data)
            assert told(response) == (403, "forbidden")
    assert state(world.case) == ("active", 4)


def test_a_move_that_only_time_makes_is_nobodys(world: World) -> None:
    step = world.placement
    assert "lapse" not in [m["name"] for m in world.anna.get(f"steps/{step.pk}/moves/").json()]
    assert told(world.anna.get(f"steps/{step.pk}/moves/lapse/")) == (404, "not_found")
    response = world.anna.post(f"steps/{step.pk}/moves/lapse/", {"reason": "x"})
    assert told(response) == (403, "forbidden")


MATCH: dict[str, Any] = {
    "form": "placement",
    "company": "Bageri A/S",
    "cvr": "13585628",
    "p_number": "1003388394",
    "contact": "Ida Bager",
    "tasks": "Bagning",
    "hours_per_week": 20,
    "planned_from": "2024-05-07",
    "planned_to": "2024-06-03",
}


def test_a_placement_is_matched_given_a_goal_and_agreed(world: World) -> None:
    pk = world.placement.pk
    assert world.anna.post(f"steps/{pk}/moves/match/", MATCH).json()["state"] == "matched"
    agreement = {"purpose": "training", "signed": True, "quota_checked": True}
    missing = world.anna.post(f"steps/{pk}/moves/agree/", agreement)
    assert told(missing) == (409, "not_possible")
    assert missing.json()["missing"] == [
        "Virksomhedspraktik skal have mindst ét fagligt, socialt eller sprogligt mål"
    ]
    goal = {"type": "language", "text": "Taler dansk i pauserne", "sign": "Spørger selv"}
    assert world.anna.post(f"steps/{pk}/goals/", goal).status_code == 201
    assert world.anna.post(f"steps/{pk}/moves/agree/", agreement).json()["state"] == "agreed"
    assert world.placement.hours_per_week == 20


def test_the_completion_of_a_placement_asks_for_each_of_its_goals(world: World) -> None:
    goal = world.placement.goals.create(type="social", text="Møder til tiden", sign="Komme-tid")
    body = world.anna.get(f"steps/{world.placement.pk}/moves/complete/").json()
    field = next(f for f in body["fields"] if f["name"] == f"goal_{goal.pk}")
    assert (field["label"], field["required"]) == ("Socialt mål: Møder til tiden", True)
    assert [c["value"] for c in field["choices"]] == ["reach", "reach_partly", "fail"]


def test_an_instant_is_taken_and_answered_with_its_offset(world: World) -> None:
    step = world.anna.post(f"cases/{world.case.pk}/steps/", {"kind": "FollowUpTalk"}).json()
    invitation = {
        "meets_at": "2024-05-13T09:30:00+02:00",
        "talk_form": "in_person",
        "channel": "sms",
        "letter": "Kom på mandag.",
    }
    assert world.anna.post(f"steps/{step['id']}/moves/invite/", invitation).status_code == 200
    assert world.anna.get(f"steps/{step['id']}/").json()["meets_at"] == "2024-05-13T09:30:00+02:00"


def test_a_reference_to_nobody_is_a_mistake_in_the_field(world: World) -> None:
    for mentor in (10**30, 0, 987_654):
        response = world.anna.post(
            f"steps/{world.mentoring.pk}/moves/change_mentor/",
            {"mentor": mentor, "handover_note": "x"},
        )
        assert told(response) == (400, "invalid")
        assert list(response.json()["errors"]) == ["mentor"]


def test_a_hidden_step_is_404_for_one_who_sees_the_case(world: World) -> None:
    health = HealthAssessment.objects.get(case=world.case)
    for address in (f"steps/{health.pk}/", f"steps/{health.pk}/moves/"):
        assert told(world.colleague.get(address)) == (404, "not_found")
        assert world.anna.get(address).status_code == 200
