"""What a mentor may still do with her logs: late, edited, added to; never deleted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cases.models import Assignment, Change
from interventions.models import FollowUp
from tests import make
from tests.interventions.api.calls import JSON, ROOT, Caller, told
from tests.interventions.api.conftest import World
from tests.interventions.api.test_follow_ups import KEY, LOG, address

END = "2024-05-02"  # the first day without access; she was assigned on 2024-04-08


def send(caller: Caller, method: str, path: str, data: Any = None) -> Any:
    found = caller.get(path)
    if method == "get":
        return found
    headers = {"If-Match": found["ETag"]} if "ETag" in found.headers else {}
    body = json.dumps({} if data is None or method == "delete" else data)
    return getattr(caller.client, method)(ROOT + path, body, content_type=JSON, headers=headers)


def turn(world: World, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """The sessions of the day before have ended."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.at(when))
    world.mentor.client.force_login(make.make_user("mia", "mentor"))
    world.anna.client.force_login(make.make_user("anna"))


@pytest.mark.parametrize(
    ("today", "occurred_on", "expected"),
    [
        ("2024-05-02", "2024-05-01", 202),
        ("2024-05-08", "2024-05-01", 202),
        ("2024-05-08", "2024-04-08", 202),
        ("2024-05-08", "2024-04-07", 403),  # before she was the mentor
        ("2024-05-08", "2024-05-02", 403),  # after the end
        ("2024-05-08", "2024-05-09", 400),
        ("2024-05-09", "2024-05-01", 403),  # seven days have gone
    ],
)
def test_a_late_log_is_taken_for_seven_days_and_nothing_is_shown(
    world: World, monkeypatch: pytest.MonkeyPatch, today: str, occurred_on: str, expected: int
) -> None:
    Assignment.objects.filter(function="mentor").update(to_on=END)
    turn(world, monkeypatch, today)
    body = {**LOG, "occurred_on": occurred_on}
    response = world.mentor.post(address(world), body, **KEY)
    assert response.status_code == expected, response.content
    assert FollowUp.objects.count() == (expected == 202)
    if expected == 202:
        assert response.json() == {"received": True}
        assert world.mentor.post(address(world), body, **KEY).json() == {"received": True}
        assert FollowUp.objects.count() == 1
        assert world.mentor.get(address(world)).status_code == 404
        assert world.mentor.get(f"follow-ups/{FollowUp.objects.get().pk}/").status_code == 404


def test_a_late_log_goes_in_where_another_has_taken_over_or_the_mentoring_ended(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = world.case.assignments.get(function="mentor")
    assert world.anna.post(f"mentor-assignments/{row.pk}/end/").status_code == 200
    response = world.mentor.post(address(world), {**LOG, "occurred_on": "2024-05-03"}, **KEY)
    assert response.status_code == 202, response.content
    assert world.mentoring.state == "ended"


def test_whoever_never_was_the_mentor_finds_nothing(world: World) -> None:
    there = world.other_mentor.post(address(world), LOG, **KEY)
    never = world.other_mentor.post("steps/999999/follow-ups/", LOG, **KEY)
    assert (there.status_code, there.content) == (404, never.content)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"occurred_on": "2024-04-07"}, (403, "forbidden")),
        ({"occurred_on": "2024-05-07"}, (400, "invalid")),
        ({"author": "mads"}, (403, "forbidden")),
    ],
)
def test_what_an_active_mentor_may_not_log(world: World, change: Any, expected: Any) -> None:
    response = world.mentor.post(address(world), {**LOG, **change}, **KEY)
    assert told(response) == expected
    assert not FollowUp.objects.exists()
    if expected[0] == 400:
        assert response.json()["detail"] == "Klokken er 2024-05-06T11:00:00+00:00 her."


@pytest.mark.parametrize(
    ("now", "expected"), [("2024-05-06T21:56:00+00:00", 201), ("2024-05-06T21:54:00+00:00", 400)]
)
def test_a_clock_five_minutes_fast_is_forgiven(
    world: World, monkeypatch: pytest.MonkeyPatch, now: str, expected: int
) -> None:
    turn(world, monkeypatch, now)
    response = world.mentor.post(address(world), {**LOG, "occurred_on": "2024-05-07"}, **KEY)
    assert response.status_code == expected
    if expected == 201:
        assert response.json()["occurred_on"] == "2024-05-06"


@pytest.fixture
def log(world: World) -> FollowUp:
    world.mentor.post(address(world), LOG, **KEY)
    return FollowUp.objects.get()


@pytest.mark.parametrize(
    ("who", "method", "expected"),
    [
        ("mentor", "get", 200), ("mentor", "patch", 200), ("mentor", "delete", 403),
        ("other_mentor", "get", 404), ("other_mentor", "patch", 404),
        ("other_mentor", "delete", 404),
        ("anna", "get", 200), ("anna", "patch", 403), ("anna", "delete", 403),
        ("lead", "get", 200), ("lead", "patch", 403), ("lead", "delete", 403),
        ("colleague", "get", 403), ("colleague", "patch", 403), ("colleague", "delete", 403),
        ("stranger", "get", 404), ("stranger", "patch", 404),
        ("manager", "get", 403), ("manager", "patch", 403), ("manager", "delete", 403),
    ],
)  # fmt: skip
def test_who_reads_and_edits_a_log(
    world: World, log: FollowUp, who: str, method: str, expected: int
) -> None:
    response = send(getattr(world, who), method, f"follow-ups/{log.pk}/", {"text": "Rettet"})
    assert response.status_code == expected, response.content
    log.refresh_from_db()
    edited = (who, method) == ("mentor", "patch")
    assert log.text == ("Rettet" if edited else LOG["text"])
    if edited:
        assert Change.objects.get(resource="followup").old == LOG["text"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2024-05-07T10:59:00+00:00", 200), ("2024-05-07T11:00:00+00:00", 409)],
)
def test_after_a_day_it_is_added_to_and_not_edited(
    world: World, log: FollowUp, monkeypatch: pytest.MonkeyPatch, now: str, expected: int
) -> None:
    turn(world, monkeypatch, now)
    path = f"follow-ups/{log.pk}/"
    assert send(world.mentor, "patch", path, {"text": "Rettet"}).status_code == expected
    added = world.mentor.post(f"{path}amendments/", {"text": "Hun ringede bagefter"})
    assert added.status_code == 201, added.content
    shown = [one["text"] for one in world.anna.get(path).json()["amendments"]]
    assert shown == ["Hun ringede bagefter"]


@pytest.mark.parametrize(
    ("who", "body", "expected"),
    [("mentor", {}, 400), ("mentor", {"text": " "}, 400), ("mentor", {"text": "x" * 5001}, 400),
     ("mentor", {"text": "x", "author": "mads"}, 400), ("anna", {"text": "x"}, 403),
     ("other_mentor", {"text": "x"}, 404), ("manager", {"text": "x"}, 403)],
)  # fmt: skip
def test_who_adds_to_a_log(world: World, log: FollowUp, who: str, body: Any, expected: int) -> None:
    response = getattr(world, who).post(f"follow-ups/{log.pk}/amendments/", body)
    assert response.status_code == expected
    assert not log.amendments.exists()


@pytest.mark.parametrize(
    "key", ["mentor", "citizen", "created_at", "recorded_at", "locked", "author", "state", "key"]
)
def test_what_is_no_field_of_the_form_cannot_be_patched(
    world: World, log: FollowUp, key: str
) -> None:
    response = send(world.mentor, "patch", f"follow-ups/{log.pk}/", {key: "1"})
    assert told(response) == (400, "invalid")
