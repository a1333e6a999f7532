"""Receivers of events, kept by an administrator through the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from interventions.models import OutgoingEvent, Webhook
from tests.interventions.api.calls import Caller, told
from tests.make import at, make_unit, make_user

pytestmark = pytest.mark.django_db

NEW = {
    "name": "ESB",
    "url": "https://esb.example.com/in",
    "unit": "NORD",
    "kinds": ["case.opened", "step.moved"],
}


@pytest.fixture
def admin() -> Caller:
    make_unit()
    return Caller(make_user("asta", "admin"))


def test_a_secret_is_told_once(admin: Caller) -> None:
    answer = admin.post("webhooks/", NEW)
    assert answer.status_code == 201
    secret = answer.json()["secret"]
    assert Webhook.objects.get().secret == secret
    listed = admin.get("webhooks/")
    assert secret not in listed.content.decode()
    assert [(w["name"], w["unit"], w["kinds"]) for w in listed.json()["results"]] == [
        ("ESB", "NORD", ["case.opened", "step.moved"])
    ]
    row = AuditEvent.objects.get(action="webhook_create")
    assert row.fields == ["name", "url", "unit", "case.opened", "step.moved"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "http://esb.example.com/"}, "url"),
        ({"url": "https://127.0.0.1/"}, "url"),
        ({"kinds": ["case.deleted"]}, "kinds"),
        ({"kinds": []}, "kinds"),
        ({"unit": "NOWHERE"}, "unit"),
        ({"secret": "mine"}, "secret"),
    ],
)
def test_a_receiver_has_an_open_address_and_known_kinds(
    admin: Caller, wrong: Any, field: str
) -> None:
    answer = admin.post("webhooks/", NEW | wrong)
    assert told(answer) == (400, "invalid")
    assert list(answer.json()["errors"]) == [field]


def test_what_was_sent_is_told_and_a_stopped_receiver_waits_for_nothing(admin: Caller) -> None:
    pk = admin.post("webhooks/", NEW).json()["id"]
    OutgoingEvent.objects.create(
        webhook_id=pk, kind="step.moved", case_id=7, step_id=8, unit="NORD",
        at=at("2024-05-06"), next_at=at("2024-05-06"),
    )  # fmt: skip
    (sent,) = admin.get(f"webhooks/{pk}/events/").json()["results"]
    assert (sent["kind"], sent["case"], sent["step"], sent["status"]) == ("step.moved", 7, 8, None)
    assert admin.post(f"webhooks/{pk}/stop/").json()["stopped_at"] is not None
    assert told(admin.post(f"webhooks/{pk}/stop/")) == (409, "not_possible")
    (sent,) = admin.get(f"webhooks/{pk}/events/").json()["results"]
    assert (sent["next_at"], sent["trouble"]) == (None, "stopped")


@pytest.mark.parametrize("role", ["caseworker", "team_lead", "mentor", "manager", "dpo"])
def test_only_an_administrator_keeps_receivers(admin: Caller, role: str) -> None:
    pk = admin.post("webhooks/", NEW).json()["id"]
    caller = Caller(make_user("x", role))
    for number in (pk, 987654321):
        assert told(caller.get("webhooks/")) == (403, "forbidden")
        assert told(caller.post("webhooks/", NEW)) == (403, "forbidden")
        assert told(caller.post(f"webhooks/{number}/stop/")) == (403, "forbidden")
        assert told(caller.get(f"webhooks/{number}/events/")) == (403, "forbidden")
    assert Webhook.objects.get().stopped_at is None


def test_a_machine_reads_the_events_of_its_unit_and_of_no_other(admin: Caller) -> None:
    north = admin.post("webhooks/", NEW).json()["id"]
    make_unit("SYD")
    south = admin.post("webhooks/", NEW | {"unit": "SYD"}).json()["id"]
    for number, (webhook, unit) in enumerate([(north, "NORD"), (south, "SYD")]):
        OutgoingEvent.objects.create(
            webhook_id=webhook, kind="case.opened", case_id=number, unit=unit,
            at=at("2024-05-06"), next_at=at("2024-05-06"),
        )  # fmt: skip
    token = {
        "name": "x", "unit": "SYD", "scopes": ["events.receive"], "expires_on": "2024-06-01",
    }  # fmt: skip
    secret = admin.post("tokens/", token).json()["token"]
    machine = Client(headers={"Authorization": f"Bearer {secret}"})
    (row,) = machine.get("/api/v1/events/").json()["results"]
    assert (row["case"], row["unit"], row["webhook"]) == (1, "SYD", south)
    assert set(row) == {"id", "webhook", "kind", "case", "step", "deadline", "unit", "at"}
