"""The status of a deadline, row by row. Every deadline here is due on 15 May 2024."""

from datetime import date

import pytest

from interventions.law.status import (
    LABELS,
    DeadlineFacts,
    Status,
    judged_on,
    late_days,
    status,
)

DUE = date(2024, 5, 15)
BEFORE, ON, AFTER = date(2024, 5, 14), DUE, date(2024, 5, 16)

S = Status


def facts(**values: object) -> DeadlineFacts:
    return DeadlineFacts(**{"due_on": DUE, **values})  # type: ignore[arg-type]


CALENDAR = [
    ("2024-04-30", S.UPCOMING),  # fifteen days left
    ("2024-05-01", S.SOON),  # fourteen
    ("2024-05-15", S.SOON),  # the day itself ends at midnight
    ("2024-05-16", S.OVERDUE),
    ("2034-05-16", S.OVERDUE),
]


@pytest.mark.parametrize(("today", "expected"), CALENDAR)
def test_an_open_deadline_follows_the_calendar(today: str, expected: Status) -> None:
    assert status(facts(), date.fromisoformat(today)) == expected


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("deadline", S.OVERDUE),
        ("repeating", S.OVERDUE),
        ("count:4", S.OVERDUE),
        ("handover", S.OVERDUE),
        ("span", S.LAPSED),
        ("span_from_first_day", S.LAPSED),
        ("presumption", S.LAPSED),
    ],
)
def test_a_span_and_a_presumption_run_out_without_being_overdue(
    shape: str, expected: Status
) -> None:
    assert status(facts(shape=shape), AFTER) == expected
    assert status(facts(shape=shape), ON) == S.SOON


@pytest.mark.parametrize(
    ("met_on", "today", "expected"),
    [
        ("2024-05-14", "2024-05-14", S.MET_ON_TIME),
        ("2024-05-15", "2024-05-15", S.MET_ON_TIME),
        ("2024-05-15", "2030-01-01", S.MET_ON_TIME),
        ("2024-05-16", "2024-05-16", S.MET_LATE),
        ("2024-05-16", "2030-01-01", S.MET_LATE),
        ("2023-01-01", "2024-05-01", S.MET_ON_TIME),
        # As of a day before the fact it is not known yet.
        ("2024-05-14", "2024-05-13", S.SOON),
        ("2024-05-20", "2024-05-18", S.OVERDUE),
    ],
)
def test_late_is_late_and_not_gone(met_on: str, today: str, expected: Status) -> None:
    met = facts(met_on=date.fromisoformat(met_on))
    assert status(met, date.fromisoformat(today)) == expected


@pytest.mark.parametrize(
    ("ended_on", "today", "expected"),
    [
        (BEFORE, BEFORE, S.LAPSED),
        (BEFORE, AFTER, S.LAPSED),
        (ON, ON, S.LAPSED),
        (ON, AFTER, S.LAPSED),
        (AFTER, AFTER, S.OVERDUE),  # what was overdue when it ended stays overdue
        (AFTER, date(2030, 1, 1), S.OVERDUE),
        (BEFORE, date(2024, 5, 13), S.SOON),  # not ended yet as of that day
    ],
)
def test_what_ended_in_time_lapsed_and_what_ended_too_late_stays_overdue(
    ended_on: date, today: date, expected: Status
) -> None:
    assert status(facts(ended_on=ended_on), today) == expected


@pytest.mark.parametrize(
    ("values", "today", "expected"),
    [
        ({}, BEFORE, S.EXEMPT),
        ({}, AFTER, S.EXEMPT),
        ({"met_on": AFTER}, AFTER, S.EXEMPT),
        ({"met_on": AFTER}, BEFORE, S.EXEMPT),
        ({"met_on": ON}, AFTER, S.MET_ON_TIME),
        ({"ended_on": BEFORE}, AFTER, S.EXEMPT),
        ({"ended_on": AFTER}, AFTER, S.EXEMPT),
        ({"shape": "span"}, AFTER, S.EXEMPT),
    ],
)
def test_an_exempt_deadline_is_never_late(
    values: dict[str, object], today: date, expected: Status
) -> None:
    assert status(facts(exempt=True, **values), today) == expected


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"exempt": True},
        {"met_on": ON},
        {"met_on": AFTER},
        {"ended_on": BEFORE},
        {"ended_on": AFTER},
        {"due_on": None},
        {"due_on": None, "ended_on": BEFORE},
        {"shape": "span"},
    ],
)
def test_what_the_rule_does_not_ask_of_this_person_is_not_relevant(
    values: dict[str, object],
) -> None:
    assert status(facts(relevant=False, **values), AFTER) == S.NOT_RELEVANT


def test_a_rule_that_was_not_in_force_on_the_anchor_is_not_relevant() -> None:
    assert status(facts(due_on=None, in_force=False), AFTER) == S.NOT_RELEVANT
    assert status(facts(due_on=None, in_force=False, met_on=ON), AFTER) == S.NOT_RELEVANT


@pytest.mark.parametrize(
    ("values", "today", "expected"),
    [
        ({}, ON, S.AWAITING_DATE),
        ({"met_on": BEFORE}, ON, S.AWAITING_DATE),
        ({"ended_on": BEFORE}, ON, S.LAPSED),
        ({"ended_on": AFTER}, ON, S.AWAITING_DATE),
        ({"shape": "span"}, date(2040, 1, 1), S.AWAITING_DATE),
    ],
)
def test_without_an_anchor_it_waits_until_the_case_ends(
    values: dict[str, object], today: date, expected: Status
) -> None:
    assert status(facts(due_on=None, **values), today) == expected


@pytest.mark.parametrize(
    ("due_on", "met_on", "ended_on", "expected"),
    [
        (None, None, None, "2024-05-16"),
        ("2024-05-20", None, None, "2024-05-16"),
        ("2024-05-15", None, None, "2024-05-15"),
        ("2024-05-15", "2024-05-02", None, "2024-05-02"),
        ("2024-05-15", "2024-06-02", None, "2024-05-15"),
        ("2024-05-15", None, "2024-05-03", "2024-05-03"),
        (None, None, "2024-05-03", "2024-05-03"),
    ],
)
def test_the_condition_is_judged_on_the_day_that_decides(
    due_on: str | None, met_on: str | None, ended_on: str | None, expected: str
) -> None:
    days = [day and date.fromisoformat(day) for day in (due_on, met_on, ended_on)]
    assert judged_on(AFTER, *days).isoformat() == expected


@pytest.mark.parametrize(
    ("met_on", "days"),
    [("2024-05-14", 0), ("2024-05-15", 0), ("2024-05-16", 1), ("2024-06-15", 31)],
)
def test_late_is_counted_in_days_after_the_deadline(met_on: str, days: int) -> None:
    assert late_days(DUE, date.fromisoformat(met_on)) == days


def test_every_status_has_a_danish_label() -> None:
    assert set(LABELS) == set(Status)
    assert len(set(LABELS.values())) == len(Status)
