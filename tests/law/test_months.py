from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interventions.law.months import add_months

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 2, "2024-03-31"),
        ("2024-02-29", 1, "2024-03-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-02-29", 60, "2029-02-28"),
        ("2023-12-31", 1, "2024-01-31"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-12-01", 1, "2025-01-01"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2024-06-15", 0, "2024-06-15"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2000-02-29", 1200, "2100-02-28"),
    ],
)
def test_a_month_later_is_the_same_day_number_or_the_months_last(
    day: str, months: int, expected: str
) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_chained_results_drift_and_are_not_what_the_law_means() -> None:
    first = date(2024, 1, 31)
    assert add_months(add_months(first, 1), 1) == date(2024, 3, 29)
    assert add_months(first, 2) == date(2024, 3, 31)


@given(DAYS, st.integers(-240, 240))
def test_the_result_lies_in_the_month_that_was_counted_to(day: date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months


@given(DAYS, st.integers(-240, 240))
def test_the_day_number_is_kept_or_clamped_to_the_last_day(day: date, months: int) -> None:
    found = add_months(day, months)
    assert found.day == day.day or (
        found.day < day.day and (found + timedelta(days=1)).month != found.month
    )


@given(DAYS, st.integers(0, 240), st.integers(0, 240))
def test_more_months_never_come_earlier(day: date, some: int, more: int) -> None:
    assert add_months(day, some) <= add_months(day, some + more)
