"""Pauses and exemptions against a table counted by hand: from and to both count.

The gap: a placement ended on Thursday 28 March 2024, so the next one is due 42 days later, on
Thursday 9 May. The placement: agreed until Sunday 5 May 2024.
"""

from datetime import date

import pytest

from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.steps import exempt_deadline
from interventions.law.status import Status
from interventions.models import Deadline
from tests.make import actor, day, make_case, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, agreed, ended, started, stated_on, status_on

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    """Handed over on 1 March 2024 and in a placement from 4 March."""
    return kept(make_case("2024-01-10", arrived_on="2024-02-10", active=True))


def exempted(case: Case, code: str, *spans: str, when: str = "2024-06-03") -> Deadline:
    """`spans` are first and last days, written »from to«."""
    deadline = Deadline.objects.get(case=case, rule__code=code)
    for first, last in (dates.split() for dates in spans):
        exempt_deadline(
            deadline, by=actor(make_user("anna"), when), reason="sygdom",
            from_on=day(first), to_on=day(last),
        )  # fmt: skip
    return Deadline.objects.get(pk=deadline.pk)


GAP = [
    ((), 0, "2024-05-09"),
    (("2024-04-10 2024-04-10",), 1, "2024-05-10"),  # one day moves it by one day
    (("2024-04-10 2024-04-16",), 7, "2024-05-16"),
    (("2024-04-06 2024-04-07",), 2, "2024-05-11"),  # a weekend counts as its days
    (("2024-04-10 2024-04-10", "2024-04-20 2024-04-21"), 3, "2024-05-12"),
    (("2024-04-10 2024-04-12", "2024-04-12 2024-04-14"), 5, "2024-05-14"),  # the 12th once
    (("2024-04-10 2024-04-14", "2024-04-11 2024-04-12"), 5, "2024-05-14"),
    (("2024-03-01 2024-03-28",), 0, "2024-05-09"),  # up to the anchor: nothing
    (("2024-03-28 2024-03-29",), 1, "2024-05-10"),
    (("2024-05-09 2024-05-09",), 1, "2024-05-10"),  # the last day itself
    (("2024-05-10 2024-05-12",), 0, "2024-05-09"),  # after it: too late
    (("2024-05-08 2024-05-20",), 13, "2024-05-22"),  # each lengthened day is exempt again
    (("2024-05-01 2024-05-05", "2024-05-12 2024-05-13"), 7, "2024-05-16"),
    (("2024-05-01 2024-05-05", "2024-05-15 2024-05-15"), 5, "2024-05-14"),
    (("2024-05-15 2024-05-15", "2024-05-01 2024-05-05"), 5, "2024-05-14"),
    (("2024-05-14 2024-05-14", "2024-05-01 2024-05-05"), 6, "2024-05-15"),  # in any order
    (("2024-05-08 2025-05-08",), 366, "2025-05-10"),
    (("2024-04-01 2024-04-10", "2024-04-05 2024-04-12", "2024-04-12 2024-04-13"), 13, "2024-05-22"),
]


@pytest.mark.parametrize(("spans", "days", "due_on"), GAP)
def test_recorded_days_lengthen_the_gap_by_just_as_many(
    case: Case, spans: tuple[str, ...], days: int, due_on: str
) -> None:
    ended(started(case, "2024-03-04"), "2024-03-28")
    gap = exempted(case, "INL-VRT-GAP", *spans)
    assert (gap.extended_days, gap.due_on) == (days, day(due_on))
    found = stated_on(case, "INL-VRT-GAP", due_on)
    assert found.explained is not None
    assert (found.explained.day, found.explained.extended_days) == (day(due_on), days)
    assert found.status != Status.EXEMPT  # lengthened instead


def test_a_lengthened_gap_is_overdue_the_day_after_its_new_end(case: Case) -> None:
    ended(started(case, "2024-03-04"), "2024-03-28")
    exempted(case, "INL-VRT-GAP", "2024-04-10 2024-04-16")
    assert status_on(case, "INL-VRT-GAP", "2024-05-16") == Status.SOON
    assert status_on(case, "INL-VRT-GAP", "2024-05-17") == Status.OVERDUE


def test_a_gap_that_counts_from_a_later_end_forgets_the_days_before_it(case: Case) -> None:
    """A second placement had begun before the first one ended, but was registered afterwards."""
    first = started(case, "2024-03-04", hours_per_week=20)
    second = agreed(case, "2024-03-18", hours_per_week=17)
    ended(first, "2024-03-21")
    gap = exempted(case, "INL-VRT-GAP", "2024-03-26 2024-03-29", when="2024-04-02")
    assert (gap.extended_days, gap.due_on) == (4, day("2024-05-06"))
    ended(act(second, "start", "2024-04-02", on="2024-03-20"), "2024-04-05")
    gap = Deadline.objects.get(pk=gap.pk)
    assert (gap.anchor_on, gap.extended_days, gap.due_on) == (
        day("2024-04-05"),
        0,
        day("2024-05-17"),
    )


EXEMPT = [
    # KM-PRAK-1M is due on 10 March 2024
    ("2024-03-10 2024-03-10", Status.EXEMPT),
    ("2024-03-01 2024-03-10", Status.EXEMPT),
    ("2024-03-10 2024-04-01", Status.EXEMPT),
    ("2024-03-01 2024-03-09", Status.OVERDUE),
    ("2024-03-11 2024-04-01", Status.OVERDUE),
]


@pytest.mark.parametrize(("span", "expected"), EXEMPT)
def test_an_exemption_counts_when_it_covers_the_due_date(
    case: Case, span: str, expected: Status
) -> None:
    deadline = exempted(case, "KM-PRAK-1M", span)
    assert (deadline.due_on, deadline.extended_days) == (day("2024-03-10"), 0)
    assert status_on(case, "KM-PRAK-1M", "2024-03-11") == expected


def test_an_exemption_that_ends_before_it_begins_is_refused(case: Case) -> None:
    with pytest.raises(NotPossibleError, match="sidste dag ligger før den første"):
        exempted(case, "KM-PRAK-1M", "2024-03-10 2024-03-09")


def test_an_exemption_for_ever_is_a_slip_of_the_keyboard(case: Case) -> None:
    with pytest.raises(NotPossibleError, match="31-12-9999 ligger for langt ude i fremtiden"):
        exempted(case, "KM-PRAK-1M", "2024-03-10 9999-12-31")


PAUSES = [
    # paused on, first day back, the agreed end then
    ("2024-03-11", "2024-03-11", "2024-05-05"),  # back the same day: none was lost
    ("2024-03-11", "2024-03-12", "2024-05-06"),  # one day moves it by one day
    ("2024-03-11", "2024-03-18", "2024-05-12"),
    ("2024-03-25", "2024-04-02", "2024-05-13"),  # Easter's days count as any others
    ("2024-04-30", "2024-05-01", "2024-05-06"),
]


@pytest.mark.parametrize(("paused", "back", "until"), PAUSES)
def test_a_pause_moves_a_placements_own_end_by_its_days(
    case: Case, paused: str, back: str, until: str
) -> None:
    placement = started(case, "2024-03-04", planned_from="2024-03-04", planned_to="2024-05-05")
    placement = act(placement, "pause", paused)
    assert placement.planned_to == day("2024-05-05")
    placement = act(placement, "resume", back)
    assert (placement.planned_to, placement.paused_on) == (day(until), None)


def test_two_pauses_add_up(case: Case) -> None:
    placement = started(case, "2024-03-04", planned_from="2024-03-04", planned_to="2024-05-05")
    for paused, back in (("2024-03-11", "2024-03-12"), ("2024-03-18", "2024-03-21")):
        placement = act(act(placement, "pause", paused), "resume", back)
    assert placement.planned_to == day("2024-05-09")


def test_a_pause_of_the_case_moves_no_due_date(case: Case) -> None:
    def due_dates() -> list[tuple[int, date | None]]:
        return list(case.deadlines.order_by("pk").values_list("pk", "due_on"))

    before = due_dates()
    paused = act(case, "pause", "2024-03-11", pause_expected_end_on="2024-04-01")
    assert due_dates() == before
    act(paused, "resume", "2024-04-02")
    assert due_dates() == before
