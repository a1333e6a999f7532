"""The drawing of law and reality: where the bands, the marks and today stand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from interventions.law.rules import Rule
from interventions.law.status import Status
from interventions.models import Deadline
from interventions.queries.deadlines import StatedDeadline
from interventions.queries.timeline import Bar, Timeline, timeline
from tests.law.shipped import RULES

TODAY = date(2024, 3, 31)


def rule(code: str) -> Rule:
    return next(one for one in RULES if one.code == code)


def one(status: Status, anchor: str, due: str, met: str = "", code: str = "INL-KONTRAKT") -> object:
    row = Deadline(
        anchor_on=date.fromisoformat(anchor),
        due_on=date.fromisoformat(due),
        met_on=date.fromisoformat(met) if met else None,
    )
    return StatedDeadline(row, rule(code), status)


def drawn(*deadlines: object, pauses: list[tuple[date, date | None]] | None = None) -> Timeline:
    """The drawing runs from 2024-01-01 to 2024-04-10, a hundred days: a day is one per cent."""
    frame = one(Status.UPCOMING, "2024-01-15", "2024-03-27")
    found = timeline([frame, *deadlines], pauses or [], TODAY - timedelta(days=5))
    assert found is not None
    return found


def test_a_day_is_one_per_cent_in_these_tests() -> None:
    found = drawn()
    assert (found.bands[0].bar, found.today) == (Bar("14.00%", "72.00%"), "85.00%")


def test_an_overdue_band_goes_on_to_today_in_another_colour() -> None:
    band = drawn(one(Status.OVERDUE, "2024-01-31", "2024-03-01")).bands[0]
    assert (band.bar, band.late) == (Bar("30.00%", "30.00%"), Bar("60.00%", "25.00%"))
    assert (band.status, band.dates, band.done) == (
        "Overskredet", "25 dage, frist 01-03-2024", "",
    )  # fmt: skip


def test_a_band_met_late_goes_on_to_its_done_mark() -> None:
    band = drawn(one(Status.MET_LATE, "2024-01-31", "2024-03-01", "2024-03-11")).bands[0]
    assert (band.late, band.done) == (Bar("60.00%", "10.00%"), "70.00%")
    assert (band.status, band.dates) == ("Opfyldt for sent", "11-03-2024, frist 01-03-2024")


def test_a_band_met_in_time_has_its_mark_before_the_end() -> None:
    band = drawn(one(Status.MET_ON_TIME, "2024-01-31", "2024-03-01", "2024-02-20")).bands[0]
    assert (band.late, band.done) == (None, "50.00%")


def test_a_deadline_before_its_anchor_is_still_to_be_seen() -> None:
    band = drawn(one(Status.UPCOMING, "2024-02-10", "2024-02-09", code="KM-ASYL")).bands[0]
    assert band.bar == Bar("39.00%", "0.60%")


def test_a_span_of_years_runs_out_of_the_drawing_and_stands_last() -> None:
    band = drawn(one(Status.UPCOMING, "2024-01-31", "2029-01-31", code="INL-PROG-5Y")).bands[-1]
    assert band.open_end
    assert (band.bar, band.status) == (Bar("30.00%", "70.00%"), "Løber")


@pytest.mark.parametrize("status", [Status.NOT_RELEVANT, Status.LAPSED, Status.AWAITING_DATE])
def test_what_asks_for_nothing_is_not_drawn(status: Status) -> None:
    assert len(drawn(one(status, "2024-01-31", "2024-03-01")).bands) == 1


def test_nothing_with_a_date_gives_no_drawing() -> None:
    assert timeline([], [], TODAY) is None


def test_pauses_lie_behind_all_bands_and_an_open_one_runs_to_today() -> None:
    pauses = [(date(2024, 1, 31), date(2024, 2, 10)), (date(2024, 3, 16), None)]
    assert drawn(pauses=pauses).pauses == [Bar("30.00%", "10.00%"), Bar("75.00%", "10.00%")]


def test_months_are_named_as_far_as_there_is_room() -> None:
    assert [(tick.x, tick.label) for tick in drawn().ticks] == [
        ("0.00%", "01-2024"), ("31.00%", "02-2024"), ("60.00%", "03-2024"),
    ]  # fmt: skip
