"""Lists, search, suggestions and look-ups: who is a hit, and what a hit tells."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from cases.models import Case
from tests import make
from tests.interventions.api.calls import Caller, told
from tests.interventions.api.citizen_world import (
    CPR,
    Machine,
    caller,
    give_number,
    set_apart,
)
from tests.interventions.api.conftest import World
from tests.interventions.counting import is_border

HITS = [
    ("own", "", True), ("colleague", "", True), ("substitute", "", True), ("lead", "", True),
    ("mentor", "", True), ("own", "protected", True), ("colleague", "protected", True),
    ("stranger", "", False), ("stranger", "protected", False), ("family", "", False),
    ("glass", "", False), ("other_lead", "", False), ("other_mentor", "", False),
    ("own", "restricted", False), ("own", "erased", False), ("lead", "restricted", False),
]  # fmt: skip
ROADS = ["list", "search", "autocomplete"]
KEYS = {
    "list": {"id", "case_id", "given_name", "family_name", "unit", "responsible"},
    "search": {"id", "case_id", "given_name", "family_name", "unit", "responsible"},
    "autocomplete": {"id", "case_id", "name"},
}


@pytest.fixture
def known(world: World) -> World:
    give_number(world.case, CPR)
    return world


def ask(road: str, who: Caller, term: str = "amal had") -> Any:
    if road == "list":
        return who.get("citizens/")
    return who.post(f"citizens/{road}/", {"q": term})


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize(("who", "what", "hit"), HITS)
def test_reach_decides_who_is_a_hit(
    known: World, road: str, who: str, what: str, *, hit: bool
) -> None:
    asker = caller(known, who)
    set_apart(known.case, what)
    rows = ask(road, asker).json()["results"]
    assert [row["id"] for row in rows] == [known.case.citizen_id] * hit
    assert [set(row) for row in rows] == [KEYS[road]] * hit
    trail = AuditEvent.objects.latest("pk")
    action = "citizen.list" if road == "list" else "citizen.search"
    assert (trail.action, trail.hits, len(trail.subjects)) == (action, int(hit), int(hit))


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("who", ["manager", "admin", "dpo", "machine"])
def test_whoever_has_no_lists_is_refused(known: World, road: str, who: str) -> None:
    asker = Machine("citizens.read") if who == "machine" else caller(known, who)
    assert told(ask(road, asker)) == (403, "forbidden")


@pytest.mark.parametrize("field", ["health", "nsc", "case_note", "address", "cpr_full", "name"])
def test_nothing_hidden_is_filtered_or_sorted_by(known: World, field: str) -> None:
    for who in ("own", "colleague", "lead", "mentor"):
        asker = caller(known, who)
        for query in (f"{field}=x", f"ordering={field}", f"search={field}"):
            assert told(asker.get(f"citizens/?{query}")) == (400, "invalid")


def test_a_citizen_stands_in_the_list_once_by_her_newest_case(known: World) -> None:
    set_apart(known.case, "closed")
    newer = Case.objects.create(
        citizen=known.case.citizen, unit=known.case.unit, track="general",
        residence_basis="andet", opened_on=make.day("2024-05-06"),
    )  # fmt: skip
    rows = known.anna.get("citizens/").json()["results"]
    assert [(row["id"], row["case_id"]) for row in rows] == [(known.case.citizen_id, newer.pk)]
    one = known.anna.get(f"citizens/{known.case.citizen_id}/").json()
    assert one["case_id"] == newer.pk


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_five_queries_whatever_the_rows(db: None, rows: int) -> None:
    vest = make.make_unit("VEST")
    for _ in range(rows):
        make.make_case("2024-02-05", plan=False, unit=vest)
    vera = Caller(make.make_user("vera", unit=vest))
    vera.get("me/")
    with CaptureQueriesContext(connection) as asked:
        assert len(vera.get("citizens/").json()["results"]) == rows
    assert len([q for q in asked if not is_border(q)]) == 5


@pytest.mark.parametrize(
    ("who", "term", "hit"),
    [
        ("own", "17059 0-0009", True), ("colleague", "1705900009", True),
        ("mentor", "1705900009", False), ("mentor", "22334455", False),
        ("colleague", "22334455", False), ("own", "22334455", True), ("own", "170590", False),
        ("own", "", False), ("own", "%", False),
    ],
)  # fmt: skip
def test_a_number_finds_only_those_whose_number_the_asker_may_know(
    known: World, who: str, term: str, *, hit: bool
) -> None:
    """She is protected: a colleague is not told her telephone, nor whether it is this one."""
    known.case.citizen.phone = "+4522334455"
    known.case.citizen.save()
    set_apart(known.case, "protected")
    assert bool(ask("search", caller(known, who), term).json()["results"]) is hit


@pytest.mark.parametrize("road", ["search", "autocomplete"])
@pytest.mark.parametrize(
    "term", ["\x98", "\x01 \x7f", "\x85", "\u200b\ufeff", "²", "'\\", ":*&|!()"]
)
def test_what_is_neither_word_nor_number_finds_nobody(known: World, road: str, term: str) -> None:
    answer = ask(road, known.anna, term)
    assert (answer.status_code, answer.json()["results"]) == (200, [])


def look_up(who: Caller, cpr: str = CPR, **more: str) -> Any:
    return who.post("citizens/lookup/", {"cpr": cpr, **more})


OWN_UNIT = {"known", "unit", "citizen", "case"}
LOOKED_UP: list[tuple[str, str, dict[str, Any] | set[str] | int]] = [
    ("colleague", "", OWN_UNIT), ("lead", "", OWN_UNIT), ("colleague", "protected", OWN_UNIT),
    ("stranger", "", {"known": True, "unit": "NORD"}),
    ("other_lead", "", {"known": True, "unit": "NORD"}),
    ("stranger", "protected", {"known": True, "contact": "central"}),
    ("stranger", "restricted", {"known": True, "contact": "central"}),
    ("family", "", 404), ("stranger", "erased", 404), ("mentor", "", 403),
    ("manager", "", 403), ("admin", "", 403), ("dpo", "", 403),
]  # fmt: skip


@pytest.mark.parametrize(("who", "what", "expected"), LOOKED_UP)
def test_a_number_that_one_holds_tells_no_more_than_it_must(
    known: World, who: str, what: str, expected: Any
) -> None:
    asker = caller(known, who)
    set_apart(known.case, what)
    response = look_up(asker)
    if isinstance(expected, int):
        assert told(response)[0] == expected
        assert response.content == look_up(asker, "170590-0033").content
        assert AuditEvent.objects.latest("pk").outcome == "deny"
        conflicts = AuditEvent.objects.filter(action="conflict_of_interest").count()
        assert conflicts == (who == "family")
        return
    body = response.json()
    assert (set(body) if isinstance(expected, set) else body) == expected
    trail = AuditEvent.objects.latest("pk")
    assert (trail.action, trail.subjects) == ("citizen.search", [str(known.case.citizen_id)])
    assert CPR not in str(trail.__dict__)


def test_the_data_protection_officer_looks_up_under_a_case_of_hers(known: World) -> None:
    dpo = caller(known, "dpo")
    assert look_up(dpo, case_ref="2024-17").json() == {"known": True, "unit": "NORD"}
    assert told(look_up(dpo, case_ref="  ")) == (403, "forbidden")


def test_a_machine_looks_up_its_own_units_alone(known: World) -> None:
    assert set(look_up(Machine("citizens.read")).json()) == OWN_UNIT
    assert told(look_up(Machine("citizens.read", unit="SYD"))) == (404, "not_found")
    assert told(look_up(Machine("reports.read"))) == (403, "forbidden")


def test_what_is_no_number_is_said_to_be_none_and_a_number_stands_in_no_address(
    known: World,
) -> None:
    assert look_up(known.anna, "170590").json()["errors"] == {
        "cpr": ["CPR-nummeret er for kort: det skal have 10 cifre, DDMMÅÅ-SSSS."]
    }
    assert told(known.anna.get(f"citizens/lookup/?cpr={CPR}")) == (405, "method_not_allowed")
    assert told(known.anna.post(f"citizens/search/?q={CPR}")) == (400, "invalid")
