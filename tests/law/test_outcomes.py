"""Employment figures: what counts as work, and how hours nobody wrote down are estimated."""

from datetime import date
from decimal import Decimal

import pytest

from interventions.law.outcomes import (
    LASTING_26,
    LASTING_52,
    Hours,
    Job,
    besk_190,
    besk_maaned,
    hours_in,
    hours_of_three_months,
    known_on,
    lasting_in,
    unsubsidised_hours,
)

JANUARY, FEBRUARY, MARCH = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)


def job(support: str = "ingen", **values: object) -> Job:
    values.setdefault("from_on", date(2025, 1, 1))
    return Job(support, **values)  # type: ignore[arg-type]


def registered(*hours: str, support: str = "ingen", first: date = JANUARY) -> Job:
    months = {date(2025, first.month + n, 1): Decimal(h) for n, h in enumerate(hours)}
    return job(support, from_on=first, months=months)


@pytest.mark.parametrize("support", ["fleksjob", "loentilskud", "skaanejob", "andet"])
def test_supported_work_never_counts(support: str):
    work = [registered("160", "160", "160", support=support)]
    assert not besk_maaned(work, MARCH)
    assert not besk_190(work, MARCH)
    assert unsubsidised_hours(work, MARCH) == Hours(Decimal(0), estimated=False)


@pytest.mark.parametrize(("hours", "counts"), [("0.75", False), ("1", True), ("0", False)])
def test_a_month_counts_from_one_hour(hours: str, counts: bool):
    assert besk_maaned([registered(hours)], JANUARY) is counts


def test_two_small_jobs_make_one_hour_together():
    assert besk_maaned([registered("0.5"), registered("0.5")], JANUARY)


@pytest.mark.parametrize(
    ("hours", "enough"),
    [(("80", "60", "50"), True), (("80", "60", "49.75"), False), (("0", "0", "190"), True)],
)
def test_190_hours_in_a_month_and_the_two_before(hours: tuple[str, ...], enough: bool):
    assert besk_190([registered(*hours)], MARCH) is enough


def test_the_three_months_reach_across_a_year():
    work = [job(from_on=date(2024, 11, 1), months={date(2024, 11, 1): Decimal(190)})]
    assert besk_190(work, JANUARY)
    assert not besk_190(work, FEBRUARY)


@pytest.mark.parametrize(
    ("from_on", "to_on", "month", "hours"),
    [
        # 37 hours a week: 37 x 31 / 7 = 163.857, x 28 / 7 = 148, leap February x 29 / 7 = 153.286
        (date(2025, 1, 1), None, date(2025, 1, 1), "163.86"),
        (date(2025, 1, 1), None, date(2025, 2, 1), "148.00"),
        (date(2024, 1, 1), None, date(2024, 2, 1), "153.29"),
        # From the 25th: 7 days of January. Until (not including) the 8th: 7 days of March.
        (date(2025, 1, 25), None, date(2025, 1, 1), "37.00"),
        (date(2025, 1, 25), date(2025, 3, 8), date(2025, 3, 1), "37.00"),
        # To the first of March: none of its days.
        (date(2025, 1, 25), date(2025, 3, 1), date(2025, 3, 1), "0"),
        (date(2025, 4, 1), None, date(2025, 3, 1), "0"),
    ],
)
def test_hours_are_estimated_from_the_days_of_the_job(
    from_on: date, to_on: date | None, month: date, hours: str
):
    told = hours_in(job(from_on=from_on, to_on=to_on, hours_per_week=Decimal(37)), month)
    assert told == Hours(Decimal(hours), estimated=hours != "0")


def test_registered_hours_replace_the_estimate():
    work = job(hours_per_week=Decimal(37), months={JANUARY: Decimal(12)})
    assert hours_in(work, JANUARY) == Hours(Decimal(12), estimated=False)
    assert hours_in(work, FEBRUARY) == Hours(Decimal("148.00"), estimated=True)


def test_registered_nothing_is_nothing():
    work = job(hours_per_week=Decimal(37), months={JANUARY: Decimal(0)})
    assert not besk_maaned([work], JANUARY)


def test_without_weekly_hours_there_is_no_estimate():
    assert hours_in(job(), JANUARY) == Hours()


def test_one_estimated_month_marks_the_sum():
    work = [job(hours_per_week=Decimal(7), months={JANUARY: Decimal(80), FEBRUARY: Decimal(60)})]
    # 7 hours a week are one each day: 31 in March.
    assert hours_of_three_months(work, MARCH) == Hours(Decimal("171.00"), estimated=True)


def test_hours_are_known_until_today():
    work = known_on([job(hours_per_week=Decimal(7)), job(from_on=date(2025, 2, 1))], JANUARY)
    assert [w.to_on for w in work] == [date(2025, 1, 2)]
    assert hours_in(work[0], JANUARY).hours == Decimal("1.00")


@pytest.mark.parametrize(
    ("needed", "last", "month"),
    [
        (LASTING_26, date(2025, 5, 1), None),
        (LASTING_26, date(2025, 6, 1), date(2025, 6, 1)),
        (LASTING_26, date(2026, 6, 1), date(2025, 6, 1)),
        (LASTING_52, date(2025, 12, 1), date(2025, 12, 1)),
        (LASTING_52, date(2025, 11, 1), None),
    ],
)
def test_lasting_work_is_months_on_end(needed: int, last: date, month: date | None):
    assert lasting_in([job(hours_per_week=Decimal(10))], needed, last) == month


def test_one_month_without_work_begins_the_count_again():
    first = job(hours_per_week=Decimal(10), to_on=date(2025, 4, 1))
    second = job(hours_per_week=Decimal(10), from_on=date(2025, 5, 1))
    assert lasting_in([first, second], LASTING_26, date(2025, 9, 1)) is None
    assert lasting_in([first, second], LASTING_26, date(2025, 12, 1)) == date(2025, 10, 1)


def test_a_change_of_employer_within_the_month_keeps_the_count():
    first = job(hours_per_week=Decimal(10), to_on=date(2025, 4, 10))
    second = job(hours_per_week=Decimal(10), from_on=date(2025, 4, 20))
    assert lasting_in([first, second], LASTING_26, date(2025, 12, 1)) == date(2025, 6, 1)


def test_supported_months_do_not_join_two_jobs():
    work = [
        job(hours_per_week=Decimal(10), to_on=date(2025, 4, 1)),
        job("fleksjob", hours_per_week=Decimal(10), from_on=date(2025, 4, 1)),
    ]
    assert lasting_in(work, LASTING_26, date(2026, 1, 1)) is None
