"""me/day: the same list as the first page."""

import pytest

from tests.interventions.api.calls import told
from tests.interventions.api.conftest import World

pytestmark = pytest.mark.django_db


def test_the_day_tells_counters_and_why_each_case_stands_there(world: World) -> None:
    day = world.anna.get("me/day/").json()
    assert day["total"] == day["counters"]["alle"] == 1
    (row,) = day["rows"]
    assert (row["case"], row["name"]) == (world.case.pk, "Amal Haddad")
    assert row["why"]


def test_a_counter_is_a_filter(world: World) -> None:
    day = world.anna.get("me/day/?show=lov").json()
    assert (day["shown"], day["total"]) == ("lov", day["counters"].get("lov", 0))
    assert len(day["rows"]) == day["total"]
    assert told(world.anna.get("me/day/?show=andet")) == (400, "invalid")
    assert told(world.anna.get("me/day/?health=1")) == (400, "invalid")


def test_a_leader_of_figures_has_no_day(world: World) -> None:
    assert told(world.manager.get("me/day/")) == (403, "forbidden")


def test_an_offset_behind_every_row_is_an_empty_page(world: World) -> None:
    for digits in ("999999", "9" * 30, "9" * 5000):
        answer = world.anna.get(f"me/day/?offset={digits}")
        assert (answer.status_code, answer.json()["rows"]) == (200, [])
