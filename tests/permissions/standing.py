"""The world that the table is asked in: built once, and every row undone after it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.http import note_sign_in
from accounts.models import AuditEvent, Token
from cases.models import Case, Citizen
from config.world.building import World
from config.world.cast import Told
from config.world.relations import RELATIONS
from interventions.models import FollowUp
from tests.permissions.asking import JSON, Answer, Ask, Sender
from tests.permissions.table import Row

NOW = "2026-06-15T10:00:00+00:00"  # a Monday
# What a refusal may leave behind: its row in the trail, and the session that asked.
LEFT = {"accounts_auditevent", "django_session", "interventions_answered"}
# Rows written in this transaction, also by what was rolled back since: counted by the server.
TOUCHED = (
    "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
    " WHERE relname = ANY(%s) AND n_tup_ins + n_tup_upd + n_tup_del > 0"
)
TRAIL = "SELECT * FROM accounts_auditevent WHERE id > %s ORDER BY id"


def _facts(told: Told) -> dict[str, Any]:
    """Column → value of the citizen, her case and the mentor's logs, by the column's name."""
    case = told.case.pk
    rows = {
        "citizen": Citizen.objects.filter(pk=told.case.citizen_id).values(),
        "case": Case.objects.filter(pk=case).values(),
        **{f"log {pk}": FollowUp.objects.filter(pk=pk).values() for pk in told.follow_ups.values()},
    }
    return {f"{k} {name}": v for k, found in rows.items() for r in found for name, v in r.items()}


class Standing:
    """Sessions and tokens by key, the answers to reads, and what the database looked like."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tokens = {f"token:{row['key']}": row for row in world.tokens}
        self.sender = Sender()
        self._read: dict[tuple[str, str], Answer] = {}
        self.looked_up: dict[tuple[str, ...], list[Ask]] = {}
        self.sessions = {key: self._sign_in(key) for key in world.staff.users}
        # Its first use in a day is noted, which is no change of what a refusal is about.
        Token.objects.update(last_used_on=world.staff.now.date())
        self._seen = AuditEvent.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        self.remember()
        self._untouched = True
        self._original = {variant: _facts(told) for variant, told in world.cast.items()}

    def _sign_in(self, key: str) -> str:
        client = Client()
        client.force_login(self.world.staff.users[key])
        session = client.session

        class Request:  # what note_sign_in asks for
            pass

        request: Any = Request()
        request.session = session
        note_sign_in(request, timezone.now())
        session.save()
        return client.cookies[settings.SESSION_COOKIE_NAME].value

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
    @contextmanager
    def undone(self) -> Iterator[None]:
        """What is asked and prepared inside never happened."""
        before = self.before
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        if not self._untouched:  # the server counts also what was rolled back
            self.before, self._counted, self._untouched = before, self._touched(), True

    def ask(self, key: str, ask: Ask) -> Answer:
        """A page or address that was read before in the same world is not read again."""
        if ask.reads and self._untouched and (known := self._read.get((key, ask.url))):
            return known
        response = self.sender.send(ask, *self._proof(key))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        trail = tuple(AuditEvent.objects.raw(TRAIL, [self._seen]))
        self._seen = trail[-1].pk if trail else self._seen
        answer = Answer(ask, response.status_code, body, dict(response.items()), trail)
        if not ask.reads:
            self._untouched = False
        elif self._untouched:
            self._read[key, ask.url] = answer
        return answer

    def raw(self, key: str, ask: Ask, body: bytes, kind: str = JSON) -> Any:
        """Django's answer to any bytes at all."""
        return self.sender.send_raw(ask, *self._proof(key), body, kind)

    def _proof(self, key: str) -> tuple[str, str]:
        """Her session, or the token of a machine."""
        return self.sessions.get(key, ""), self.tokens[key]["token"] if key in self.tokens else ""

    # --- what stands
    @cached_property
    def _tables(self) -> list[str]:
        names = {model._meta.db_table for model in apps.get_models()}
        mine = ("accounts_", "cases_", "interventions_")
        return sorted(name for name in names - LEFT if name.startswith(mine))

    def _touched(self) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(TOUCHED, [self._tables])
            return dict(cursor.fetchall())

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

    def smuggled(self, told: Told, fields: set[str]) -> list[str]:
        """What a form has changed that is none of its fields; a version goes up by one."""
        now, then = _facts(told), self._original[told.variant]
        changed = {name for name in now.keys() | then.keys() if now.get(name) != then.get(name)}
        return sorted(name for name in changed if name.rpartition(" ")[2] not in fields)

    def remember(self) -> None:
        """From here on it is asked whether something has changed; what was read before is old."""
        self.before, self._counted, self._untouched = self.snapshot(), self._touched(), False

    def changed(self) -> list[str]:
        """The tables that differ from what was remembered.

        They are only summed up when the server has counted a write: a refusal mostly makes none.
        """
        if self._touched() == self._counted:
            return []
        now = self.snapshot()
        return [name for name in self._tables if now[name] != self.before[name]]
