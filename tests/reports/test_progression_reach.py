"""Who is told which figures, that a part is the whole's part, and what a report costs."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actor import system
from reports.json_file import progression_json
from reports.period import Period
from reports.progression import Question, progression
from tests.make import actor, at, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31), date(2024, 12, 31))


@pytest.fixture
def two_areas() -> dict[str, Any]:
    units = {
        "NORD": make_unit("NORD"),
        "SYD": make_unit("SYD"),
        "VEST": make_unit("VEST", area="ANDEN"),
    }
    for code, number in (("NORD", 6), ("SYD", 5), ("VEST", 7)):
        for _ in range(number):
            make_case("2024-02-05", plan=False, unit=units[code])
    return units


def asked(by: Any, unit: str = "", track: str = "") -> dict[str, Any]:
    made = progression(by, Question(YEAR, unit, track))
    return json.loads(progression_json(made))


def test_each_reader_is_told_of_her_own_part(two_areas: dict[str, Any]) -> None:
    nord, syd, vest = two_areas["NORD"], two_areas["SYD"], two_areas["VEST"]
    readers = {
        ("system", ""): system(at(TODAY)),
        ("CBSI", ""): actor(make_user("mona", "manager", nord), TODAY),
        ("ANDEN", ""): actor(make_user("maja", "manager", vest), TODAY),
        ("SYD", ""): actor(make_user("lis", "team_lead", syd), TODAY),
        ("CBSI", "NORD"): actor(make_user("mona", "manager", nord), TODAY),
    }
    told = {
        name: {row["unit"]: row["opened"] for row in asked(by, name[1])["rows"]}
        for name, by in readers.items()
    }
    assert told == {
        ("system", ""): {"NORD": 6, "SYD": 5, "VEST": 7},
        ("CBSI", ""): {"NORD": 6, "SYD": 5},
        ("ANDEN", ""): {"VEST": 7},
        ("SYD", ""): {"SYD": 5},
        ("CBSI", "NORD"): {"NORD": 6},
    }
    totals = {name: asked(by, name[1])["totals"]["opened"] for name, by in readers.items()}
    assert list(totals.values()) == [18, 11, 7, 5, 6]


@pytest.mark.parametrize("unit", ["VEST", "FINDES-IKKE"])
@pytest.mark.parametrize("role", ["manager", "team_lead"])
def test_a_unit_out_of_reach_is_as_one_that_never_was(
    two_areas: dict[str, Any], role: str, unit: str
) -> None:
    by = actor(make_user("mona", role, two_areas["NORD"]), TODAY)
    with pytest.raises(PermissionDenied):
        asked(by, unit)


@pytest.mark.parametrize("role", ["caseworker", "mentor", "admin", "dpo", "integrator"])
def test_others_are_told_no_figures(role: str) -> None:
    with pytest.raises(PermissionDenied):
        asked(actor(make_user("ole", role), TODAY))


def test_one_track_is_chosen_from_the_whole(two_areas: dict[str, Any]) -> None:
    for _ in range(5):
        make_case("2024-02-05", basis="ukraine_saerlov", plan=False)
    by = actor(make_user("mona", "manager", two_areas["NORD"]), TODAY)
    answer = asked(by, track="ukraine")
    assert [(row["unit"], row["track"], row["opened"]) for row in answer["rows"]] == [
        ("NORD", "ukraine", 5)
    ]
    assert answer["totals"]["opened"] == 5


def test_small_numbers_are_hidden_alike_in_the_whole_and_in_a_part() -> None:
    units = [make_unit("NORD"), make_unit("SYD")]
    for unit, basis, number in (
        (units[0], "konvention", 9), (units[0], "ukraine_saerlov", 3),
        (units[1], "konvention", 6), (units[1], "ukraine_saerlov", 8),
    ):  # fmt: skip
        for _ in range(number):
            make_case("2024-02-05", basis=basis, plan=False, unit=unit)
    manager = actor(make_user("mona", "manager", units[0]), TODAY)
    whole = asked(manager)
    small = next(r for r in whole["rows"] if (r["unit"], r["track"]) == ("NORD", "ukraine"))
    assert small["opened"] == "–"
    column = [row["opened"] for row in whole["rows"]]
    assert column.count("–") >= 2
    assert whole["totals"]["opened"] == 26
    for part in ({"unit": "NORD"}, {"unit": "SYD"}, {"track": "ukraine"}):
        (name, value) = next(iter(part.items()))
        assert asked(manager, **part)["rows"] == [r for r in whole["rows"] if r[name] == value]


# --- how much it costs


@pytest.mark.parametrize("number", [1, 5])
def test_the_report_takes_eight_queries_however_many_cases(
    number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make_case("2024-01-02", active=True, arrived_on="2024-03-02")
    by = actor(make_user("mona", "manager"), TODAY)
    with django_assert_num_queries(8):  # the first of them goes past the second wall
        asked(by)
