"""What is counted, as of which day; suppression has its own tests."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from accounts.actor import system
from cases.actions.assignments import assign_responsible
from cases.models import Case
from interventions.actions.anchors import fill_anchors
from interventions.actions.steps import exempt_deadline
from interventions.law.rules import Authority
from interventions.models import Deadline, HealthAssessment, Mentoring
from interventions.queries.rules import rule_book
from reports.figures import count_cases, count_deadlines
from reports.period import Period
from tests.lifecycles.driver import go, lead
from tests.make import at, make_case, make_user, step_of

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parents[1] / "data"
TODAY = date(2026, 11, 23)


def period(as_of: str, first: str = "2024-01-01", last: str = "2024-12-31") -> Period:
    return Period.of(
        date.fromisoformat(first), date.fromisoformat(last), date.fromisoformat(as_of), TODAY
    )


def counted(as_of: str, **dates: str) -> list[tuple[Any, ...]]:
    names = ("unit", "track", "quarter", "opened", "active", "closed")
    return [tuple(row[name] for name in names) for row in count_cases(period(as_of, **dates))]


def ruled(code: str, as_of: str, **dates: str) -> list[dict[str, Any]]:
    names = ("unit", "track", "quarter", "met_on_time", "met_late", "late_days", "overdue")
    names += ("exempt",)
    return [
        {name: row[name] for name in names if row[name] != 0}
        for rows in count_deadlines(period(as_of, **dates), rule_book()).values()
        for row in rows
        if row["code"] == code
    ]


def place(quarter: str = "2024Q1", unit: str = "NORD", track: str = "copenhagen") -> dict[str, str]:
    return {"unit": unit, "track": track, "quarter": quarter}


@pytest.fixture
def long_story() -> Case:
    """Opened 2 January, taken over 1 March, paused, resumed, closed 20 June, reopened 1 August."""
    case = make_case("2024-01-02", active=True)
    moves = (
        ("pause", "2024-04-10"),
        ("resume", "2024-05-10"),
        ("close", "2024-06-20"),
        ("reopen", "2024-08-01"),
    )
    for name, on in moves:
        case = go(case, name, date.fromisoformat(on))
    return case


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023-12-31", []),
        ("2024-01-31", [("NORD", "copenhagen", "2024Q1", 1, 1, 0)]),
        ("2024-03-31", [("NORD", "copenhagen", "2024Q1", 1, 1, 0)]),
        ("2024-04-30", [("NORD", "copenhagen", "2024Q1", 1, 1, 0)]),
        (
            "2024-06-30",
            [
                ("NORD", "copenhagen", "2024Q1", 1, 0, 0),
                ("NORD", "copenhagen", "2024Q2", 0, 0, 1),
            ],
        ),
        (
            "2024-07-31",
            [
                ("NORD", "copenhagen", "2024Q1", 1, 0, 0),
                ("NORD", "copenhagen", "2024Q2", 0, 0, 1),
            ],
        ),
        ("2024-08-31", [("NORD", "copenhagen", "2024Q1", 1, 1, 0)]),
        ("2026-11-23", [("NORD", "copenhagen", "2024Q1", 1, 1, 0)]),
    ],
)
def test_a_case_counts_in_the_state_it_had_on_the_day(
    long_story: Case, as_of: str, expected: list[tuple[Any, ...]]
) -> None:
    assert counted(as_of) == expected


def test_opened_and_closed_need_the_period_and_active_does_not(long_story: Case) -> None:
    assert counted("2024-06-30", first="2024-04-01", last="2024-06-30") == [
        ("NORD", "copenhagen", "2024Q2", 0, 0, 1)
    ]
    assert counted("2024-08-31", first="2024-08-01", last="2024-08-31") == [
        ("NORD", "copenhagen", "2024Q1", 0, 1, 0)
    ]
    assert counted("2024-08-31", first="2024-01-01", last="2024-01-31") == [
        ("NORD", "copenhagen", "2024Q1", 1, 1, 0)
    ]


def test_a_case_that_is_only_created_is_opened_and_not_active() -> None:
    make_case("2024-02-05", basis="ukraine_saerlov", plan=False)
    assert counted("2024-03-31") == [("NORD", "ukraine", "2024Q1", 1, 0, 0)]


def test_a_cancelled_case_is_counted_nowhere_not_even_before_it_was_cancelled() -> None:
    case = make_case("2024-01-02", active=True, arrived_on="2024-03-02")
    go(case, "cancel", date(2024, 6, 3))
    for as_of in ("2024-04-30", "2024-12-31"):
        assert counted(as_of) == []
        assert all(not rows for rows in count_deadlines(period(as_of), rule_book()).values())


def test_the_closing_that_is_dated_before_the_planning_still_closes() -> None:
    """R2 does not count planning: a case planned on the 10th may have been closed on the 5th."""
    case = make_case("2024-01-02", plan=False)
    assign_responsible(case, make_user("anna"), by=system(at("2024-01-10")))
    case = go(case, "plan", date(2024, 1, 10))
    go(case, "close", date(2024, 1, 12), effective_on="2024-01-05", reason="udrejst")
    assert counted("2024-01-31") == [("NORD", "copenhagen", "2024Q1", 1, 0, 1)]


def test_a_list_that_fills_in_a_date_does_not_close_the_case_again() -> None:
    case = go(make_case("2024-01-02", active=True), "close", date(2024, 3, 20))
    fill_anchors(case, {"arrived_on": date(2024, 3, 2)}, by=lead(date(2024, 6, 3)), reason="liste")
    assert counted("2024-12-31")[0] == ("NORD", "copenhagen", "2024Q1", 1, 0, 1)


@pytest.fixture
def arrived() -> Case:
    """Arrival on 2 March 2024: a mentor is to be offered by the 9th (KM-MENTOR-TILBUD)."""
    return make_case("2024-01-02", active=True, arrived_on="2024-03-02")


@pytest.mark.parametrize(
    ("offered", "as_of", "expected"),
    [
        ("2024-03-09", "2024-03-31", [{**place(), "met_on_time": 1}]),
        ("2024-03-14", "2024-03-31", [{**place(), "met_late": 1, "late_days": 5}]),
        # Offered after the day on which it is counted: still overdue then.
        ("2024-04-08", "2024-03-31", [{**place(), "overdue": 1}]),
        ("2024-04-08", "2024-04-30", [{**place(), "met_late": 1, "late_days": 30}]),
        # Not due yet, and offered later: nothing to tell.
        ("2024-03-05", "2024-02-29", []),
    ],
)
def test_a_deadline_counts_with_what_had_happened_by_the_day(
    arrived: Case, offered: str, as_of: str, expected: list[dict[str, Any]]
) -> None:
    go(step_of(arrived, Mentoring), "offer", date.fromisoformat(offered))
    assert ruled("KM-MENTOR-TILBUD", as_of) == expected


@pytest.mark.parametrize(
    ("decided", "from_on", "to_on", "as_of", "expected"),
    [
        ("2024-03-05", "2024-03-01", "2024-03-31", "2024-03-31", [{**place(), "exempt": 1}]),
        # Decided afterwards for a time that had begun: a fact of that time.
        ("2024-05-13", "2024-03-01", "2024-03-31", "2024-03-31", [{**place(), "exempt": 1}]),
        # Neither decided nor begun.
        ("2024-03-04", "2024-03-05", "2024-03-31", "2024-02-29", []),
        # Decided, although it begins later: known, as it is on the case page.
        ("2024-02-26", "2024-03-05", "2024-03-31", "2024-02-29", [{**place(), "exempt": 1}]),
        # Does not cover the 9th.
        ("2024-03-05", "2024-03-10", "2024-03-31", "2024-03-31", [{**place(), "overdue": 1}]),
    ],
)
def test_an_exemption_counts_when_it_was_decided_or_had_begun_by_the_day(
    arrived: Case,
    decided: str,
    from_on: str,
    to_on: str,
    as_of: str,
    expected: list[dict[str, Any]],
) -> None:
    exempt_deadline(
        Deadline.objects.get(case=arrived, rule__code="KM-MENTOR-TILBUD"),
        by=lead(date.fromisoformat(decided)),
        reason="barsel",
        from_on=date.fromisoformat(from_on),
        to_on=date.fromisoformat(to_on),
    )
    assert ruled("KM-MENTOR-TILBUD", as_of) == expected


def test_a_closing_ends_only_the_deadlines_that_it_came_before(arrived: Case) -> None:
    go(arrived, "close", date(2024, 3, 20))
    assert ruled("KM-MENTOR-TILBUD", "2024-03-31") == [{**place(), "overdue": 1}]
    assert ruled("KM-PRAK-1M", "2024-04-30") == []  # due 2 April: lapsed on 20 March
    assert counted("2024-02-29") == [("NORD", "copenhagen", "2024Q1", 1, 1, 0)]


def test_only_deadlines_due_in_the_period_count_in_the_quarter_of_their_date(
    arrived: Case,
) -> None:
    year = [{**place("2024Q2"), "overdue": 1}]
    assert ruled("KM-PRAK-1M", "2024-12-31") == year
    assert ruled("KM-PRAK-1M", "2024-12-31", first="2024-04-01", last="2024-04-30") == year
    assert ruled("KM-PRAK-1M", "2024-12-31", first="2024-05-01") == []


def test_a_case_that_was_opened_later_had_no_deadlines_on_the_day() -> None:
    make_case("2024-04-02", allocated_on="2024-01-02", arrived_on="2024-03-02")
    assert ruled("KM-MENTOR-TILBUD", "2024-03-31") == []
    assert ruled("KM-MENTOR-TILBUD", "2024-04-30") == [{**place(), "overdue": 1}]


def test_law_and_standards_are_counted_apart(arrived: Case) -> None:
    found = count_deadlines(period("2024-12-31"), rule_book())
    codes = {authority: {row["code"] for row in rows} for authority, rows in found.items()}
    assert "INL-KONTRAKT" in codes[Authority.STATUTORY]
    assert "KM-PRAK-1M" in codes[Authority.MUNICIPAL]
    assert "PROG-MAAL-BASIS" in codes[Authority.GUIDANCE]
    assert not codes[Authority.STATUTORY] & (codes[Authority.MUNICIPAL] | codes[Authority.GUIDANCE])


def test_a_deadline_that_tells_of_a_health_need_is_counted_for_the_area_alone() -> None:
    case = make_case("2024-01-02", basis="kvote", active=True, cpr_registered_on="2024-01-02")
    go(step_of(case, HealthAssessment), "offer", date(2024, 2, 5))
    (row,) = ruled("INL-HELBRED", "2024-12-31")
    assert (row["unit"], row["met_on_time"]) == ("–", 1)
    assert ruled("KM-HELBRED", "2024-12-31")[0]["unit"] == "NORD"
