"""Sending: signed, at least once, ever more seldom, for a week, and never into a closed network."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core.management import call_command

from interventions.actions.delivery import Answer, send_due, sign, wait_after
from interventions.actions.outbox import create_webhook, stop_webhook
from interventions.forms.webhooks import complaint_about, is_public
from interventions.management.posting import post
from interventions.models import OutgoingEvent, Webhook
from tests.make import actor, make_unit, make_user

pytestmark = pytest.mark.django_db

NOON = datetime(2024, 5, 6, 11, tzinfo=UTC)
URL = "https://esb.example.com/in"


def make_webhook(url: str = URL) -> tuple[Webhook, str]:
    by = actor(make_user("asta", "admin"), NOON)
    return create_webhook(by=by, name="ESB", url=url, unit=make_unit(), kinds=["case.opened"])


def make_event(webhook: Webhook, moment: datetime = NOON) -> OutgoingEvent:
    return OutgoingEvent.objects.create(
        webhook=webhook, kind="case.opened", case_id=7, unit="NORD", at=moment, next_at=moment
    )


class Receiver:
    """Remembers what was posted, and answers as it is told."""

    def __init__(self, *answers: Answer) -> None:
        self.answers, self.seen = list(answers), []

    def __call__(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        self.seen.append((url, body, headers))
        return self.answers.pop(0) if self.answers else Answer(200)


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def verified(secret: str, body: bytes, headers: dict[str, str], now: datetime) -> bool:
    """As a receiver writes it: the signature first, then whether it is fresh."""
    parts = dict(part.split("=", 1) for part in headers["Forlob-Signature"].split(","))
    wanted = hmac.new(
        secret.encode(), parts["t"].encode() + b"." + body, hashlib.sha256
    ).hexdigest()
    fresh = abs(now.timestamp() - int(parts["t"])) <= 300
    return hmac.compare_digest(wanted, parts["v1"]) and fresh


# --- what is sent


def test_an_event_is_sent_once_signed_and_marked_as_delivered() -> None:
    webhook, secret = make_webhook()
    event, receiver = make_event(webhook), Receiver(Answer(204))
    assert send_due(receiver, lambda: NOON) == {"delivered": 1}
    assert send_due(receiver, lambda: NOON) == {}
    ((url, body, headers),) = receiver.seen
    assert url == URL
    assert json.loads(body) == {
        "id": str(event.event_id), "kind": "case.opened", "case": 7, "step": None,
        "deadline": None, "unit": "NORD", "at": "2024-05-06T11:00:00+00:00",
    }  # fmt: skip
    assert headers["Forlob-Event"] == str(event.event_id)
    assert verified(secret, body, headers, NOON)
    event.refresh_from_db()
    assert (event.delivered_at, event.status, event.attempts) == (NOON, 204, 1)


def test_the_signature_is_this_one() -> None:
    """Worked out with openssl: printf '1714993200.{}' | openssl dgst -sha256 -hmac secret."""
    assert sign("secret", "1714993200", b"{}") == WORKED_OUT


def test_a_message_that_was_changed_or_is_sent_again_later_is_not_believed() -> None:
    webhook, secret = make_webhook()
    make_event(webhook)
    receiver = Receiver()
    send_due(receiver, lambda: NOON)
    ((_, body, headers),) = receiver.seen
    later = NOON + timedelta(seconds=301)
    assert not verified(secret, body, headers, later)
    moved = {"Forlob-Signature": headers["Forlob-Signature"].replace("t=", "t=9")}
    assert not verified(secret, body, moved, NOON)
    assert not verified(secret, body.replace(b"7", b"8"), headers, NOON)
    assert not verified("another", body, headers, NOON)


# --- when it does not arrive


@pytest.mark.parametrize(
    ("failed", "wait"),
    [
        (1, timedelta(minutes=1)), (2, timedelta(minutes=5)), (3, timedelta(minutes=15)),
        (4, timedelta(hours=1)), (5, timedelta(hours=3)), (6, timedelta(hours=6)),
        (7, timedelta(hours=12)), (8, timedelta(hours=24)), (20, timedelta(hours=24)),
    ],
)  # fmt: skip
def test_waits_grow(failed: int, wait: timedelta) -> None:
    assert wait_after(failed) == wait


def test_it_is_tried_again_at_growing_intervals_and_given_up_after_a_week() -> None:
    event = make_event(make_webhook()[0])
    tries: list[timedelta] = []

    def refuse(_url: str, _body: bytes, _headers: dict[str, str]) -> Answer:
        tries.append(clock.now - NOON)
        return Answer(500, "answer")

    clock = Clock(NOON)
    while event.next_at:
        clock.now = event.next_at - timedelta(seconds=1)
        assert send_due(refuse, clock) == {}
        clock.now = event.next_at
        send_due(refuse, clock)
        event.refresh_from_db()
    minutes = [int(passed.total_seconds() / 60) for passed in tries]
    assert minutes[:8] == [0, 1, 6, 21, 81, 261, 621, 1341]
    assert minutes[8:] == [2781, 4221, 5661, 7101, 8541, 9981]
    assert event.given_up_at == NOON + timedelta(minutes=9981)
    assert (event.next_at, event.status, event.attempts) == (None, 500, 14)


def test_it_keeps_its_id_at_each_attempt_and_arrives_late() -> None:
    webhook, _ = make_webhook()
    event, receiver = make_event(webhook), Receiver(Answer(None, "unreached"), Answer(200))
    assert send_due(receiver, lambda: NOON) == {"waiting": 1}
    assert send_due(receiver, lambda: NOON + timedelta(seconds=59)) == {}
    later = NOON + timedelta(seconds=60)
    assert send_due(receiver, lambda: later) == {"delivered": 1}
    ids = {headers["Forlob-Event"] for _, _, headers in receiver.seen}
    assert ids == {str(event.event_id)}


def test_a_run_that_dies_while_sending_sends_again() -> None:
    event = make_event(make_webhook()[0])

    def die(*_args: Any) -> Answer:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_due(die, lambda: NOON)
    assert send_due(Receiver(), lambda: NOON + timedelta(minutes=1)) == {"delivered": 1}
    event.refresh_from_db()
    assert event.attempts == 2


def test_a_receiver_that_fails_holds_up_no_other() -> None:
    bad, good = make_webhook("https://bad.example.com/")[0], make_webhook()[0]
    for _ in range(3):
        make_event(bad)
        make_event(good)
    seen: list[str] = []

    def answer(url: str, _body: bytes, _headers: dict[str, str]) -> Answer:
        seen.append(url)
        return Answer(200) if url == URL else Answer(None, "unreached")

    assert send_due(answer, lambda: NOON) == {"delivered": 3, "waiting": 1}
    assert seen.count("https://bad.example.com/") == 1


def test_a_stopped_receiver_gets_nothing_more() -> None:
    webhook, _ = make_webhook()
    event = make_event(webhook)
    stop_webhook(webhook, by=actor(make_user("asta", "admin"), NOON))
    receiver = Receiver()
    assert send_due(receiver, lambda: NOON) == {}
    event.refresh_from_db()
    assert (event.given_up_at, event.trouble) == (NOON, "stopped")


def test_the_secret_is_unreadable_in_the_database() -> None:
    webhook, secret = make_webhook()
    raw = Webhook.objects.extra(select={"raw": "secret::text"}).values_list("raw", flat=True)
    assert secret.encode().hex() not in raw[0]
    assert Webhook.objects.get(pk=webhook.pk).secret == secret


# --- over the wire


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.seen.append((self.path, self.rfile.read(length), dict(self.headers)))  # type: ignore[attr-defined]
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[Any]:
    found: Any = HTTPServer(("127.0.0.1", 0), Handler)
    found.seen, found.status = [], 200
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.shutdown()
    found.server_close()
    thread.join()


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEMO_MODE = True


def test_the_command_sends_what_waits(server: Any, demo: None, capsys: Any) -> None:
    webhook, secret = make_webhook(f"http://127.0.0.1:{server.server_port}/in?from=forlob")
    make_event(webhook)
    call_command("send_events")
    assert capsys.readouterr().out == "Leveret: 1, venter: 0, opgivet: 0.\n"
    ((path, body, headers),) = server.seen
    assert path == "/in?from=forlob"
    assert verified(secret, body, headers, datetime.now(tz=UTC))
    assert headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 500, 503])
def test_every_other_answer_is_a_failure_and_no_redirect_is_followed(
    server: Any, demo: None, status: int
) -> None:
    server.status = status
    answer = post(f"http://127.0.0.1:{server.server_port}/", b"{}", {})
    assert answer == Answer(status, "answer")
    assert len(server.seen) == 1


def test_nobody_there_is_told_as_unreached(demo: None) -> None:
    assert post("http://127.0.0.1:1/", b"{}", {}) == Answer(None, "unreached")


def test_outside_the_demo_this_machine_is_not_called(server: Any) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]"):
        answer = post(f"https://{host}:{server.server_port}/", b"{}", {})
        assert answer == Answer(None, "forbidden")
    assert server.seen == []


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["10.1.2.3"], ["93.184.216.34", "10.1.2.3"], ["::1"], ["169.254.169.254"]],
)
def test_a_name_that_leads_inside_is_not_called(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str]
) -> None:
    called: list[Any] = []
    found = [(2, 1, 6, "", (address, 443)) for address in addresses]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: found)
    monkeypatch.setattr("socket.create_connection", lambda *a, **_k: called.append(a))
    assert post("https://esb.example.com/", b"{}", {}) == Answer(None, "forbidden")
    assert called == []


def test_what_was_looked_at_is_what_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[Any] = []

    def connect(where: Any, *_rest: Any) -> Any:
        called.append(where)
        raise OSError

    found = [(2, 1, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: found)
    monkeypatch.setattr("socket.create_connection", connect)
    assert post("https://esb.example.com/", b"{}", {}) == Answer(None, "unreached")
    assert called == [("93.184.216.34", 443)]


def test_the_operator_may_name_a_host_in_a_closed_network(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WEBHOOK_PRIVATE_HOSTS = {"esb.kommune.local"}
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: [(2, 1, 6, "", ("10.1.2.3", 443))])
    monkeypatch.setattr("socket.create_connection", refuse)
    assert post("https://ESB.kommune.local/", b"{}", {}) == Answer(None, "unreached")
    assert post("https://other.kommune.local/", b"{}", {}) == Answer(None, "forbidden")


def refuse(*_args: Any) -> Any:
    raise OSError


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True),
        ("127.0.0.1", False), ("10.0.0.1", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),  # noqa: S104 - an example
        ("224.0.0.1", False), ("255.255.255.255", False), ("192.0.2.1", False),
        ("::1", False), ("::", False), ("fe80::1", False), ("fd00::1", False),
        ("::ffff:10.0.0.1", False), ("::ffff:93.184.216.34", False), ("64:ff9b::a00:1", False),
        ("2002:a00:1::1", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_which_addresses_lie_in_the_open(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        (URL, True), ("https://esb.example.com:8443/in?a=b", True),
        ("http://esb.example.com/", False), ("ftp://esb.example.com/", False),
        ("https://", False), ("esb.example.com", False), ("", False),
        ("https://localhost/", False), ("https://127.0.0.1/", False), ("https://[::1]/", False),
        ("https://10.0.0.1/", False), ("https://a.local/", False),
        ("https://user:pass@esb.example.com/", False), ("https://esb.example.com/#x", False),
        ("https://esb.example.com:99999/", False), ("https://[nonsense/", False),
    ],
)  # fmt: skip
def test_which_addresses_can_receive(url: str, fine: bool) -> None:
    assert (complaint_about(url) == "") is fine


WORKED_OUT = "9b3a3cc664214cc77276868cf4637ec5c917f83555885f0e9b88695f683587f5"
