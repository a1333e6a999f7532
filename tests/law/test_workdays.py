from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interventions.law.workdays import (
    holiday,
    last_working_day,
    why_not_open,
    why_not_working,
    working_days_after,
)

# Copied from a printed calendar: the movable holidays from 2022 to 2031.
MOVABLE = {
    2022: "04-14 04-15 04-17 04-18 05-13 05-26 06-05 06-06",
    2023: "04-06 04-07 04-09 04-10 05-05 05-18 05-28 05-29",
    2024: "03-28 03-29 03-31 04-01 05-09 05-19 05-20",
    2025: "04-17 04-18 04-20 04-21 05-29 06-08 06-09",
    2026: "04-02 04-03 04-05 04-06 05-14 05-24 05-25",
    2027: "03-25 03-26 03-28 03-29 05-06 05-16 05-17",
    2028: "04-13 04-14 04-16 04-17 05-25 06-04 06-05",
    2029: "03-29 03-30 04-01 04-02 05-10 05-20 05-21",
    2030: "04-18 04-19 04-21 04-22 05-30 06-09 06-10",
    2031: "04-10 04-11 04-13 04-14 05-22 06-01 06-02",
}
FIXED = "01-01 12-25 12-26"
HOLIDAYS = {
    date.fromisoformat(f"{year}-{day}")
    for year, days in MOVABLE.items()
    for day in f"{days} {FIXED}".split()
}
ONE = timedelta(days=1)


@pytest.mark.parametrize("year", MOVABLE)
def test_the_years_holidays_are_those_of_the_printed_calendar(year: int) -> None:
    every_day = [date(year, 1, 1) + ONE * n for n in range(366)]
    found = {day for day in every_day if day.year == year and holiday(day)}
    assert found == {day for day in HOLIDAYS if day.year == year}


@pytest.mark.parametrize(
    ("day", "why", "why_closed"),
    [
        ("2023-05-05", "store bededag", "store bededag"),
        ("2024-04-26", "", ""),
        ("2024-05-09", "Kristi himmelfartsdag", "Kristi himmelfartsdag"),
        ("2024-05-20", "anden pinsedag", "anden pinsedag"),
        ("2024-06-05", "", "grundlovsdag"),
        ("2024-12-24", "", "juleaftensdag"),
        ("2024-12-26", "anden juledag", "anden juledag"),
        ("2024-12-31", "", "nytårsaftensdag"),
        ("2025-01-01", "nytårsdag", "nytårsdag"),
        ("2025-03-01", "lørdag", "lørdag"),
        ("2025-03-02", "søndag", "søndag"),
        ("2025-03-03", "", ""),
    ],
)
def test_a_free_day_tells_why(day: str, why: str, why_closed: str) -> None:
    on = date.fromisoformat(day)
    assert (why_not_working(on), why_not_open(on)) == (why, why_closed)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2024-03-29", "2024-03-27"),
        ("2025-02-02", "2025-01-31"),
        ("2023-01-01", "2022-12-30"),
        ("2024-12-26", "2024-12-24"),
        ("2025-06-05", "2025-06-05"),
        ("2029-04-02", "2029-03-28"),
    ],
)
def test_a_duty_is_planned_on_the_last_working_day_before(day: str, last: str) -> None:
    assert last_working_day(date.fromisoformat(day)) == date.fromisoformat(last)


def naively_free(day: date) -> bool:
    return day.strftime("%u") in "67" or day in HOLIDAYS


@given(st.dates(date(2022, 1, 1), date(2031, 6, 30)), st.integers(0, 60))
def test_working_days_agree_with_a_naive_count(anchor: date, amount: int) -> None:
    found, skipped = working_days_after(anchor, amount)
    passed = [anchor + ONE * n for n in range(1, (found - anchor).days + 1)]
    assert [day for day in passed if naively_free(day)] == skipped
    assert len(passed) - len(skipped) == amount
    assert found == anchor or not naively_free(found)


@given(st.dates(date(2022, 1, 10), date(2031, 12, 31)))
def test_nothing_but_free_days_lies_between_a_deadline_and_its_planning_date(day: date) -> None:
    planned = last_working_day(day)
    assert not naively_free(planned)
    assert all(naively_free(planned + ONE * n) for n in range(1, (day - planned).days + 1))
