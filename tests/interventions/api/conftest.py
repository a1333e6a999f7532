from dataclasses import dataclass

import pytest

from accounts.models import User
from cases.models import Case
from interventions.actions.perform import perform
from interventions.models import CompanyPlacement, Mentoring
from tests import make
from tests.interventions.api.calls import Caller
from tests.plugins.kept import Kept

TODAY = "2024-05-06"


@pytest.fixture(autouse=True)
def _a_monday_in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.at(TODAY))


@dataclass(frozen=True)
class World:
    """Anna answers for an active case; her colleague, a stranger, a mentor and leaders look on."""

    case: Case
    anna: Caller
    colleague: Caller
    stranger: Caller
    lead: Caller
    mentor: Caller
    other_mentor: Caller
    manager: Caller

    @property
    def mentoring(self) -> Mentoring:
        return Mentoring.objects.get(case=self.case)

    @property
    def placement(self) -> CompanyPlacement:
        return CompanyPlacement.objects.get(case=self.case)


@pytest.fixture(scope="module")
def settled(kept: Kept) -> tuple[int, dict[str, str]]:
    """The case's number, and everybody's seat."""
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("django.utils.timezone.now", lambda: make.at(TODAY))
        seats = {name: Caller(user).seat for name, user in _people().items()}
        return kept(_case()).pk, seats


def _case() -> Case:
    anna, mentor = make.make_user("anna"), make.make_user("mia", "mentor")
    case = make.make_case("2024-02-05", active=True, caseworker=anna, arrived_on="2024-02-12")
    make.make_consent(case, "mentor", "2024-04-08")
    by = make.actor(anna, "2024-04-08")
    mentoring = Mentoring.objects.get(case=case)
    perform(mentoring, "offer", by=by)
    perform(mentoring, "assign", {"mentor": mentor.pk, "until": "2025-02-12"}, by=by)
    return case


def _people() -> dict[str, User]:
    return {
        "anna": make.make_user("anna"),
        "colleague": make.make_user("bodil"),
        "stranger": make.make_user("carl", unit=make.make_unit("SYD")),
        "lead": make.make_user("leif", "team_lead"),
        "mentor": make.make_user("mia", "mentor"),
        "other_mentor": make.make_user("mads", "mentor"),
        "manager": make.make_user("lone", "manager"),
    }


@pytest.fixture
def world(settled: tuple[int, dict[str, str]], db: None) -> World:
    """The case was opened on 5 February and taken over on 2 April; a mentor is assigned."""
    pk, seats = settled
    callers = {name: Caller(seat=seat) for name, seat in seats.items()}
    return World(case=Case.objects.get(pk=pk), **callers)
