"""With every filter in Python forgotten the pages and the API still show nobody's foreign rows."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.urls import resolve

import cases.access
from accounts.actor import Actor
from accounts.models import User
from accounts.roles import Function, Permission
from cases.models import Case
from interventions.models import Mentoring
from tests.make import assign, make_unit, make_user
from tests.walled import full_case, need_the_wall

pytestmark = pytest.mark.django_db

OWN, FOREIGN = "Nordborg", "Sydborg"
LISTS = ("/?enhed=hele&vis=alle", "/fordeling/", "/api/v1/cases/", "/api/v1/citizens/")
DETAILS = (
    "/sager/{case}/",
    "/sager/{case}/flyt/pause/",
    "/skridt/{step}/flyt/start/",
    "/api/v1/cases/{case}/",
    "/api/v1/cases/{case}/notes/",
    "/api/v1/citizens/{citizen}/",
)
ROLES = ("caseworker", "team_lead", "mentor", "manager", "admin", "dpo")


def searched(client: Client) -> str:
    page = client.post("/soeg/", {"q": FOREIGN[:4]})
    api = client.post(
        "/api/v1/citizens/search/", {"q": FOREIGN[:4]}, content_type="application/json"
    )
    return (page.content + api.content).decode()


@pytest.fixture
def cases_of_two_units(monkeypatch: pytest.MonkeyPatch) -> tuple[Case, Case]:
    """One of the north and one of the south; whatever asks about access says yes from here on."""
    need_the_wall()
    north, south = full_case("anna", "NORD", OWN), full_case("carl", "SYD", FOREIGN)
    everything: dict[str, Any] = {
        "reach": lambda *_asked, **_one: Q(pk__isnull=False),
        "held_on": lambda *_asked: frozenset(Permission),
        "reaches": lambda *_asked: True,
        "require": lambda *_asked: None,
        "require_role": lambda *_asked: None,
    }
    resolve("/")  # every page is imported: one that came later would keep what is forgotten here
    for name, answer in everything.items():
        real = getattr(cases.access, name)
        for module in [one for one in sys.modules.values() if getattr(one, name, None) is real]:
            monkeypatch.setattr(module, name, answer)
    monkeypatch.setattr(Actor, "may", lambda *_asked: True)
    return north, south


def told(user: User, case: Case) -> dict[str, str]:
    """What each address answers when it is asked about the case."""
    client = Client(raise_request_exception=False)  # so much is forgotten that pages may fall over
    client.force_login(user)
    step = Mentoring.objects.get(case=case).pk
    about = {"case": case.pk, "step": step, "citizen": case.citizen_id}
    answers = {url: client.get(url.format(**about)).content.decode() for url in (*LISTS, *DETAILS)}
    return answers | {"search": searched(client)}


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_another_units_case_leaves_the_server(
    cases_of_two_units: tuple[Case, Case], role: str
) -> None:
    north, south = cases_of_two_units
    user = make_user("ida", role, make_unit("NORD"))
    if role == "mentor":
        assign(north, user, Function.MENTOR, "2024-01-12")
    answers = told(user, south)
    assert [url for url, answer in answers.items() if FOREIGN in answer] == []
    works = role in ("caseworker", "team_lead", "mentor")
    assert (OWN in answers["/api/v1/cases/"]) is works
    assert json.loads(answers["/api/v1/cases/"])["results"] or not works


def test_without_the_wall_the_same_questions_tell_all(
    cases_of_two_units: tuple[Case, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the test above would prove nothing."""

    def leave_open(_by: Actor) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL app.wall = 'open'")

    monkeypatch.setattr("accounts.http.raise_wall", leave_open)
    answers = told(make_user("ida", "team_lead", make_unit("NORD")), cases_of_two_units[1])
    assert [url for url, answer in answers.items() if FOREIGN not in answer] == []
