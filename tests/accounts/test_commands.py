"""Accounts and tokens from the command line: by the same actions as the pages."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.actions.first import appoint
from accounts.models import AuditEvent, RoleGrant, Token, User
from tests.make import actor, make_unit, make_user

pytestmark = pytest.mark.django_db


def said(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue().strip()


def test_the_first_two_administrators_come_from_the_command_line_and_no_third() -> None:
    link = said("create_administrator", "jens", name="Jens Åkjær", address="https://forlob.dk/")
    assert link.startswith("https://forlob.dk/adgangskode/")
    assert [(g.user.username, g.role) for g in RoleGrant.objects.all()] == [("jens", "admin")]
    chosen = {"new_password1": "en-lang-kode-2026", "new_password2": "en-lang-kode-2026"}
    client, path = Client(), link.removeprefix("https://forlob.dk")
    assert client.post(path, chosen).status_code == 302
    assert User.objects.get(username="jens").check_password("en-lang-kode-2026")
    assert client.get(path).status_code in (404, 409)  # used up
    assert said("create_administrator", "jens").startswith("/adgangskode/")  # she lost hers
    said("create_administrator", "dorte")
    with pytest.raises(CommandError, match="Der er to administratorer"):
        said("create_administrator", "kaj")
    assert not User.objects.filter(username="kaj").exists()
    acts = AuditEvent.objects.filter(actor="system").order_by("pk")
    assert [event.action for event in acts] == [
        "user_create", "assign_role_first", "password_link_create", "user_create",
        "assign_role_first",
    ]  # fmt: skip


def test_a_name_that_is_taken_makes_nobody_administrator() -> None:
    make_user("anna")
    with pytest.raises(CommandError, match="Brugernavnet anna er taget"):
        said("create_administrator", "anna")
    assert not RoleGrant.objects.filter(role="admin").exists()


def test_nobody_signed_in_appoints_the_first() -> None:
    with pytest.raises(PermissionDenied):
        appoint("kaj", "Kaj", "", by=actor(make_user("jens", "admin"), "2024-05-06"))


def test_a_token_is_told_once_and_good_for_its_unit() -> None:
    make_unit()
    make_user("jens", "admin")
    secret = said("create_token", "Brevsystem", by="jens", unit="NORD", scope=["citizens.read"])
    token = Token.objects.get()
    assert (token.name, token.unit.code, token.scopes) == ("Brevsystem", "NORD", ["citizens.read"])
    answer = Client().get("/api/v1/steps/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("by", "unit", "days", "why"),
    [("anna", "NORD", 30, "adgang"), ("kaj", "NORD", 30, "Der findes ingen bruger"),
     ("jens", "VEST", 30, "ingen enhed"), ("jens", "NORD", 366, "365 dage")],
)  # fmt: skip
def test_a_token_is_refused_as_on_its_page(by: str, unit: str, days: int, why: str) -> None:
    make_user("jens", "admin")
    make_user("anna")
    with pytest.raises(CommandError, match=why):
        said("create_token", "X", by=by, unit=unit, scope=["citizens.read"], days=days)
    assert not Token.objects.exists()
