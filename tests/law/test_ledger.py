"""The 37-hour ledger: ISO weeks, lowered targets, weeks away, and Danish in the average."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from interventions.law.ledger import Away, Checked, Reduction, Verdict, Week, danish, duty, target
from interventions.law.rules import Rule, version_on
from tests.law.shipped import RULES

W10 = Week(2025, 10)  # 3 to 9 March
HOURS = {
    "dansk": Decimal(15),
    "praktik": Decimal(15),
    "ordinaer": Decimal(5),
    "samtale": Decimal(1),
}


def rule(code: str, week: Week) -> Rule | None:
    return version_on(RULES, code, week.monday)


def checked(week: Week = W10, hours: dict[str, Decimal] | None = None, **more: object) -> Checked:
    asked = {"covered": True, **more}
    return duty(week, HOURS if hours is None else hours, rule("INL-ARBPLIGT", week), **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "week", "monday", "sunday"),
    [
        ("2025-03-03", Week(2025, 10), "2025-03-03", "2025-03-09"),
        ("2025-03-09", Week(2025, 10), "2025-03-03", "2025-03-09"),
        ("2024-12-29", Week(2024, 52), "2024-12-23", "2024-12-29"),
        ("2024-12-30", Week(2025, 1), "2024-12-30", "2025-01-05"),  # the ISO year begins in 2024
        ("2025-01-01", Week(2025, 1), "2024-12-30", "2025-01-05"),
        ("2026-12-31", Week(2026, 53), "2026-12-28", "2027-01-03"),  # a year of 53 weeks
        ("2027-01-03", Week(2026, 53), "2026-12-28", "2027-01-03"),
        ("2027-01-04", Week(2027, 1), "2027-01-04", "2027-01-10"),
        ("2020-12-31", Week(2020, 53), "2020-12-28", "2021-01-03"),
    ],
)
def test_a_day_is_in_one_iso_week(day: str, week: Week, monday: str, sunday: str) -> None:
    assert Week.of(date.fromisoformat(day)) == week
    assert (week.monday.isoformat(), week.sunday.isoformat()) == (monday, sunday)


def test_weeks_are_counted_back_over_the_turn_of_the_year() -> None:
    assert Week(2027, 1).back(1) == Week(2026, 53)
    assert Week(2025, 1).back(1) == Week(2024, 52)
    assert Week(2025, 2).back(3) == Week(2024, 51)


@pytest.mark.parametrize(
    ("week", "in_force"),
    [
        (Week(2024, 52), False),
        (Week(2025, 1), False),  # its Monday is 30 December 2024, before the duty
        (Week(2025, 2), True),
        (Week(2026, 53), True),
    ],
)
def test_the_version_valid_on_the_monday_counts(week: Week, in_force: bool) -> None:
    assert (checked(week).verdict != Verdict.NOT_CHECKED) is in_force


def test_an_hour_short_is_a_warning() -> None:
    told = checked()
    assert told.warns
    assert told.text == "36 af 37 timer: 1 time mangler (INL § 20 d stk. 1)."


@pytest.mark.parametrize(
    ("more", "verdict", "text"),
    [
        ("1", Verdict.REACHED, "37 af 37 timer."),
        ("0.75", Verdict.SHORT, "36,75 af 37 timer: 0,25 timer mangler (INL § 20 d stk. 1)."),
        ("3.5", Verdict.REACHED, "39,5 af 37 timer."),
    ],
)
def test_every_type_counts_to_the_quarter(more: str, verdict: Verdict, text: str) -> None:
    assert checked(hours={**HOURS, "social_sundhed": Decimal(more)}) == Checked(verdict, text)


def test_a_citizen_who_is_not_covered_is_not_checked() -> None:
    told = checked(covered=False)
    assert told.verdict == Verdict.NOT_CHECKED
    assert told.text == "36 timer. Borgeren var ikke omfattet af arbejdspligten."


@pytest.mark.parametrize(
    ("from_on", "to_on", "hours"),
    [
        (date(2025, 3, 3), None, 20),
        (date(2025, 3, 3), date(2025, 3, 3), 20),  # the Monday alone decides
        (date(2025, 2, 1), date(2025, 3, 2), 37),  # ended on the Sunday before
        (date(2025, 3, 4), None, 37),  # from Tuesday: the week keeps its target
    ],
)
def test_a_lowered_target_holds_for_weeks_whose_monday_it_covers(
    from_on: date, to_on: date | None, hours: int
) -> None:
    found = rule("INL-ARBPLIGT", W10)
    assert found is not None
    assert target(found, W10, [Reduction(Decimal(20), from_on, to_on)]) == hours


def test_a_lowered_target_is_told() -> None:
    lowered = [Reduction(Decimal(20), date(2025, 3, 3))]
    assert checked(reductions=lowered).text == "36 af 20 timer (nedsat fra 37)."
    short = checked(hours={"dansk": Decimal("12.5")}, reductions=lowered)
    assert short.text == (
        "12,5 af 20 timer (nedsat fra 37): 7,5 timer mangler (INL § 20 d stk. 1)."
    )


def test_a_week_away_is_not_measured() -> None:
    """Monday to Friday: a pause that ends on Friday takes the week."""
    away = [Away("sagen i bero", date(2025, 3, 3), date(2025, 3, 7))]
    told = checked(away=away)
    assert told.verdict == Verdict.AWAY
    assert told.text == "36 af 37 timer. Ikke målt: sagen i bero hele ugen."


def test_two_overlapping_absences_cover_a_week_together() -> None:
    away = [
        Away("sagen i bero", date(2025, 3, 1), date(2025, 3, 5)),
        Away("fritagelse", date(2025, 3, 5), None),
    ]
    assert (
        checked(away=away).text == "36 af 37 timer. Ikke målt: fritagelse, sagen i bero hele ugen."
    )


@pytest.mark.parametrize(
    ("first", "last", "part"),
    [
        ("2025-03-03", "2025-03-06", True),
        ("2025-03-07", "2025-03-20", True),
        ("2025-03-08", "2025-03-20", False),  # the weekend only
        ("2025-02-20", "2025-03-02", False),
    ],
)
def test_part_of_a_week_away_still_warns_and_says_so(first: str, last: str, part: bool) -> None:
    away = [Away("sagen i bero", date.fromisoformat(first), date.fromisoformat(last))]
    told = checked(away=away)
    assert told.warns
    assert told.text.endswith("En del af ugen: sagen i bero.") is part


def danish_weeks(*hours: str) -> dict[Week, dict[str, Decimal]]:
    """Hours of Danish in W10 and the weeks before it, the latest first; "" is not registered."""
    return {W10.back(n): {"dansk": Decimal(h)} for n, h in enumerate(hours) if h}


@pytest.mark.parametrize(
    ("hours", "warning"),
    [
        (("15",), ""),
        (("15.25",), "Dansk: 15,25 timer om ugen i gennemsnit over én uge, højst 15"),
        (("18", "12"), ""),  # 15 in the average
        (("18", "13"), "Dansk: 15,5 timer om ugen i gennemsnit over 2 uger, højst 15"),
        (("18", "", "13"), "Dansk: 15,5 timer om ugen i gennemsnit over 2 uger, højst 15"),
        (("20", "15", "15", "10"), ""),
        (("20", "15", "15", "10", "40"), ""),  # the fifth week back no longer counts
        (("20", "15", "15", "14"), "Dansk: 16 timer om ugen i gennemsnit over 4 uger, højst 15"),
        (("10", "20", "20", "20"), ""),  # this week is not above
    ],
)
def test_danish_is_at_most_fifteen_hours_in_the_average(
    hours: tuple[str, ...], warning: str
) -> None:
    told = danish(W10, danish_weeks(*hours), rule("INL-DU-15H", W10))
    assert told.startswith(warning)
    assert bool(told) is bool(warning)


def test_before_the_rule_danish_has_no_limit() -> None:
    old = Week(2019, 20)
    assert danish(old, {old: {"dansk": Decimal(30)}}, rule("INL-DU-15H", old)) == ""
