"""The mentor's log: one key is one row, however often it is sent."""

from typing import Any

import pytest

from accounts.models import AuditEvent
from interventions.models import FollowUp
from tests import make
from tests.interventions.api.calls import Caller, told
from tests.interventions.api.conftest import World

KEY = {"Idempotency-Key": "7f3a91-0001"}
LOG: dict[str, Any] = {
    "occurred_on": "2024-05-03",
    "outcome": "completed",
    "contact_form": "in_person",
    "topics": ["arbejde"],
    "text": "Vi gennemgik et jobopslag.",
    "help_wanted": False,
    "next_at": "2024-05-17T15:00:00+02:00",
}


def address(world: World) -> str:
    return f"steps/{world.mentoring.pk}/follow-ups/"


def test_a_mentor_logs_a_meeting_and_thereby_starts_the_mentoring(world: World) -> None:
    response = world.mentor.post(address(world), LOG, **KEY)
    assert response.status_code == 201, response.content
    row = FollowUp.objects.get()
    assert response.json() == {
        "id": row.pk,
        **LOG,
        "author": "mia",
        "recorded_at": "2024-05-06T13:00:00+02:00",
    }
    assert (world.mentoring.state, str(world.mentoring.starts_on)) == ("running", "2024-05-03")


def test_the_same_again_is_the_same_row(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = world.mentor.post(address(world), LOG, **KEY)
    trail = AuditEvent.objects.count()
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.at("2024-05-06T11:20:00+00:00"))
    again = world.mentor.post(address(world), LOG, **KEY)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert FollowUp.objects.count() == 1
    assert AuditEvent.objects.count() == trail


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Noget andet."},
        {"outcome": "no_show"},
        {"topics": []},
        {"next_at": None},
        {"help_wanted": True},
        {"occurred_on": "2024-05-02"},
        {"outcome": "x"},
    ],
)
def test_another_body_under_the_same_key_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    world.mentor.post(address(world), LOG, **KEY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.at("2024-05-06T11:20:00+00:00"))
    response = world.mentor.post(address(world), {**LOG, **change}, **KEY)
    assert told(response) == (422, "key_reused")
    assert FollowUp.objects.get().text == "Vi gennemgik et jobopslag."


def test_a_key_belongs_to_its_author(world: World) -> None:
    world.mentor.post(address(world), LOG, **KEY)
    response = world.anna.post(address(world), LOG, **KEY)
    assert response.status_code == 201
    assert FollowUp.objects.count() == 2


def test_a_key_that_was_used_on_another_mentoring_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.anna.post(address(world), LOG, **KEY)
    other = make.make_case("2024-03-04", caseworker=make.make_user("anna"))
    step = other.steps.get(kind="Mentoring")
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.at("2024-05-06T11:20:00+00:00"))
    response = world.anna.post(f"steps/{step.pk}/follow-ups/", LOG, **KEY)
    assert told(response) == (422, "key_reused")


@pytest.mark.parametrize("key", ["", "x" * 81, "med mellemrum", "ø"])
def test_a_follow_up_without_a_usable_key_is_refused(world: World, key: str) -> None:
    headers = {"Idempotency-Key": key} if key else {}
    response = world.mentor.post(address(world), LOG, **headers)
    assert told(response) == (400, "invalid")
    assert list(response.json()["errors"]) == ["Idempotency-Key"]
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"occurred_on": "2024-05-07"}, "occurred_on"),
        ({"occurred_on": None}, "occurred_on"),
        ({"outcome": "måske"}, "outcome"),
        ({"topics": ["vejret"]}, "topics"),
        ({"topics": "job"}, "topics"),
        ({"help_wanted": "nej"}, "help_wanted"),
        ({"next_at": "2024-05-17 15:00"}, "next_at"),
        ({"recorded_at": "2024-05-01T00:00:00Z"}, "recorded_at"),
        ({"mentoring": 1}, "mentoring"),
    ],
)
def test_a_follow_up_that_does_not_do_names_the_field(
    world: World, change: dict[str, Any], field: str
) -> None:
    response = world.mentor.post(address(world), {**LOG, **change}, **KEY)
    assert told(response) == (400, "invalid")
    assert list(response.json()["errors"]) == [field]
    assert not FollowUp.objects.exists()


def test_a_mentor_reads_her_own_log_and_the_caseworker_all_of_it(world: World) -> None:
    world.mentor.post(address(world), LOG, **KEY)
    world.anna.post(address(world), {**LOG, "text": "Anna var med."}, **KEY)
    texts = {
        name: [row["text"] for row in getattr(world, name).get(address(world)).json()["results"]]
        for name in ("mentor", "anna", "lead")
    }
    both = ["Anna var med.", "Vi gennemgik et jobopslag."]
    assert texts == {"mentor": both[1:], "anna": both, "lead": both}
    assert told(world.colleague.get(address(world))) == (403, "forbidden")
    assert told(world.colleague.post(address(world), LOG, **KEY)) == (403, "forbidden")


def test_a_mentor_whose_access_has_ended_finds_nothing(world: World) -> None:
    """What she may still hand in: test_mentor_compartment.py."""
    world.case.assignments.filter(function="mentor").update(to_on="2024-05-06")
    assert told(world.mentor.get(address(world))) == (404, "not_found")


@pytest.mark.django_db
def test_nothing_is_logged_on_a_mentoring_that_does_not_run() -> None:
    anna = make.make_user("anna")
    case = make.make_case("2024-02-05", caseworker=anna)
    step = case.steps.get(kind="Mentoring")
    response = Caller(anna).post(f"steps/{step.pk}/follow-ups/", LOG, **KEY)
    assert told(response) == (409, "not_possible")
