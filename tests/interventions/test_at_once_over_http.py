"""Sixteen clients at once through a real server, each with a connection of its own.

Whoever is first does it; the others are told who that was; nothing is lost or written twice. One
world is committed for the whole file, and each test works on rows of its own.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection
from itertools import count
from threading import Barrier
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase
from pytest_django.live_server_helper import LiveServer

from accounts.models import AuditEvent, User
from cases.models import Case, Event
from interventions.models import Answered, CompanyPlacement, FollowUp, Goal, Mentoring, Step
from interventions.models import JournalNote as Note
from tests.interventions.api.calls import ROOT
from tests.lifecycles.driver import again
from tests.make import at, make_case, make_consent, make_user, step_of
from tests.scenarios.acts import act, agreed, with_goal

# The test itself only reads: what it sees has been committed by the server's connections.
pytestmark = pytest.mark.django_db

MANY = 16
NOW = "2024-02-20T09:00:00+00:00"
NOTE = {"theme": "kontakt", "happened_on": "20-02-2024", "text": "Ringede", "direction": "in"}
GOAL = {"type": "social", "text": "Hilse på kolleger", "sign": "Hilser selv"}
LOG = {"occurred_on": "2024-02-19", "outcome": "completed", "contact_form": "phone"}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Signed:
    """A signed-in client of the server, as a browser or a program is one."""

    def __init__(self, server: LiveServer, user: User) -> None:
        signed = Client()
        signed.force_login(user)
        session = signed.cookies[settings.SESSION_COOKIE_NAME].value
        self.where = urlsplit(server.url).netloc
        self.token = "t" * 32
        self.cookies = (
            f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={self.token}"
        )

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        line = HTTPConnection(self.where, timeout=30)
        try:
            line.request(method, path, body.encode(), {"Cookie": self.cookies, **headers})
            response = line.getresponse()
            return Answer(response.status, response.read(), dict(response.getheaders()))
        finally:
            line.close()

    def post(self, path: str, data: dict[str, Any], **headers: str) -> Answer:
        told = {"Content-Type": "application/json", "X-CSRFToken": self.token, **headers}
        return self.ask("POST", ROOT + path, json.dumps(data), **told)

    def form_on(self, page: str, **typed: str) -> Callable[[], Answer]:
        """The page's form, read once and filled in; each call sends it."""
        shown = self.ask("GET", page)
        assert shown.status == 200
        hidden = re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown.body.decode()
        )
        body = urlencode({**dict(hidden), **typed})
        form = "application/x-www-form-urlencoded"
        return partial(self.ask, "POST", page, body, **{"Content-Type": form})


@dataclass(frozen=True)
class World:
    case: Case
    placement: CompanyPlacement
    mentoring: Mentoring
    anna: Signed
    mia: Signed
    leads: list[Signed]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Committed, so that every connection sees it, and emptied out again."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        ticks = count()  # the clock goes on, though slowly: a later answer is a later one
        patch.setattr(
            "django.utils.timezone.now", lambda: at(NOW) + timedelta(microseconds=next(ticks))
        )
        server = LiveServer("127.0.0.1")
        try:
            yield _made(server)
        finally:
            server.stop()
            TransactionTestCase()._fixture_teardown()


def _made(server: LiveServer) -> World:
    case = make_case("2023-11-05", arrived_on="2024-01-31", active=True)
    make_consent(case, "mentor", "2024-01-31")
    mia = make_user("mia", "mentor")
    mentoring = act(step_of(case, Mentoring), "offer", "2024-02-01")
    mentoring = act(mentoring, "assign", "2024-02-05", mentor=mia.pk)
    placement = agreed(case, "2024-02-19")
    with_goal(placement, "2024-02-19", "Hilse på chefen")
    leads = [make_user(f"leder{n:02}", "team_lead") for n in range(MANY)]
    return World(
        case, placement, mentoring, Signed(server, make_user("anna")), Signed(server, mia),
        [Signed(server, lead) for lead in leads],
    )  # fmt: skip


def at_once(*sends: Callable[[], Answer]) -> list[Answer]:
    """Every request leaves at the same moment."""
    gate = Barrier(len(sends))

    def run(send: Callable[[], Answer]) -> Answer:
        gate.wait(timeout=30)
        return send()

    with ThreadPoolExecutor(len(sends)) as pool:
        return list(pool.map(run, sends))


def statuses(answers: list[Answer]) -> dict[int, int]:
    return dict(Counter(answer.status for answer in answers))


def test_sixteen_make_one_move_of_one_version_and_fifteen_are_told_who_was_first(
    world: World,
) -> None:
    where = f"steps/{world.placement.pk}/moves/start/"
    sent = {"version": world.placement.version}
    answers = at_once(*[partial(lead.post, where, sent) for lead in world.leads])
    assert statuses(answers) == {200: 1, 409: 15}
    event = Event.objects.get(kind="CompanyPlacement", object_id=world.placement.pk, move="start")
    (won,) = [answer.json for answer in answers if answer.status == 200]
    assert (won["state"], won["version"]) == ("running", world.placement.version + 1)
    assert [answer.json for answer in answers if answer.status == 409] == [
        {
            "title": "En anden kom først",
            "status": 409,
            "detail": f"Sidst ændret af {event.by} den 20-02-2024 10:00: »Start«.",
            "code": "conflict",
        }
    ] * 15
    assert again(world.placement).version == world.placement.version + 1
    trail = AuditEvent.objects.filter(resource_id=str(world.placement.pk))
    assert trail.filter(action="CompanyPlacement.start").count() == 1
    assert trail.filter(action="POST api-step-move", outcome="deny").count() == 15


def test_sixteen_follow_ups_at_once_are_sixteen(world: World) -> None:
    where = f"steps/{world.mentoring.pk}/follow-ups/"
    answers = at_once(
        *[
            partial(
                world.mia.post, where, {**LOG, "text": f"Nr. {n}"}, **{"Idempotency-Key": f"k{n}"}
            )
            for n in range(MANY)
        ]
    )
    assert statuses(answers) == {201: 16}
    assert len({answer.json["id"] for answer in answers}) == 16
    texts = {row.text for row in FollowUp.objects.filter(mentoring=world.mentoring.pk)}
    assert {f"Nr. {n}" for n in range(16)} <= texts
    started = Event.objects.filter(kind="Mentoring", object_id=world.mentoring.pk, move="start")
    assert started.count() == 1


def test_one_follow_up_sent_by_sixteen_threads_is_one(world: World) -> None:
    where, before = f"steps/{world.mentoring.pk}/follow-ups/", FollowUp.objects.count()
    send = partial(world.mia.post, where, LOG, **{"Idempotency-Key": "en-telefon"})
    answers = at_once(*[send] * MANY)
    assert statuses(answers) == {201: 1, 200: 15}
    assert len({answer.body for answer in answers}) == 1
    assert FollowUp.objects.count() == before + 1


def test_one_key_a_hundred_times_is_one_row_and_one_answer(world: World) -> None:
    where, kind = f"cases/{world.case.pk}/steps/", {"kind": "VolunteerActivity"}
    send = partial(world.anna.post, where, kind, **{"Idempotency-Key": "hundrede"})
    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(lambda _: send(), range(100)))
    assert statuses(answers) == {201: 100}
    assert len({answer.body for answer in answers}) == 1
    assert sum("Idempotent-Replayed" in answer.headers for answer in answers) == 99
    assert Step.objects.filter(case=world.case.pk, kind="VolunteerActivity").count() == 1
    assert Answered.objects.filter(key="hundrede").count() == 1
    added = Event.objects.filter(case=world.case.pk, kind="VolunteerActivity")
    assert added.count() == 1


@pytest.mark.parametrize(
    ("address", "typed", "rows", "told"),
    [
        ("/sager/{case}/registrer/notat/", NOTE, Note, "Notatet er gemt."),
        ("/skridt/{placement}/maal/", GOAL, Goal, "Målet er tilføjet."),
    ],
    ids=["note", "goal"],
)
def test_a_form_that_is_clicked_twice_is_one_row_and_leads_on_twice(
    world: World, address: str, typed: dict[str, str], rows: Any, told: str
) -> None:
    before = rows.objects.count()
    page = address.format(case=world.case.pk, placement=world.placement.pk)
    answers = at_once(*[world.anna.form_on(page, **typed)] * 2)
    assert [(one.status, one.headers["Location"]) for one in answers] == [
        (302, f"/sager/{world.case.pk}/")
    ] * 2
    assert rows.objects.count() == before + 1
    read = world.anna.ask("GET", f"/sager/{world.case.pk}/").body.decode()
    assert told in read or "Formularen blev sendt to gange. Den er gemt én gang." in read


def test_a_move_that_is_clicked_twice_is_made_once_and_the_second_is_told_so(
    world: World,
) -> None:
    goal = Goal.objects.filter(state="active").order_by("-pk")[0]
    page = f"/maal/{goal.pk}/flyt/reach/"
    answers = at_once(*[world.anna.form_on(page, effective_on="20-02-2024")] * 2)
    assert statuses(answers) == {302: 1, 409: 1}
    (told,) = [answer.body.decode() for answer in answers if answer.status == 409]
    assert "Du registrerede »Nået« klokken 10:00. Det blev gemt, og der er ikke sket mere." in told
    assert Event.objects.filter(kind="Goal", object_id=goal.pk, move="reach").count() == 1


def test_no_connection_is_left_behind(world: World) -> None:
    """Else the database could not be emptied, and the next file would wait for ever."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone() == (0,)
