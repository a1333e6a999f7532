"""The quota of supported people at a place, and the hours of a week."""

from datetime import date

import pytest

from interventions.law.placements import Hours, busiest_week, most_supported


@pytest.mark.parametrize(
    ("ordinary", "most"),
    [
        (0, 1), (1, 1), (4, 1), (5, 1), (9, 1), (10, 2), (14, 2), (15, 3), (49, 9), (50, 10),
        (51, 10), (59, 10), (60, 11), (100, 15),
    ],
)  # fmt: skip
def test_a_place_has_one_for_five_up_to_fifty_and_then_one_for_ten(ordinary, most):
    assert most_supported(ordinary) == most


def hours(amount: int, first: str, last: str = "") -> Hours:
    return Hours(amount, date.fromisoformat(first), date.fromisoformat(last) if last else None)


MINE = hours(20, "2024-02-05", "2024-05-05")


@pytest.mark.parametrize(
    ("others", "most"),
    [
        ([], 20),
        ([hours(15, "2024-02-05", "2024-05-05")], 35),
        ([hours(15, "2024-05-05")], 35),  # begins on the last day
        ([hours(15, "2024-05-06")], 20),
        ([hours(15, "2024-01-01", "2024-02-05")], 35),  # ends on the first day
        ([hours(15, "2024-01-01", "2024-02-04")], 20),
        # two others one after the other never add up
        ([hours(15, "2024-01-01", "2024-02-29"), hours(17, "2024-03-01")], 37),
        ([hours(15, "2024-01-01", "2024-03-01"), hours(17, "2024-03-01")], 52),
        ([hours(15, "2024-01-01"), hours(10, "2024-04-01", "2024-04-30")], 45),
    ],
)
def test_the_busiest_week_counts_what_runs_at_the_same_time(others, most):
    assert busiest_week(MINE, others) == most
