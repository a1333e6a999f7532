"""The mentor's access follows the mentoring, on the day on which it happened."""

import pytest

from accounts.models import User
from accounts.roles import Function, Permission
from cases.access import held_on
from cases.models import Assignment, Case
from interventions.actions.steps import add_step
from tests.make import actor, make_case, make_consent, make_user
from tests.scenarios.acts import act, assigned, mentor, sees

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    found = make_case("2023-11-05", arrived_on="2024-01-31", active=True)
    make_consent(found, "mentor", "2024-01-31")
    return found


def days_of(case: Case, who: User) -> list[tuple[str, str]]:
    rows = Assignment.objects.filter(case=case, user=who, function=Function.MENTOR)
    return [(str(row.from_on), str(row.to_on or "")) for row in rows]


def test_an_assigned_mentor_sees_the_case_from_that_day_on(case: Case) -> None:
    mia = mentor("mia")
    assert not sees(mia, case, "2024-02-05")
    assigned(case, mia)
    assert sees(mia, case, "2024-02-04T23:00:00+00:00")  # midnight in Copenhagen
    assert not sees(mia, case, "2024-02-04T22:59:59+00:00")
    assert held_on(actor(mia, "2024-02-05"), case) == {
        Permission.CASE_SEE,
        Permission.NAME_SEE,
        Permission.CARE_SEE,
        Permission.LANGUAGE_SEE,
        Permission.BIRTH_YEAR_SEE,
        Permission.CONTACT_SEE,
        Permission.PLAN_SHARED_SEE,
        Permission.PLAN_EXPORT,
        Permission.FOLLOW_UP_WRITE,
        Permission.CONCERN_RAISE,
        Permission.REQUEST_MAKE,
    }


def test_scenario_45_a_replaced_mentor_finds_nothing_from_midnight_on(case: Case) -> None:
    mia, mona = mentor("mia"), mentor("mona")
    row = act(assigned(case, mia), "start", "2024-02-12")
    act(row, "change_mentor", "2024-09-02", mentor=mona.pk)
    assert sees(mia, case, "2024-09-01T21:59:59+00:00")
    assert not sees(mia, case, "2024-09-01T22:00:00+00:00")
    assert not sees(mona, case, "2024-09-01T21:59:59+00:00")
    assert sees(mona, case, "2024-09-01T22:00:00+00:00")


def test_a_back_dated_change_ends_access_from_the_day_it_happened(case: Case) -> None:
    mia, mona = mentor("mia"), mentor("mona")
    row = act(assigned(case, mia), "start", "2024-02-12")
    act(row, "change_mentor", "2024-09-10", on="2024-09-02", mentor=mona.pk)
    assert days_of(case, mia) == [("2024-02-05", "2024-09-02")]
    assert days_of(case, mona) == [("2024-09-02", "")]
    assert not sees(mia, case, "2024-09-10")
    assert sees(mona, case, "2024-09-10")


def test_two_changes_on_one_day_leave_the_last_mentor_alone(case: Case) -> None:
    mia, mona, maja = mentor("mia"), mentor("mona"), mentor("maja")
    row = assigned(case, mia)
    row = act(row, "change_mentor", "2024-02-05", mentor=mona.pk)
    row = act(row, "change_mentor", "2024-02-05", mentor=maja.pk)
    assert [sees(who, case, "2024-02-05") for who in (mia, mona, maja)] == [False, False, True]
    act(row, "change_mentor", "2024-02-05", mentor=mia.pk)
    assert [sees(who, case, "2024-02-05") for who in (mia, mona, maja)] == [True, False, False]


def test_a_change_to_the_same_mentor_keeps_her(case: Case) -> None:
    mia = mentor("mia")
    act(assigned(case, mia), "change_mentor", "2024-03-04", mentor=mia.pk)
    assert days_of(case, mia) == [("2024-02-05", "")]


@pytest.mark.parametrize("state", ["assigned", "running"])
def test_a_mentoring_that_ends_takes_the_access_with_it(case: Case, state: str) -> None:
    mia = mentor("mia")
    row = assigned(case, mia)
    if state == "running":
        row = act(row, "start", "2024-02-12")
    act(row, "end", "2024-09-02")
    assert sees(mia, case, "2024-09-01")
    assert not sees(mia, case, "2024-09-02")


def test_another_mentorings_mentor_keeps_her_access(case: Case) -> None:
    mia, mona = mentor("mia"), mentor("mona")
    one = assigned(case, mia)
    added = add_step(case, "Mentoring", by=actor(make_user("anna"), "2024-02-05"))
    assigned(case, mona, step=added)
    act(one, "end", "2024-09-02")
    assert [sees(who, case, "2024-09-02") for who in (mia, mona)] == [False, True]


def test_who_mentors_twice_keeps_her_access_until_both_have_ended(case: Case) -> None:
    mia = mentor("mia")
    one = assigned(case, mia)
    added = add_step(case, "Mentoring", by=actor(make_user("anna"), "2024-02-05"))
    other = assigned(case, mia, step=added)
    act(one, "end", "2024-09-02")
    assert sees(mia, case, "2024-09-02")
    act(other, "end", "2024-09-03")
    assert not sees(mia, case, "2024-09-03")
