"""What an assignment gives, and on which days: access begins and ends at midnight in Copenhagen."""

from datetime import date, timedelta

import pytest

from accounts.actor import Actor, system
from accounts.grants import FUNCTION_GRANTS
from accounts.models import RoleGrant
from accounts.queries import actor_for
from accounts.roles import Function, Permission
from cases.access import held_on, reach
from cases.actions.assignments import assign_responsible
from cases.models import Assignment, Case
from tests.make import EARLY, actor, assign, at, make_case, make_unit, make_user

pytestmark = pytest.mark.django_db


P = Permission
DAY = date(2024, 5, 15)
FUNCTIONS = sorted(FUNCTION_GRANTS)


def reached(by: Actor, permission: Permission) -> set[int]:
    return set(Case.objects.filter(reach(by, permission)).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("instant", "seen"),
    [
        ("2024-09-01T21:59:59+00:00", False),  # 23:59:59 on the day before
        ("2024-09-01T22:00:00+00:00", True),  # midnight, summer time
        ("2024-12-01T12:00:00+00:00", True),
        ("2025-01-14T22:59:59+00:00", True),
        ("2025-01-14T23:00:00+00:00", False),  # midnight, winter time
    ],
)
def test_a_mentors_access_begins_and_ends_at_local_midnight(instant: str, seen: bool) -> None:
    mentor, case = make_user("mona", "mentor"), make_case("2024-01-10")
    Assignment.objects.create(
        case=case, user=mentor, function=Function.MENTOR,
        from_on=date(2024, 9, 2), to_on=date(2025, 1, 15),
    )  # fmt: skip
    by = actor(mentor, instant)
    assert (case.pk in reached(by, P.CASE_SEE)) is seen
    assert (P.FOLLOW_UP_WRITE in held_on(by, case)) is seen


def test_an_assignment_that_ended_on_its_first_day_gave_no_access_at_all() -> None:
    mentor, case = make_user("mona", "mentor"), make_case("2024-01-10")
    Assignment.objects.create(
        case=case, user=mentor, function=Function.MENTOR, from_on=DAY, to_on=DAY
    )
    for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)):
        assert held_on(actor(mentor, day), case) == frozenset()


def test_two_assignments_that_follow_each_other_leave_no_gap() -> None:
    mentor, case = make_user("mona", "mentor"), make_case("2024-01-10")
    for first, last in ((DAY, DAY + timedelta(days=1)), (DAY + timedelta(days=1), None)):
        Assignment.objects.create(
            case=case, user=mentor, function=Function.MENTOR, from_on=first, to_on=last
        )
    days = [DAY + timedelta(days=n) for n in (-1, 0, 1, 2)]
    assert [bool(held_on(actor(mentor, day), case)) for day in days] == [False, True, True, True]


def test_a_function_counts_in_the_role_that_may_hold_it_only() -> None:
    """Who is both caseworker and mentor has, in a session as caseworker, no mentor's access."""
    both = make_user("mona", "mentor")
    grant = RoleGrant.objects.create(
        user=both, role="caseworker", unit=make_unit("SYD"), from_on=EARLY
    )
    case = make_case("2024-01-10")
    assign(case, both, Function.MENTOR, DAY)
    as_mentor = actor(both, DAY)
    as_caseworker = actor_for(both, at(DAY), grant_id=grant.pk)
    assert (as_mentor.role, as_caseworker.role) == ("mentor", "caseworker")
    assert held_on(as_mentor, case) == {
        P.CASE_SEE, P.NAME_SEE, P.CARE_SEE, P.LANGUAGE_SEE, P.BIRTH_YEAR_SEE, P.CONTACT_SEE,
        P.PLAN_SHARED_SEE, P.PLAN_EXPORT, P.FOLLOW_UP_WRITE, P.REQUEST_MAKE, P.CONCERN_RAISE,
    }  # fmt: skip
    assert held_on(as_caseworker, case) == frozenset()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_gives_a_stranger_what_the_table_says_and_no_more(function: str) -> None:
    role, granted = FUNCTION_GRANTS[function]
    person = make_user("ida", role, make_unit("SYD"))
    case, other = make_case("2024-01-10"), make_case("2024-01-10")
    assign(case, person, function, DAY)
    by = actor(person, DAY)
    assert held_on(by, case) == granted
    assert held_on(by, other) == frozenset()


def test_a_case_that_changes_hands_changes_what_its_caseworkers_may() -> None:
    anna, bente = make_user("anna"), make_user("bente")
    case = make_case("2024-01-10", caseworker=anna)
    assign_responsible(case, bente, by=system(at(DAY)))
    assert P.CASE_MOVE not in held_on(actor(anna, DAY), case)
    assert P.CASE_MOVE in held_on(actor(bente, DAY), case)
