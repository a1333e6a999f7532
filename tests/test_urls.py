"""Every address is closed: to strangers altogether, and to people about cases that are not theirs.

They are read from the urlconf, so that a new one is tried without anybody's thinking of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import AuditEvent
from cases.actions.deputies import register_away
from cases.actions.facts import open_need
from cases.actions.openings import stand_in
from cases.models import AllocationUpload, Away, Protection
from interventions.actions.approvals import propose
from interventions.actions.concerns import raise_concern
from interventions.actions.journal import write_note
from interventions.actions.papers import receive_access_request
from interventions.models import Deadline, Mentoring
from tests.lifecycles.driver import drive, lead, new_row, row_in
from tests.make import (
    actor,
    at,
    make_case,
    make_consent,
    make_follow_up,
    make_glass,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db

# What nobody needs to be signed in for.
OPEN = {"healthz", "readyz", "sign-in"}
BY_SECRET = {"choose-password"}  # open to who holds the link, and to others as if it never was
SAMPLE = {"pk": "1", "name": "close"}
NAMED = {"case-action": "dato"}  # not every address with a name names a move


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every address, as in sager/<int:pk>/."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern):
            yield str(entry.name), route


ALL = dict(addresses(get_resolver()))
CLOSED = sorted(set(ALL) - OPEN - BY_SECRET)
OF_THE_CITY = {  # kept by every unit, and about no person
    "danish-team", "company", "company-change", "company-unit-add", "company-close", "company-unit",
}  # fmt: skip
# An administrator's, and about no citizen: tests/interventions/test_administration_pages.py.
ADMINISTRATION = {
    name for name, route in ALL.items()
    if re.match(
        r"(api/v1/)?(brugere|users|roller|role-grants|rolleforslag|role-proposals|noegler|tokens"
        r"|haendelser|webhooks|fristregler)/",
        route,
    )
}  # fmt: skip
ABOUT_ONE = sorted(
    name
    for name, route in ALL.items()
    if "<int:pk>" in route and name not in OF_THE_CITY | ADMINISTRATION
)


def path_of(name: str, **values: str) -> str:
    route = ALL[name].lstrip("^").rstrip("$")
    sample = {**SAMPLE, "name": NAMED.get(name, SAMPLE["name"]), **values}
    filled = re.sub(r"<\w+:(\w+)>", lambda m: sample[m[1]], route)
    return f"/{filled}"


def test_every_address_has_a_name_of_its_own():
    names = [name for name, _ in addresses(get_resolver())]
    assert "None" not in names
    assert len(set(names)) == len(names)


def test_no_address_holds_a_persons_number_or_name():
    converters = {c for route in ALL.values() for c in re.findall(r"<(\w+:\w+)>", route)}
    assert converters == {"int:pk", "slug:name"}


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_a_stranger_is_sent_to_sign_in_and_told_nothing(method: str):
    let_in = {name: told for name in CLOSED if (told := told_a_stranger(name, method))}
    assert let_in == {}
    # The API's refusals are in the trail, and name nobody: neither who asked nor whom about.
    told = AuditEvent.objects.values_list("action", "actor", "resource_id", "subjects")
    assert {*map(repr, told)} == {repr(("auth_failed", "ukendt", "", []))}


def told_a_stranger(name: str, method: str) -> str:
    """What she is answered that she should not be; "" when she is sent to sign in."""
    response = getattr(Client(), method)(path_of(name))
    refused = response.status_code in (401, 403) and name.startswith("api-")
    sent = response.status_code == 302 and response.url.startswith("/log-ind/")
    return "" if refused or sent else f"{response.status_code} {response.headers}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_a_secret_opens_is_not_there_without_it(method: str):
    assert {getattr(Client(), method)(path_of(name)).status_code for name in BY_SECRET} == {404}


@pytest.mark.parametrize("name", sorted(OPEN))
def test_the_open_addresses_answer(name: str):
    assert Client().get(path_of(name)).status_code == 200


# --- people who are signed in, but for whom this case is not there

NEVER = "987654321"
# Role, unit and what they get to see of a case in NORD: they may see such things elsewhere (404),
# or their role may never (403). A mentor has a case of her own; this is another one.
FOREIGN = [
    ("caseworker", "SYD", {404, 403}),
    ("team_lead", "SYD", {404, 403}),
    ("mentor", "NORD", {404, 403}),
    ("manager", "NORD", {403}),
    ("admin", "NORD", {403}),
    ("dpo", "NORD", {403}),
    ("integrator", "NORD", {403}),
]
OPEN_TO_THEM = {("dpo", "glass-review"), ("dpo", "api-glass-review")}  # she reviews everywhere
WHICH = {"sager": "case", "skridt": "step", "maal": "goal", "frister": "deadline",
         "godkendelser": "approval", "mentorforloeb": "mentoring", "indlaesning": "upload",
         "registreringer": "record", "records": "record", "henvendelser": "concern",
         "cases": "case", "steps": "step", "goals": "goal", "sag": "case", "noedadgang": "glass",
         "glass": "glass", "vikariater": "stand_in", "fravaer": "away", "opfoelgninger": "log",
         "ups": "log", "assignments": "assignment", "needs": "need",
         "notes": "note", "consents": "consent", "citizens": "citizen",
         "protections": "protection"}  # fmt: skip


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """One row of everything that an address can be about, on a case in NORD."""
    today = date(2024, 6, 3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(today))
    goal = row_in("Goal", "active")
    case = goal.case
    approval = propose(case, "cancel", {}, by=lead(today), reason="Oprettet to gange")
    upload = AllocationUpload.objects.create(
        unit=case.unit, uploaded_by=make_user("leth"), uploaded_at=at(today), name="liste.csv",
        rejected="linje;grund",
    )  # fmt: skip
    anna, bente, mentoring = make_user("anna"), make_user("bente"), Mentoring.objects.get(case=case)
    days = {"from_on": today, "to_on": date(2024, 6, 8)}
    register_away(make_user("asta"), bente, by=lead(today), **days)
    protected = Protection.objects.create(
        citizen=make_case("2024-01-10").citizen,
        kind="name_and_address",
        from_on=today,
        source="CPR",
    )
    found = {
        "glass": make_glass(case), "log": make_follow_up(mentoring), "away": Away.objects.get(),
        "stand_in": stand_in(case, by=actor(bente, today), reason="Syg"),
        "assignment": case.assignments.get(user=anna),
        "need": open_need(case, "kultur", by=lead(today), on=today),
        "note": write_note(case, by=lead(today), theme="bolig", happened_on=today, text="Kort"),
        "consent": make_consent(case, "other", today),
        "citizen": case.citizen, "protection": protected,
        "case": case, "step": goal.placement, "goal": goal, "approval": approval, "upload": upload,
        "deadline": Deadline.objects.filter(case=case).first(),
        "mentoring": mentoring,
        "concern": raise_concern(case, by=lead(today), signs="Bliver hentet hver dag"),
        "record": receive_access_request(
            case, by=lead(today), received_on=today, asked_by="Borgeren", wanted="Hele sagen"
        ),
    }  # fmt: skip
    return {name: str(row.pk) for name, row in found.items()}


def answer(client: Client, method: str, path: str) -> tuple[int, bytes]:
    """Status and body, without what differs from one request to the next."""
    sent = {"content_type": "application/json"} if path.startswith("/api/") else {}
    response: Any = getattr(client, method)(path, **(sent if method == "post" else {}))
    body = re.sub(rb"[0-9a-f]{32}", b"", response.content).replace(path.encode(), b"")
    return response.status_code, re.sub(rb'(csrf[^>]*value=)"[^"]*"', rb"\1", body)


@pytest.mark.parametrize(("role", "unit", "statuses"), FOREIGN)
def test_a_foreign_case_looks_as_if_it_were_not_there(rows, role, unit, statuses):
    if role == "mentor":
        drive(new_row("Mentoring"), "assigned")  # to Mia, on another case
    client = Client()
    client.force_login(make_user("mia" if role == "mentor" else role, role, make_unit(unit)))
    for name in ABOUT_ONE:
        if (role, name) in OPEN_TO_THEM:
            continue
        pk = rows[WHICH[re.findall(r"(\w+)/<int:pk>", ALL[name])[0]]]
        for method in ("get", "post"):
            there = answer(client, method, path_of(name, pk=pk))
            never = answer(client, method, path_of(name, pk=NEVER))
            # Some are only read, some only written to; what asks for the password tells nothing.
            asked = {302} if name == "glass-break" and method == "get" else set()
            assert there[0] in {*statuses, *asked, 405}, name
            assert there == never, (name, method)


def test_the_same_addresses_open_for_who_works_on_the_case(rows):
    """The sweep would pass on addresses that answer nobody."""
    client = Client()
    client.force_login(make_user("leth"))
    opened = {"case": "case", "deadline": "deadline", "approval": "approval",
              "case-report": "case", "api-case": "case", "api-step": "step",
              "api-record": "record"}  # fmt: skip
    for name, row in opened.items():
        assert client.get(path_of(name, pk=rows[row])).status_code == 200, name
