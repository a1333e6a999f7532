"""Two things at once: a colleague is closed while she gets a case; two senders; two rotations."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from accounts.actions.tokens import create_token, rotate_own
from accounts.models import Token, User
from accounts.queries import machine_actor
from cases.actions import assignments
from cases.actions.assignments import assign_responsible
from cases.actions.staff import close_user
from cases.errors import NotPossibleError
from cases.models import Assignment
from interventions.actions.delivery import Answer, send_due
from interventions.actions.outbox import create_webhook
from interventions.models import OutgoingEvent
from tests.interventions.test_concurrency import at_once, refusals
from tests.make import actor, at, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db(transaction=True)

DAY = "2024-05-06"


def elsewhere(act: Any) -> None:
    """In a connection of its own, to its end."""

    def run() -> None:
        act()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


def test_whoever_is_closed_while_she_is_given_a_case_does_not_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, bodil = make_case("2024-02-05"), make_user("bodil")
    close = partial(close_user, bodil, by=actor(make_user("asta", "admin"), DAY))
    # She is fit when it is asked, and closed before the row is written.
    monkeypatch.setattr(assignments, "refuse_kin", lambda *_: elsewhere(close))
    with pytest.raises(NotPossibleError, match="lukket"):
        assign_responsible(case, bodil, by=actor(make_user("lone", "team_lead"), DAY))
    assert not User.objects.get(username="bodil").is_active
    assert not Assignment.objects.filter(user=bodil).exists()


def test_two_senders_send_each_event_once() -> None:
    by = actor(make_user("asta", "admin"), DAY)
    webhook = create_webhook(
        by=by, name="ESB", url="https://esb.example.com/", unit=make_unit(), kinds=["case.opened"]
    ).webhook
    for number in range(20):
        OutgoingEvent.objects.create(
            webhook=webhook, kind="case.opened", case_id=number, unit="NORD", at=at(DAY),
            next_at=at(DAY),
        )  # fmt: skip
    sent: list[str] = []

    def post(_url: str, _body: bytes, headers: dict[str, str]) -> Answer:
        sent.append(headers["Forlob-Event"])
        return Answer(200)

    send = partial(send_due, post, lambda: at(DAY) + timedelta(seconds=1))
    at_once(send, send, send)
    assert len(sent) == 20
    assert len(set(sent)) == 20
    assert OutgoingEvent.objects.filter(delivered_at=None).count() == 0


def test_a_token_that_is_changed_twice_at_once_is_changed_once() -> None:
    by = actor(make_user("asta", "admin"), DAY)
    token, _ = create_token(
        by=by, name="x", unit=make_unit(), scopes=["reports.read"], expires_on=by.today
    )
    rotate = partial(rotate_own, token, by=machine_actor(token, at(DAY)))
    assert len(refusals(at_once(rotate, rotate, rotate))) == 2
    assert Token.objects.count() == 2
