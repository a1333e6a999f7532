"""Nobody is mentor and caseworker of the same citizen, whichever came first."""

import pytest

from accounts.models import User
from accounts.roles import Function
from cases.actions.assignments import assign_responsible
from cases.errors import NotPossibleError
from tests.make import actor, assign, make_case, make_user

pytestmark = pytest.mark.django_db

REFUSED = "både mentor og sagsbehandler"


@pytest.fixture
def both() -> User:
    """She holds both roles, one in a session at a time."""
    make_user("bodil", "mentor")
    return make_user("bodil", "caseworker")


def test_the_responsible_caseworker_does_not_become_her_citizens_mentor(both: User) -> None:
    case = make_case("2024-02-05", caseworker=both)
    with pytest.raises(NotPossibleError, match=REFUSED):
        assign(case, both, Function.MENTOR, "2024-03-01")


@pytest.mark.parametrize("function", [Function.HEALTH_COORDINATOR, Function.FAMILY_CASEWORKER])
def test_a_mentor_gets_no_other_function_for_her_citizen(both: User, function: str) -> None:
    case = make_case("2024-02-05")
    assign(case, both, Function.MENTOR, "2024-03-01")
    with pytest.raises(NotPossibleError, match=REFUSED):
        assign(case, both, function, "2024-03-01")


def test_a_mentor_does_not_become_responsible(both: User) -> None:
    case = make_case("2024-02-05")
    assign(case, both, Function.MENTOR, "2024-03-01")
    lead = actor(make_user("lone", "team_lead"), "2024-03-04")
    with pytest.raises(NotPossibleError, match=REFUSED):
        assign_responsible(case, both, by=lead)


def test_for_another_citizen_she_may(both: User) -> None:
    assign(make_case("2024-02-05"), both, Function.MENTOR, "2024-03-01")
    assert make_case("2024-02-05", caseworker=both).responsible == both
