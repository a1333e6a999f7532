"""The world that the table is asked in: built once, and every row undone after it was asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.http import note_sign_in
from accounts.models import AuditEvent, Token
from config.world.building import World
from config.world.cast import Told
from config.world.relations import RELATIONS
from tests.permissions.table import Row

ROOT = "/api/v1/"
JSON = "application/json"
NOW = "2026-06-15T10:00:00+00:00"  # a Monday
NOBODY = ""
# What a refusal may leave behind: its row in the trail, and the session that asked.
LEFT = {"accounts_auditevent", "django_session", "interventions_answered"}


@dataclass(frozen=True)
class Ask:
    """One request. `path` stands under /api/v1/; one that begins with a slash is a page."""

    method: str
    path: str
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.path if self.path.startswith("/") else ROOT + self.path

    @property
    def reads(self) -> bool:
        return self.method == "GET"


@dataclass(frozen=True)
class Answer:
    ask: Ask
    status: int
    body: bytes
    headers: dict[str, str]
    trail: tuple[AuditEvent, ...]

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class Standing:
    """Signed-in clients by key, the answers to reads, and what the database looked like."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tokens = {f"token:{row['key']}": row for row in world.tokens}
        self._clients: dict[str, Client] = {}
        self._read: dict[tuple[str, str], Answer] = {}
        for key in world.staff.users:
            self._sign_in(key)
        # Its first use in a day is noted, which is no change of what a refusal is about.
        Token.objects.update(last_used_on=world.staff.now.date())
        self.before = self.snapshot()

    def _sign_in(self, key: str) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(self.world.staff.users[key])
        session = client.session

        class Request:  # what note_sign_in asks for
            pass

        request: Any = Request()
        request.session = session
        note_sign_in(request, timezone.now())
        session.save()
        self._clients[key] = client

    # --- who and whom
    def who(self, row: Row) -> str:
        return RELATIONS[row.role, row.relation][0]

    def told(self, row: Row) -> Told:
        return self.world.cast[RELATIONS[row.role, row.relation][1] or "plain"]

    def user_id(self, key: str) -> int:
        return int(self.world.staff.users[key].pk)

    def actor_name(self, key: str) -> str:
        if key in self.tokens:
            return f"token:{self.tokens[key]['token'].split('_')[1]}"
        return self.world.staff.users[key].username if key else ""

    # --- asking
    def ask(self, key: str, ask: Ask) -> Answer:
        if ask.reads and (known := self._read.get((key, ask.url))):
            return known
        mark = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        response = self._send(key, ask)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        trail = tuple(AuditEvent.objects.filter(pk__gt=mark).order_by("pk"))
        answer = Answer(ask, response.status_code, body, dict(response.items()), trail)
        if ask.reads:
            self._read[key, ask.url] = answer
        return answer

    def _send(self, key: str, ask: Ask) -> Any:
        headers = dict(ask.headers)
        if key in self.tokens:
            headers["Authorization"] = f"Bearer {self.tokens[key]['token']}"
        client = self._clients.get(key) or Client(raise_request_exception=False)
        if ask.reads:
            return client.get(ask.url, headers=headers)
        if ask.path.startswith("/"):
            return client.post(ask.url, ask.data or {}, headers=headers)
        body = json.dumps({} if ask.data is None else ask.data)
        return client.generic(ask.method, ask.url, body, content_type=JSON, headers=headers)

    # --- what stands
    @cached_property
    def _tables(self) -> list[str]:
        names = {model._meta.db_table for model in apps.get_models()}
        mine = ("accounts_", "cases_", "interventions_")
        return sorted(name for name in names - LEFT if name.startswith(mine))

    def snapshot(self) -> dict[str, Any]:
        """Table → the number of its rows and a sum over all that stands in them."""
        sums = ", ".join(
            f"(SELECT array[count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)] "  # noqa: S608 - names of our own tables
            f'FROM "{name}" t)'
            for name in self._tables
        )
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {sums}")
            return dict(zip(self._tables, cursor.fetchone(), strict=True))

    def changed(self) -> list[str]:
        now = self.snapshot()
        return [name for name in self._tables if now[name] != self.before[name]]
