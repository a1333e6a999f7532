"""Machines' tokens: told once, kept as a hash, held to their scopes and unit, and mortal."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.actions.tokens import create_token
from accounts.models import AuditEvent, Token
from accounts.secret import digest_of
from tests.interventions.api.calls import JSON, ROOT, Caller, told
from tests.interventions.api.conftest import TODAY, World
from tests.interventions.desk import turn_clock
from tests.make import actor, at, make_unit, make_user

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Ledelsesinfo",
    "unit": "NORD",
    "scopes": ["citizens.read"],
    "expires_on": "2025-05-06",
}
ALL = ("citizens.read", "citizens.create", "reports.read", "events.receive")


class Machine:
    """A client that has nothing but its token."""

    def __init__(self, secret: str) -> None:
        headers = {"Authorization": f"Bearer {secret}"}
        self.client = Client(enforce_csrf_checks=True, headers=headers)

    def get(self, path: str) -> Any:
        return self.client.get(ROOT + path)

    def post(self, path: str, data: Any = None) -> Any:
        return self.client.post(ROOT + path, json.dumps(data or {}), content_type=JSON)


def admin(name: str = "asta") -> Caller:
    return Caller(make_user(name, "admin"))


def make_token(*scopes: str, unit: str = "NORD", last: str = "2025-05-06") -> tuple[Token, str]:
    by = actor(make_user("asta", "admin"), TODAY)
    return create_token(
        by=by, name="Info", unit=make_unit(unit), scopes=scopes, expires_on=at(last).date()
    )


def test_a_secret_is_told_once_and_stands_nowhere_in_the_database() -> None:
    make_unit()
    caller = admin()
    answer = caller.post("tokens/", NEW, **{"Idempotency-Key": "1"})
    assert answer.status_code == 200
    secret = answer.json()["token"]
    assert secret.startswith("forlob_")
    assert len(secret) == len("forlob_12345678_") + 43
    row = Token.objects.get()
    assert row.digest == digest_of(secret)
    listed = caller.get("tokens/").json()["results"]
    assert [(t["name"], t["prefix"], t["unit"]) for t in listed] == [
        ("Ledelsesinfo", secret[7:15], "NORD")
    ]
    assert secret[16:] not in json.dumps(listed)
    assert secret[16:] not in all_text()


def all_text() -> str:
    """Every row of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - our own tables
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scopes": ["everything"]}, "scopes"),
        ({"scopes": []}, "scopes"),
        ({"unit": "NOWHERE"}, "unit"),
        ({"expires_on": "2025-05-07"}, "expires_on"),
        ({"expires_on": "2024-05-05"}, "expires_on"),
        ({"name": ""}, "name"),
        ({"digest": "x"}, "digest"),
    ],
)
def test_a_token_has_known_scopes_one_unit_and_at_most_a_year(wrong: Any, field: str) -> None:
    make_unit()
    answer = admin().post("tokens/", NEW | wrong)
    assert told(answer) == (400, "invalid")
    assert list(answer.json()["errors"]) == [field]
    assert not Token.objects.exists()


@pytest.mark.parametrize("role", ["caseworker", "team_lead", "mentor", "manager", "dpo"])
def test_only_an_administrator_keeps_tokens_and_nobody_sees_a_secret_again(role: str) -> None:
    token, _ = make_token("citizens.read")
    caller = Caller(make_user("x", role))
    assert told(caller.post("tokens/", NEW)) == (403, "forbidden")
    assert told(caller.get("tokens/")) == (403, "forbidden")
    assert told(caller.post(f"tokens/{token.pk}/revoke/")) == (403, "forbidden")
    assert told(caller.post("tokens/rotate/")) == (403, "forbidden")
    for asker in (caller, admin()):
        assert told(asker.get(f"tokens/{token.pk}/secret/")) == (403, "forbidden")
    assert Token.objects.get().revoked_at is None


# What each scope opens: the address, and with which scopes it answers 200; else 403.
OPENS = [
    ("me/", {*ALL, ""}),
    ("cases/{case}/", {"citizens.read"}),
    ("cases/{case}/deadlines/", {"citizens.read"}),
    ("cases/{case}/steps/", {"citizens.read"}),
    ("steps/{step}/", {"citizens.read"}),
    ("cases/{case}/notes/", {"citizens.read"}),  # the address, and not one note
    ("events/", {"events.receive"}),
    ("tokens/", set()),
    ("users/", set()),
    ("law/rules/", set()),
    ("webhooks/", set()),
]


@pytest.mark.parametrize(("address", "scopes"), OPENS)
@pytest.mark.parametrize("scope", [*ALL, ""])
def test_a_scope_opens_what_it_names_and_no_more(
    world: World, address: str, scopes: set[str], scope: str
) -> None:
    path = address.format(case=world.case.pk, step=world.placement.pk)
    _, secret = make_token(*([scope] if scope else []))
    answer = Machine(secret).get(path)
    assert answer.status_code == (200 if scope in scopes else 403), answer.content
    if scope not in scopes:
        last = AuditEvent.objects.latest("pk")
        assert (last.actor[:6], last.role, last.outcome) == (
            "token:",
            "integrator",
            "deny",
        )


def test_another_units_case_is_the_404_of_one_that_never_was(world: World) -> None:
    _, secret = make_token("citizens.read", unit="SYD")
    machine = Machine(secret)
    foreign, never = machine.get(f"cases/{world.case.pk}/"), machine.get("cases/987654321/")
    assert told(foreign) == (404, "not_found")
    assert foreign.content == never.content


def test_a_machine_moves_nothing(world: World) -> None:
    _, secret = make_token(*ALL)
    answer = Machine(secret).post(f"cases/{world.case.pk}/moves/pause/", {"reason": "x"})
    assert told(answer) == (403, "forbidden")


def test_unknown_expired_and_revoked_tokens_are_answered_with_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token, secret = make_token("citizens.read", last="2024-06-01")
    revoked, other = make_token("citizens.read")
    assert Machine(secret).get("me/").status_code == 200
    assert admin().post(f"tokens/{revoked.pk}/revoke/").status_code == 200
    turn_clock(monkeypatch, "2024-06-02T00:00:00+02:00")
    swapped = f"forlob_{token.prefix}_{other[16:]}"
    answers = [
        Machine(text).get("me/")
        for text in (secret, other, swapped, "forlob_00000000_x", "nonsense", "", "forlob__")
    ]
    assert {told(answer) for answer in answers} == {(401, "not_authenticated")}
    assert len({answer.content for answer in answers}) == 1
    assert {answer["WWW-Authenticate"] for answer in answers} == {"Bearer"}


def test_a_token_is_good_until_the_end_of_its_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    _, secret = make_token("citizens.read", last="2024-06-01")
    turn_clock(monkeypatch, "2024-06-01T23:59:59+02:00")
    assert Machine(secret).get("me/").status_code == 200


def test_a_wrong_token_is_refused_also_beside_a_session() -> None:
    client = Client(headers={"Authorization": "Bearer nonsense"})
    client.force_login(make_user("anna"))
    assert told(client.get(ROOT + "me/")) == (401, "not_authenticated")


def test_a_token_beside_a_session_speaks_for_the_machine(world: World) -> None:
    _, secret = make_token("reports.read")
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    client.force_login(make_user("anna"))
    assert client.get(ROOT + "me/").json()["role"] == "integrator"
    assert client.get(ROOT + f"cases/{world.case.pk}/").status_code == 403


@pytest.mark.parametrize("path", ["/", "/log-ind/", "/virksomheder/", "/healthz"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_token_opens_no_page_and_signs_nobody_in(path: str, method: str) -> None:
    make_user("anna")
    _, secret = make_token(*ALL)
    answer = getattr(Machine(secret).client, method)(path, {"username": "anna", "password": "x"})
    assert answer.status_code == 403
    assert "sessionid" not in answer.cookies
    last = AuditEvent.objects.latest("pk")
    assert (last.actor[:6], last.outcome) == ("token:", "deny")


def test_a_machine_changes_its_own_token_and_the_old_one_lives_ten_minutes_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token, secret = make_token("citizens.read")
    answer = Machine(secret).post("tokens/rotate/")
    assert answer.status_code == 200
    new = Machine(answer.json()["token"])
    fresh = Token.objects.get(pk=answer.json()["id"])
    assert (fresh.name, fresh.unit, fresh.scopes) == (token.name, token.unit, token.scopes)
    assert fresh.expires_at == token.expires_at  # only an administrator prolongs
    assert told(Machine(secret).post("tokens/rotate/")) == (409, "not_possible")
    turn_clock(monkeypatch, at(TODAY) + timedelta(minutes=9, seconds=59))
    assert Machine(secret).get("me/").status_code == 200
    turn_clock(monkeypatch, at(TODAY) + timedelta(minutes=10))
    assert Machine(secret).get("me/").status_code == 401
    assert new.get("me/").status_code == 200
    trail = AuditEvent.objects.filter(action="api_token_rotate_own")
    assert [row.actor for row in trail] == [token.username]


def test_revoking_a_new_token_takes_the_old_one_with_it() -> None:
    _, secret = make_token("citizens.read")
    new = Machine(secret).post("tokens/rotate/").json()
    caller = admin()
    assert caller.post(f"tokens/{new['id']}/revoke/").status_code == 200
    assert Machine(secret).get("me/").status_code == 401
    assert Machine(new["token"]).get("me/").status_code == 401
    assert told(caller.post(f"tokens/{new['id']}/revoke/")) == (409, "not_possible")
    assert AuditEvent.objects.filter(action="api_token_revoke").count() == 1


def test_use_is_noted_by_the_day_and_written_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token, secret = make_token("citizens.read")
    machine = Machine(secret)
    assert machine.get("me/").status_code == 200
    token.refresh_from_db()
    assert token.last_used_on == at(TODAY).date()
    with connection.execute_wrapper(refuse_updates):
        assert machine.get("me/").status_code == 200
    turn_clock(monkeypatch, "2024-05-09")
    machine.get("me/")
    token.refresh_from_db()
    assert token.last_used_on == at("2024-05-09").date()


def refuse_updates(execute: Any, sql: str, *rest: Any) -> Any:
    assert not sql.startswith("UPDATE"), sql
    return execute(sql, *rest)


def test_making_a_token_leaves_its_row_in_the_trail() -> None:
    make_unit()
    admin().post("tokens/", NEW)
    row = AuditEvent.objects.get(action="api_token_create")
    assert (row.actor, row.role, row.fields) == ("asta", "admin", ["name", "unit", "citizens.read"])
