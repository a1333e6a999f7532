"""Every operation of the API, read from its OpenAPI document: keys that it does not know, ids of
rows that the asker may not know of, and bodies that are none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Permission
from config.urls import api
from config.world.relations import RELATIONS
from interventions.api.inputs import UNKNOWN
from interventions.api.parsers import StrictJSONParser
from interventions.api.properties import property_of
from interventions.registrations import ACTIONS
from tests.interventions.api.test_parsers import REFUSED
from tests.permissions.asking import Answer, Ask
from tests.permissions.calls import Call, calls, moves, plain, registrations
from tests.permissions.generated import asked
from tests.permissions.operations import WRITING, Operation, every_name, naming, operations
from tests.permissions.standing import Standing
from tests.permissions.swaps import (
    MAIN,
    NEVER,
    NO_ROW,
    NO_ROWS,
    NOUNS,
    OF_THE_CITY,
    REASONS,
    asking,
    forms,
    in_syd,
    looks,
    of_one_row,
    one_of_each,
    rows_about,
    shaped,
    values,
    without,
)

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
NESTED: list[Any] = [{"id": 1, "unit_id": 2, "items": [{"state": "closed"}]}]


@pytest.fixture(scope="module")
def sent(standing: Standing) -> Iterator[list[Call]]:
    """A request with a valid body for each operation, and rows of every kind to ask about."""
    with standing.undone():
        yield calls(standing)


def complaints(answer: Answer, where: Call) -> dict[str, list[str]]:
    told = (answer.status, answer.headers.get("Content-Type"), answer.json.get("code"))
    assert told == (400, PROBLEM, "invalid"), (str(where), answer.text[:300])
    found: dict[str, list[str]] = answer.json["errors"]
    return found


def refusal(response: Any) -> tuple[int, str, str]:
    return response.status_code, response["Content-Type"], json.loads(response.content)["code"]


def test_every_writing_operation_move_and_registration_is_called(sent: list[Call]) -> None:
    assert {call.operation for call in sent} == set(operations(*WRITING))
    assert len(moves(sent)) == 120
    assert len(registrations(sent)) == 41


def test_a_key_that_an_operation_does_not_declare_is_refused_by_name(
    sent: list[Call], undone: Standing
) -> None:
    """Mass assignment: every property that stands anywhere in the document, beside a valid body."""
    names = every_name()
    assert len(names) > 300
    assert {"state", "version", "citizen", "is_active", "unit", "roles", "author"} <= names
    for call in sent:
        foreign = names - call.declared
        # What is nested in a declared key is refused too, with the key's own complaint.
        declared = call.declared - {"version"} if "{name}" in call.operation.path else ()
        more = dict.fromkeys(foreign, 1) | dict.fromkeys(declared, NESTED)
        found = complaints(call.sent(undone, **more), call)
        unknown = {name for name, said in found.items() if said == [UNKNOWN]}
        assert foreign <= unknown, (str(call), foreign - unknown)
        assert found.keys() == foreign.union(declared), str(call)


def test_an_object_in_a_list_is_refused_where_a_value_stands(
    sent: list[Call], undone: Standing
) -> None:
    """Nothing is nested here, so that no key can be smuggled inside another."""
    for call in plain(sent):
        left = set(call.declared)
        while left:
            found = complaints(call.sent(undone, **dict.fromkeys(left, NESTED)), call)
            assert left & found.keys(), (str(call), left)
            left -= found.keys()


def test_a_body_that_is_none_is_refused_on_every_operation(
    sent: list[Call], undone: Standing
) -> None:
    """Each of the bodies that the parser refuses, on one operation after the other."""
    hostile = cycle([*REFUSED.items(), ("two megabytes", b'{"q": "' + b"x" * 2_000_000 + b'"}')])
    wrong = cycle(["text/plain", "multipart/form-data; boundary=x", "application/xml"])
    for call in plain(sent):
        what, raw = next(hostile)
        told = refusal(undone.raw(call.key, call.ask, raw or b"{"))
        assert told == (400, PROBLEM, "malformed"), (str(call), what)
        kind = next(wrong)
        told = refusal(undone.raw(call.key, call.ask, b'{"q": "a"}', kind))
        assert told == (415, PROBLEM, "unsupported_media_type"), (str(call), kind)


def test_every_address_reads_its_body_with_the_same_parser() -> None:
    views = [route.callback.view_class for part in api for route in part.url_patterns]
    assert {tuple(view.parser_classes) for view in views} == {(StrictJSONParser,)}
    assert len(views) > 70


def test_moves_and_registrations_are_described_as_their_forms_are_made(
    sent: list[Call], undone: Standing
) -> None:
    """Also what a form adds only when it is made, for the row that it is about."""
    asked = 0
    for call, form in forms(undone, sent):
        told = call.body["properties"]
        assert form.fields.keys() <= told.keys() or call.body["additionalProperties"], str(call)
        for name in form.fields.keys() & told.keys():
            mine, theirs = property_of(form.fields[name]), told[name]
            asked += 1
            assert (mine["type"], mine.get("format")) == (theirs["type"], theirs.get("format"))
            if "enum" in theirs:
                assert set(mine["enum"]) <= set(theirs["enum"]), (str(call), name)
    assert asked > 500


# --- ids


def test_an_id_out_of_reach_in_the_path_is_answered_like_one_that_never_was(
    sent: list[Call], undone: Standing
) -> None:
    """Status, bytes and headers, with a valid body: of another unit, protected, of the family …"""
    valid, asked = {call.operation: call for call in plain(sent)}, set()
    never: dict[tuple[str, Operation], Any] = {}
    for role, relation in REASONS:
        key, told = RELATIONS[role, relation][0], undone.world.cast[RELATIONS[role, relation][1]]
        left = [op for op in of_one_row() if op not in asked and (role, relation) in MAIN]
        for operation in dict.fromkeys([*left, *one_of_each()]):
            assert operation.noun in NOUNS, f"Hvilken række handler {operation} om?"
            pk = NOUNS[operation.noun](told)
            if pk is None:
                continue
            if (key, operation) not in never:
                never[key, operation] = looks(undone.ask(key, asking(operation, NEVER, valid)))
            if never[key, operation][0] != 404:  # what the role may not at all tells nothing
                continue
            there = looks(undone.ask(key, asking(operation, pk, valid)))
            assert there == never[key, operation], (str(operation), role, relation)
            asked.add(operation)
    assert set(of_one_row()) - asked == set()


def test_every_parameter_of_a_query_is_known_to_name_a_row_or_not() -> None:
    found = {
        parameter["name"]
        for operation in operations("get", *WRITING)
        for parameter in operation.told.get("parameters", ())
        if parameter["in"] == "query"
    }
    assert found == NO_ROW | {"id"}


def test_an_id_out_of_reach_in_the_query_is_answered_like_one_that_never_was(
    undone: Standing,
) -> None:
    """What ?id= of a registration names: a row of another case, of every table that has any."""
    cast, ids, asked = undone.world.cast, rows_about(undone), 0
    odds = cycle(["9" * 30, "9" * 5000, "²", "-1", "x"])
    for name, one in ACTIONS.items():
        if one.find is None:
            continue
        path = f"cases/{cast['other_unit'].case.pk}/registrations/{name}/?id="
        never = looks(undone.ask("lead_other", Ask("GET", f"{path}{NEVER}")))
        assert never[0] in (403, 404), name
        odd = next(odds)
        assert looks(undone.ask("lead_other", Ask("GET", f"{path}{odd}"))) == never, (name, odd)
        pk = next(
            (pk for pk in ids if one.find(cast["plain"].case, frozenset(Permission), str(pk))), None
        )
        if pk:
            there = looks(undone.ask("lead_other", Ask("GET", f"{path}{pk}")))
            assert there == never, (name, pk)
            asked += 1
    assert asked >= 9


def test_an_id_out_of_reach_in_the_body_is_refused_like_one_that_never_was(
    sent: list[Call], undone: Standing
) -> None:
    known, asked = values(undone, undone.world.cast["plain"]), set()
    for call in [*plain(sent), *registrations(sent)]:
        for name in set(naming(call.body)) - NO_ROWS:
            assert name in known, f"Hvilken fremmed række kan stå i {name} i {call}?"
            mine, told = in_syd(undone, call), call.body["properties"][name]
            there, never = (
                without(mine.sent(undone, **{name: shaped(told, pk)}), pk) for pk in known[name]
            )
            assert there == never, (str(call), name)
            asked.add(name)
    assert asked == {
        "cases", "consent", "double", "members", "other", "placement", "responsible", "step",
        "to_user", "upload", "user",
    }  # fmt: skip


def test_an_id_out_of_reach_is_no_choice_of_a_move(sent: list[Call], undone: Standing) -> None:
    """Asked of the form itself: only there does it not matter which state the row is in."""
    known, asked = values(undone, undone.world.cast["protected"]), set()
    for call, form in forms(undone, sent):
        if "/registrations/" in call.operation.path:
            continue
        for name in set(naming(call.body)) - NO_ROWS - OF_THE_CITY:
            assert name in known, f"Hvilken fremmed række kan stå i {name} i {call}?"
            if name in form.fields:
                asked.add((call.component, name))
                for pk in known[name]:
                    field = form.fields[name]
                    with pytest.raises(ValidationError):
                        field.clean(shaped(call.body["properties"][name], pk))
    assert asked == {
        ("Mentoring.assign", "mentor"), ("Mentoring.change_mentor", "mentor"),
        ("SocialControlConcern.screen", "may_see"), ("WorkplaceDanish.enrol", "at_placement"),
    }  # fmt: skip


# --- whatever schemathesis makes up


def test_made_up_requests_are_answered_as_the_document_tells(undone: Standing) -> None:
    """Status, content type and body of the answers; never a 5xx. Half of the requests are wrong."""
    found = asked(undone, ["cw", "lead"], examples=2, number=20260615)
    assert found.wrong == []
    assert found.statuses[200] > 5
    assert found.statuses[400] > 5
