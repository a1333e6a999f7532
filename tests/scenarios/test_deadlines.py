"""Scenarios 1–13 and 36 of domain.md §7: months, leap days, weekends and holidays."""

import pytest

from cases.models import Case, Event
from interventions.actions.anchors import agree_handover
from interventions.law.rules import Authority
from interventions.law.status import Status
from interventions.law.wording import AUTHORITIES
from tests.make import actor, day, make_case, make_consent, make_user
from tests.scenarios.acts import act, agreed, due_on, planned_for, stated_on, status_on

pytestmark = pytest.mark.django_db


def arrived(arrived_on: str, opened: str = "2023-01-05") -> Case:
    return make_case(opened, arrived_on=arrived_on)


def test_scenario_1_a_month_from_31_january_is_clamped_to_the_leap_day() -> None:
    assert due_on(arrived("2024-01-31"), "KM-PRAK-1M") == "2024-02-29"


def test_scenario_2_a_month_from_31_january_is_clamped_to_28_february() -> None:
    assert due_on(arrived("2023-01-31"), "KM-PRAK-1M") == "2023-02-28"


def test_scenario_3_a_deadline_on_good_friday_stays_and_is_planned_for_the_wednesday() -> None:
    case = arrived("2024-02-29")
    assert due_on(case, "KM-PRAK-1M") == "2024-03-29"
    assert planned_for(case, "KM-PRAK-1M") == "2024-03-27"


def test_scenario_4_a_month_from_easter_sunday_ends_with_april() -> None:
    assert due_on(arrived("2024-03-31"), "KM-PRAK-1M") == "2024-04-30"


def test_scenario_5_a_month_from_new_years_eve_is_31_january() -> None:
    assert due_on(arrived("2023-12-31"), "KM-PRAK-1M") == "2024-01-31"


def ready_to_start() -> Case:
    """Handed over on 2 January, arrived on 31 January: the placement is due on 29 February."""
    return make_case("2023-11-05", arrived_on="2024-01-31", active=True)


def test_scenario_6_the_day_it_happened_counts_and_not_the_day_it_was_typed() -> None:
    case = ready_to_start()
    placement = agreed(case, "2024-02-20")
    act(placement, "start", "2024-03-04", on="2024-02-29")
    assert status_on(case, "KM-PRAK-1M", "2024-03-04") == Status.MET_ON_TIME
    event = Event.objects.get(case=case, kind="CompanyPlacement", move="start")
    assert event.effective_on == day("2024-02-29")
    assert event.recorded_at.date() == day("2024-03-04")


def test_scenario_7_a_day_too_late_is_one_day_late() -> None:
    case = ready_to_start()
    placement = agreed(case, "2024-02-20")
    assert status_on(case, "KM-PRAK-1M", "2024-02-29") == Status.SOON
    assert status_on(case, "KM-PRAK-1M", "2024-03-01") == Status.OVERDUE
    act(placement, "start", "2024-03-01")
    found = stated_on(case, "KM-PRAK-1M", "2024-03-01")
    assert (found.status, found.late_days) == (Status.MET_LATE, 1)


@pytest.mark.parametrize(
    ("instant", "today", "expected"),
    [
        ("2024-02-29T22:30:00+00:00", "2024-02-29", Status.SOON),
        ("2024-02-29T23:30:00+00:00", "2024-03-01", Status.OVERDUE),
    ],
)
def test_scenario_8_the_local_date_decides_and_not_the_servers(
    instant: str, today: str, expected: Status
) -> None:
    case = ready_to_start()
    by = actor(make_user("anna"), instant)
    assert by.today == day(today)
    assert status_on(case, "KM-PRAK-1M", by.today) == expected


def test_scenario_9_a_mentor_year_from_the_leap_day_ends_on_28_february() -> None:
    """The task thirty days before comes with the reminders."""
    case = arrived("2024-02-29")
    assert due_on(case, "KM-MENTOR-12M") == "2025-02-28"
    assert status_on(case, "KM-MENTOR-12M", "2025-03-01") == Status.LAPSED  # a span is never late


def test_scenario_10_a_leap_day_inside_the_mentor_year_makes_no_difference() -> None:
    assert due_on(arrived("2023-03-01"), "KM-MENTOR-12M") == "2024-03-01"


def test_scenario_11_six_months_from_31_august_end_on_28_february() -> None:
    case = make_case("2024-07-09", arrived_on="2024-08-31")
    make_consent(case, "earlier_handover", "2024-08-20")
    agree_handover(case, day("2024-08-31"), by=actor(make_user("anna"), "2024-08-20"))
    assert due_on(case, "INL-HELBRED") == "2025-02-28"
    assert due_on(case, "KM-HELBRED") == "2025-02-28"


def test_scenario_12_deadlines_over_the_new_year() -> None:
    case = make_case("2024-10-10")
    assert case.handover_on == day("2024-12-02")
    assert due_on(case, "INL-KONTRAKT") == "2025-01-02"
    assert due_on(case, "INL-VISITATION") == "2025-03-02"  # a Sunday; it does not roll
    assert due_on(case, "INL-HELBRED") == "2025-06-02"


def test_scenario_13_a_deadline_on_a_sunday_is_planned_for_the_friday() -> None:
    case = make_case("2024-11-05")
    assert case.handover_on == day("2025-01-02")
    assert due_on(case, "INL-KONTRAKT") == "2025-02-02"
    assert planned_for(case, "INL-KONTRAKT") == "2025-01-31"


def test_scenario_36_the_ukrainian_programme_target_is_guidance_and_no_breach_of_the_law() -> None:
    case = make_case("2022-11-25", basis="ukraine_saerlov", arrived_on="2022-11-30")
    found = stated_on(case, "UA-PROG-3M", "2023-03-01")
    assert found.deadline.due_on == day("2023-02-28")
    assert (found.status, found.rule.authority) == (Status.OVERDUE, Authority.GUIDANCE)
    assert AUTHORITIES[found.rule.authority] == "Vejledende"
