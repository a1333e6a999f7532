"""Scenario 33 of domain.md §7: how long a placement lasts in each LAB target group (§ 61)."""

from typing import Any

import pytest

from cases.errors import InvalidDataError
from interventions.models import CompanyPlacement
from tests.make import make_case, make_target_group
from tests.scenarios.acts import act, started

pytestmark = pytest.mark.django_db

FOUR = {"planned_from": "2024-02-05", "planned_to": "2024-03-03"}  # four weeks
FIVE = {"planned_from": "2024-02-05", "planned_to": "2024-03-10"}
THIRTEEN = {"planned_from": "2024-02-05", "planned_to": "2024-05-05"}


def placed(
    group: str, period: dict[str, str], *, basis: str = "eu", since: str = "2024-01-01"
) -> Any:
    case = make_case("2024-01-02", basis=basis, active=True)
    if group:
        make_target_group(case, group, since)
    return started(case, "2024-02-05", **period)


def test_scenario_33_five_weeks_are_refused_to_a_job_ready_person() -> None:
    with pytest.raises(InvalidDataError, match=r"højst vare til 03-03-2024.*højst 4 uger"):
        placed("6.2", FIVE)
    assert CompanyPlacement.objects.get().state == "draft"


def test_scenario_33_four_weeks_are_the_most() -> None:
    assert placed("6.2", FOUR).state == "running"


@pytest.mark.parametrize(
    ("group", "longest"),
    [
        ("6.1", FOUR), ("6.2", FOUR), ("6.3", THIRTEEN), ("6.4", FOUR), ("6.5", THIRTEEN),
        ("6.6", THIRTEEN), ("6.7", THIRTEEN), ("6.8", THIRTEEN), ("6.9", THIRTEEN),
        ("6.10", THIRTEEN), ("6.11", THIRTEEN), ("6.12", THIRTEEN), ("6.13", THIRTEEN),
        ("INL-program", THIRTEEN), ("", THIRTEEN),
    ],
)  # fmt: skip
def test_each_group_has_its_own_length(group: str, longest: dict[str, str]) -> None:
    assert placed(group, longest).state == "running"


@pytest.mark.parametrize("group", ["6.1", "6.2", "6.4"])
def test_the_short_groups_are_refused_thirteen_weeks(group: str) -> None:
    with pytest.raises(InvalidDataError, match="højst 4 uger"):
        placed(group, THIRTEEN)


def test_a_short_placement_is_not_extended_beyond_its_four_weeks() -> None:
    """LAB § 61 stk. 2 extends only those of thirteen weeks, also for a very special need."""
    placement = placed("6.2", {**FOUR, "planned_to": "2024-02-18"})
    longer = {"reason": "Mere øvelse", "special_need": True}
    with pytest.raises(InvalidDataError, match="højst vare til 03-03-2024"):
        act(placement, "extend", "2024-02-12", planned_to="2024-03-04", **longer)
    extended = act(placement, "extend", "2024-02-12", planned_to="2024-03-03", **longer)
    assert extended.planned_to.isoformat() == "2024-03-03"


def test_the_group_on_the_first_day_counts() -> None:
    assert placed("6.2", THIRTEEN, since="2024-02-06").state == "running"


def test_the_short_rule_is_of_the_general_track_alone() -> None:
    """Whoever is in the programme is outside 6.2–6.5; a wrong registration shortens nothing."""
    assert placed("6.2", THIRTEEN, basis="konvention").state == "running"
