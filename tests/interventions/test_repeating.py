"""Deadlines that come again: one open at a time, each counted from the latest fact.

A talk a year after the first day in a job (INL-OPF-12), due the same date of the next year.
"""

from __future__ import annotations

import pytest

from cases.models import Case
from interventions.actions.follow_up_duty import after_job_or_education_began
from interventions.actions.repeating import repeat
from interventions.actions.steps import add_step
from interventions.models import FollowUpTalk
from interventions.queries.rules import rule_book
from tests.make import actor, day, make_case, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import act

pytestmark = pytest.mark.django_db

CODE = "INL-OPF-12"


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    """Handed over on 2 January 2024."""
    return kept(make_case("2023-11-05", active=True))


def rows(case: Case, code: str = CODE) -> list[tuple[str, str, str]]:
    """(anchor, due, met) of each deadline of the rule, the oldest first."""
    found = case.deadlines.filter(rule__code=code).order_by("pk")
    return [tuple(str(d or "") for d in (r.anchor_on, r.due_on, r.met_on)) for r in found]  # type: ignore[misc]


def held(case: Case, when: str, recorded: str = "") -> FollowUpTalk:
    """A talk that was held on the day, invited to three weeks before."""
    invited = day(when).toordinal() - 21
    talk = add_step(
        case, "FollowUpTalk", by=actor(make_user("anna"), day(when).fromordinal(invited))
    )
    talk = act(talk, "invite", day(when).fromordinal(invited))
    return act(talk, "hold", recorded or when, on=when, note="Indtastet senere")  # type: ignore[no-any-return]


def began(case: Case, on: str) -> None:
    after_job_or_education_began(case, day(on), rule_book())


def test_before_a_job_begins_a_talk_starts_no_yearly_follow_up(case: Case) -> None:
    held(case, "2024-03-01")
    assert rows(case) == []


def test_the_first_one_counts_from_the_first_day_in_the_job(case: Case) -> None:
    began(case, "2024-04-01")
    assert rows(case) == [("2024-04-01", "2025-04-01", "")]


def test_a_held_talk_meets_it_and_the_next_one_counts_from_the_talk(case: Case) -> None:
    began(case, "2024-04-01")
    held(case, "2025-03-10")
    assert rows(case) == [
        ("2024-04-01", "2025-04-01", "2025-03-10"),
        ("2025-03-10", "2026-03-10", ""),
    ]


def test_a_late_talk_leaves_the_breach_and_is_no_talk_of_its_own_next_year(case: Case) -> None:
    began(case, "2024-04-01")
    held(case, "2025-05-20")
    assert rows(case) == [
        ("2024-04-01", "2025-04-01", "2025-05-20"),
        ("2025-05-20", "2026-05-20", ""),
    ]


def test_two_talks_on_one_day_are_one(case: Case) -> None:
    began(case, "2024-04-01")
    held(case, "2025-03-10")
    held(case, "2025-03-10")
    assert len(rows(case)) == 2


def test_a_job_that_is_recorded_late_is_followed_by_the_talks_since(case: Case) -> None:
    held(case, "2024-06-03")
    held(case, "2025-05-05")
    began(case, "2024-04-01")
    assert rows(case) == [
        ("2024-04-01", "2025-04-01", "2024-06-03"),
        ("2024-06-03", "2025-06-03", "2025-05-05"),
        ("2025-05-05", "2026-05-05", ""),
    ]


def test_a_talk_recorded_after_a_later_one_moves_nothing_that_came_after(case: Case) -> None:
    began(case, "2024-04-01")
    held(case, "2025-03-10")
    held(case, "2024-12-02", recorded="2025-03-20")
    assert rows(case) == [
        ("2024-04-01", "2025-04-01", "2024-12-02"),
        ("2025-03-10", "2026-03-10", ""),
    ]


def test_beginning_twice_adds_nothing_and_a_second_job_goes_on_from_the_talk(case: Case) -> None:
    began(case, "2024-04-01")
    began(case, "2024-04-01")
    held(case, "2024-09-02")
    began(case, "2024-10-01")
    assert rows(case)[1:] == [("2024-09-02", "2025-09-02", "")]


def test_one_that_fell_due_between_two_jobs_counts_from_the_new_job(case: Case) -> None:
    """On 1 April 2025 she was in no job: nothing was asked of anybody."""
    began(case, "2024-04-01")
    began(case, "2025-08-01")
    assert rows(case) == [("2025-08-01", "2026-08-01", "")]


def test_outside_the_programme_the_law_asks_for_none() -> None:
    case = make_case("2024-01-02", basis="eu", active=True)
    began(case, "2024-04-01")
    assert rows(case) == []


def test_one_that_planning_stored_without_a_date_is_dated_by_the_first_fact(case: Case) -> None:
    assert rows(case, "PROG-MAAL-3M") == [("", "", "")]
    repeat(case, "PROG-MAAL-3M", day("2024-01-31"), rule_book())
    assert rows(case, "PROG-MAAL-3M") == [("2024-01-31", "2024-04-30", "")]


def test_a_closed_case_begins_nothing_and_a_reopened_one_counts_from_its_reopening(
    case: Case,
) -> None:
    began(case, "2024-04-01")
    act(case, "close", "2025-02-03", reason="job")
    repeat(Case.objects.get(pk=case.pk), CODE, day("2025-02-03"), rule_book())
    assert len(rows(case)) == 1
    case = act(case, "reopen", "2025-06-02", user=make_user("tove", "team_lead"))
    assert rows(case)[1:] == [("2025-06-02", "2026-06-02", "")]
    held(case, "2025-07-01")
    assert rows(case) == [
        ("2024-04-01", "2025-04-01", ""),
        ("2025-06-02", "2026-06-02", "2025-07-01"),
        ("2025-07-01", "2026-07-01", ""),
    ]
