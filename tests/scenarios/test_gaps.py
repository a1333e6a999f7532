"""Scenarios 30–32 of domain.md §7: the six weeks between offers, and how long a placement lasts."""

from datetime import timedelta
from typing import Any

import pytest

from cases.errors import InvalidDataError
from cases.models import Case
from interventions.law.status import Status
from interventions.models import Deadline
from tests.make import day, make_case
from tests.scenarios.acts import act, due_on, ended, started, stated_on, status_on

pytestmark = pytest.mark.django_db
GAP = "INL-VRT-GAP"


def after_a_placement_until(last: str) -> Case:
    """Handed over some weeks before, so that the person still counts as job-ready."""
    allocated = {"2024-03-28": "2024-01-10", "2025-12-19": "2025-09-10"}[last]
    case = make_case(allocated, active=True)
    first = day(last) - timedelta(days=14)
    ended(started(case, first, planned_to=last), last)
    return case


def test_scenario_30_the_next_offer_starts_within_six_weeks_also_on_ascension_day() -> None:
    case = after_a_placement_until("2024-03-28")
    assert due_on(case, GAP) == "2024-05-09"
    assert status_on(case, GAP, "2024-04-30") == Status.SOON
    started(case, "2024-05-09")
    assert status_on(case, GAP, "2024-05-10") == Status.MET_ON_TIME


def test_scenario_30_a_day_later_is_one_day_late() -> None:
    case = after_a_placement_until("2024-03-28")
    assert status_on(case, GAP, "2024-05-10") == Status.OVERDUE
    started(case, "2024-05-10")
    found = stated_on(case, GAP, "2024-05-10")
    assert (found.status, found.late_days) == (Status.MET_LATE, 1)


def test_scenario_30_overlapping_placements_count_from_the_latest_end() -> None:
    case = make_case("2024-01-10", active=True)
    one, other = started(case, "2024-03-04"), started(case, "2024-03-11")
    ended(one, "2024-03-28")
    assert not Deadline.objects.filter(case=case, rule__code=GAP).exists()
    ended(other, "2024-04-12")
    assert due_on(case, GAP) == "2024-05-24"


def test_scenario_31_six_weeks_over_the_new_year() -> None:
    case = after_a_placement_until("2025-12-19")
    assert due_on(case, GAP) == "2026-01-30"
    assert status_on(case, GAP, "2026-01-30") == Status.SOON
    assert status_on(case, GAP, "2026-01-31") == Status.OVERDUE


class TestScenario32:
    """A placement from 5 February 2024: thirteen weeks, twenty-six with a reason."""

    def case(self) -> Case:
        return make_case("2023-11-05", active=True)

    def test_scenario_32_thirteen_weeks_end_on_5_may(self) -> None:
        period = {"planned_from": "2024-02-05", "planned_to": "2024-05-05"}
        placement = started(self.case(), "2024-02-05", **period)
        assert placement.planned_to == day("2024-05-05")

    def test_scenario_32_a_day_more_is_refused_from_the_start(self) -> None:
        period = {"planned_from": "2024-02-05", "planned_to": "2024-05-06"}
        with pytest.raises(InvalidDataError, match="højst vare til 05-05-2024"):
            started(self.case(), "2024-02-05", **period)

    def test_a_year_that_no_calendar_holds_is_refused(self) -> None:
        period = {"planned_from": "9999-12-30", "planned_to": "9999-12-31"}
        with pytest.raises(InvalidDataError, match="for langt ude i fremtiden"):
            started(self.case(), "2024-02-05", **period)

    def running(self) -> Any:
        period = {"planned_from": "2024-02-05", "planned_to": "2024-05-05"}
        return started(self.case(), "2024-02-05", **period)

    def test_scenario_32_twenty_six_weeks_need_a_reason(self) -> None:
        placement = self.running()
        with pytest.raises(InvalidDataError, match="reason"):
            act(placement, "extend", "2024-05-01", planned_to="2024-08-04", reason="")
        longer = act(placement, "extend", "2024-05-01", planned_to="2024-08-04", reason="Næsten")
        assert longer.planned_to == day("2024-08-04")

    def test_scenario_32_a_day_beyond_needs_a_very_special_need(self) -> None:
        placement = self.running()
        beyond = {"planned_to": "2024-08-05", "reason": "Næsten i mål"}
        with pytest.raises(InvalidDataError, match="Længere kræver et helt særligt behov"):
            act(placement, "extend", "2024-05-01", **beyond)
        assert act(placement, "extend", "2024-05-01", special_need=True, **beyond).special_need

    def test_scenario_32_a_special_need_gives_thirteen_weeks_at_a_time(self) -> None:
        placement = self.running()
        more = {"special_need": True, "reason": "Særligt behov"}
        with pytest.raises(InvalidDataError, match="højst vare til 03-11-2024"):
            act(placement, "extend", "2024-05-01", planned_to="2024-11-04", **more)
        placement = act(placement, "extend", "2024-05-01", planned_to="2024-11-03", **more)
        placement = act(placement, "extend", "2024-10-01", planned_to="2025-02-02", **more)
        assert placement.planned_to == day("2025-02-02")
