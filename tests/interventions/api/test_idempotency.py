"""A POST with an Idempotency-Key may be sent again: the first answer comes back, nothing twice."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from accounts.actor import system
from interventions.actions.answered import forget_answers
from interventions.actions.run_due import run_due
from interventions.models import Answered, Step
from tests.interventions.api.calls import JSON, ROOT, told
from tests.interventions.api.conftest import World
from tests.make import actor, make_user

pytestmark = pytest.mark.django_db

KIND = {"kind": "VolunteerActivity"}
KEY = {"Idempotency-Key": "8f14e45f-1"}


def steps(world: World) -> int:
    return Step.objects.filter(case=world.case, kind="VolunteerActivity").count()


def test_the_same_key_and_body_give_the_first_answer_and_one_row(world: World) -> None:
    where = f"cases/{world.case.pk}/steps/"
    first, second = (world.anna.post(where, KIND, **KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert not first.has_header("Idempotent-Replayed")
    assert second["Idempotent-Replayed"] == "true"
    assert steps(world) == 1


@pytest.mark.parametrize("change", ["body", "address"])
def test_a_key_that_answered_something_else_is_refused(world: World, change: str) -> None:
    where = f"cases/{world.case.pk}/steps/"
    world.anna.post(where, KIND, **KEY)
    if change == "body":
        other = world.anna.post(where, {"kind": "DanishEducation"}, **KEY)
    else:
        other = world.anna.post(f"cases/{world.case.pk}/moves/pause/", {}, **KEY)
    assert told(other) == (422, "key_reused")
    assert steps(world) == 1


def test_a_key_is_its_senders_own(world: World) -> None:
    where = f"cases/{world.case.pk}/steps/"
    assert world.anna.post(where, KIND, **KEY).status_code == 201
    answer = world.lead.post(where, KIND, **KEY)
    assert (answer.status_code, answer.has_header("Idempotent-Replayed")) == (201, False)
    assert steps(world) == 2


def test_a_refusal_is_not_kept(world: World) -> None:
    where = f"cases/{world.case.pk}/steps/"
    assert world.anna.post(where, {"kind": "Nonsense"}, **KEY).status_code == 400
    assert not Answered.objects.exists()
    assert world.anna.post(where, {"kind": "Nonsense"}, **KEY).status_code == 400


@pytest.mark.parametrize("key", ["a b", "x" * 81, "nøgle"])
def test_a_key_that_is_none_is_refused_before_anything_is_done(world: World, key: str) -> None:
    answer = world.anna.post(f"cases/{world.case.pk}/steps/", KIND, **{"Idempotency-Key": key})
    assert told(answer) == (400, "invalid")
    assert steps(world) == 0


def test_answers_are_unreadable_in_the_database_and_forgotten_after_thirty_days(
    world: World,
) -> None:
    world.anna.post(f"cases/{world.case.pk}/steps/", KIND, **KEY)
    row = Answered.objects.get()
    by = actor(make_user("anna"), "2024-05-06")
    assert forget_answers(by.at(row.at + timedelta(days=30))) == 0
    run_due(by=system(row.at + timedelta(days=30, seconds=1)))
    assert not Answered.objects.exists()


def test_a_session_sends_a_key_together_with_its_form_token(world: World) -> None:
    """The check of the token reads the body that the key stands for."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("anna"))
    client.cookies[settings.CSRF_COOKIE_NAME] = "t" * 32
    where, body = f"{ROOT}cases/{world.case.pk}/steps/", json.dumps(KIND)

    def send(token: str) -> int:
        headers = {**KEY, "X-CSRFToken": token}
        answer = client.post(where, body, content_type=JSON, headers=headers)
        return int(answer.status_code)

    assert [send("t" * 32), send("t" * 32), send("f" * 32)] == [201, 201, 403]
    assert steps(world) == 1
