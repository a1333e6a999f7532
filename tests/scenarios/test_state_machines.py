"""Scenarios 38–41 and 47 of domain.md §7: what a lifecycle refuses."""

from typing import Any

import pytest

from cases.actions.citizens import add_identifier
from cases.cpr import CprError, ReplacementNumberError, parse, parse_replacement
from cases.errors import NotPossibleError
from cases.models import Case, Event
from cases.queries import find_by_identifier
from interventions.actions.opening import Opening, open_case
from interventions.actions.perform import perform
from interventions.actions.steps import add_step
from interventions.models import CompanyPlacement, HealthAssessment
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_citizen, make_unit, make_user, step_of
from tests.scenarios.acts import act, started, with_goal

pytestmark = pytest.mark.django_db

ONE_GOAL = "Virksomhedspraktik skal have mindst ét fagligt, socialt eller sprogligt mål"


def test_scenario_38_a_placement_without_goals_is_not_agreed() -> None:
    case = make_case("2023-11-05", active=True)
    placement = act(step_of(case, CompanyPlacement), "match", "2024-01-15")
    with pytest.raises(NotPossibleError) as refused:
        act(placement, "agree", "2024-01-16")
    assert refused.value.messages == (ONE_GOAL,)
    assert again(placement).state == "matched"
    with_goal(placement, "2024-01-16")
    assert act(placement, "agree", "2024-01-16").state == "agreed"


@pytest.mark.parametrize("move", ["reach", "reach_partly", "fail", "drop"])
def test_scenario_39_the_last_goal_of_a_running_placement_is_not_closed(move: str) -> None:
    placement = started(make_case("2023-11-05", active=True), "2024-01-15")
    goal = placement.goals.get()
    with pytest.raises(NotPossibleError, match=ONE_GOAL):
        act(goal, move, "2024-01-22")
    assert again(goal).state == "active"
    with_goal(placement, "2024-01-22", "Tale med kunder")
    assert act(goal, move, "2024-01-22").state != "active"


def test_scenario_40_there_is_no_asylum_centre_talk_under_the_special_law() -> None:
    case = make_case("2024-04-08", basis="ukraine_saerlov")
    with pytest.raises(NotPossibleError) as refused:
        add_step(case, "AsylumCentreTalk", by=actor(make_user("anna"), "2024-04-09"))
    assert refused.value.messages == (
        "Fordrevne fra Ukraine har ikke en asylfase i kommunens regi",
    )
    assert not case.steps.filter(kind="AsylumCentreTalk").exists()


@pytest.mark.parametrize(
    ("basis", "track", "fits"),
    [
        ("ukraine_saerlov", "copenhagen", False),
        ("ukraine_saerlov", "general", False),
        ("ukraine_saerlov", "ukraine", True),
        ("konvention", "ukraine", False),
        ("konvention", "copenhagen", True),
        ("eu", "copenhagen", False),
    ],
)
def test_scenario_40_a_case_has_the_track_of_its_residence_basis(
    basis: str, track: str, fits: bool
) -> None:
    citizen, on = make_citizen("2024-04-08", basis=basis), day("2024-04-08")
    opening = Opening(citizen, make_unit().pk, basis, on, {"allocated_on": on})
    by = actor(make_user("anna"), on)
    if fits:
        assert open_case(opening, by=by, track=track).track == track
        return
    with pytest.raises(NotPossibleError, match="hører til sporet"):
        open_case(opening, by=by, track=track)
    assert not Case.objects.filter(citizen=citizen).exists()


def assessment(case: Case) -> Any:
    """The planned one, or one that the caseworker adds."""
    return HealthAssessment.objects.filter(case=case).first() or add_step(
        case, "HealthAssessment", by=actor(make_user("anna"), "2024-06-03")
    )


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        ("kvote", "Kvoteflygtninge skal altid tilbydes en helbredsmæssig vurdering"),
        ("konvention", "På Københavnermodellen tilbydes alle flygtninge"),
    ],
)
def test_scenario_41_quota_refugees_and_the_model_are_always_offered_an_assessment(
    basis: str, told: str
) -> None:
    case = make_case("2024-04-08", basis=basis)
    with pytest.raises(NotPossibleError, match=told):
        act(assessment(case), "find_not_needed", "2024-06-03")


def test_scenario_41_under_the_special_law_it_may_be_left_out_with_a_reason() -> None:
    case = make_case("2024-04-08", basis="ukraine_saerlov")
    found = act(assessment(case), "find_not_needed", "2024-06-03", reason="Ingen behov")
    assert (found.state, found.end_reason) == ("not_needed", "Ingen behov")
    event = Event.objects.get(case=case, kind="HealthAssessment", move="find_not_needed")
    assert event.reason == "Ingen behov"


class TestScenario47:
    """The numbers are moved from 1 January, so that nobody can hold them."""

    def test_scenario_47_a_number_that_fails_modulus_11_is_kept_and_found(self) -> None:
        citizen = make_citizen("2024-04-08")
        cpr = parse("020165 0001")
        assert not cpr.checksum_ok  # the form warns
        add_identifier(
            citizen, "cpr", cpr.digits, by=actor(make_user("anna"), "2024-04-08"),
            on=day("2024-04-08"),
        )  # fmt: skip
        assert find_by_identifier("cpr", "020165-0001") == citizen

    def test_scenario_47_what_is_no_date_is_refused_and_a_leap_day_is_not(self) -> None:
        with pytest.raises(CprError, match="dato, der ikke findes"):
            parse("290223 4005")
        assert parse("290224 4005").born_on == day("2024-02-29")

    def test_scenario_47_a_replacement_number_is_offered_its_own_field(self) -> None:
        with pytest.raises(ReplacementNumberError):
            parse("670790 0005")
        assert parse_replacement("670790 0005").born_on == day("1990-07-07")


def test_a_move_that_the_kind_has_not_got_is_refused_with_its_name() -> None:
    case = make_case("2024-04-08")
    with pytest.raises(NotPossibleError, match="»fly« findes ikke her"):
        perform(case, "fly", by=actor(make_user("anna"), "2024-04-08"))
