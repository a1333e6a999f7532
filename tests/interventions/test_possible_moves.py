"""Which moves are possible now, and the reasons for the others."""

from __future__ import annotations

import pytest

from cases.access import held_on
from cases.lifecycle import Lifecycle
from cases.models import Case
from interventions.actions.perform import perform
from interventions.actions.steps import add_goal
from interventions.models import (
    CompanyPlacement,
    FollowUpTalk,
    HealthAssessment,
    Mentoring,
)
from interventions.queries.moves import MoveOption, possible_moves
from tests.make import (
    UNMEASURED,
    actor,
    assign,
    make_case,
    make_consent,
    make_unit,
    make_user,
    step_of,
)
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db

TODAY = "2024-05-06"
GOAL = {"type": "social", "text": "Hilser", "sign": "Siger godmorgen"}


def moves(row: Lifecycle, username: str = "anna", role: str = "caseworker") -> list[MoveOption]:
    by = actor(make_user(username, role), TODAY)
    case = row if isinstance(row, Case) else row.case
    return possible_moves(row, by, held_on(by, case))


def told(options: list[MoveOption]) -> dict[str, tuple[str, ...]]:
    return {option.move.name: option.missing for option in options}


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-08", active=True))


def test_every_move_that_people_make_is_listed_once_in_the_lifecycles_order(case: Case) -> None:
    assert [option.move.name for option in moves(step_of(case, Mentoring))] == [
        "offer", "decline", "offer_again", "assign", "start", "change_mentor", "extend", "end",
    ]  # fmt: skip


def test_what_is_possible_has_no_reason_and_what_is_not_has_one(case: Case) -> None:
    for row in (case, *(step_of(case, kind) for kind in (CompanyPlacement, HealthAssessment))):
        for option in moves(row):
            assert option.possible is (option.missing == ())
            assert option.starts_here or not option.possible


def test_a_move_from_another_state_names_the_states(case: Case) -> None:
    options = told(moves(step_of(case, CompanyPlacement)))
    assert options["match"] == ()
    assert options["start"] == (
        "Kun mulig fra »Aftale indgået«; tilstanden er nu »Under planlægning«.",
    )
    assert options["break_off"] == (
        "Kun mulig fra »I gang« eller »På pause«; tilstanden er nu »Under planlægning«.",
    )


def test_a_guard_speaks_for_itself(case: Case) -> None:
    mentoring = step_of(case, Mentoring)
    perform(mentoring, "offer", by=actor(make_user("anna"), TODAY))
    missing = (
        "Borgerens samtykke mangler: navn og telefon må deles med mentoren. "
        "Registrér samtykket på sagen først."
    )
    assert told(moves(step_of(case, Mentoring)))["assign"] == (missing,)
    make_consent(case, "mentor", "2024-05-01")
    assert told(moves(step_of(case, Mentoring)))["assign"] == ()


def test_every_guard_that_fails_is_told(case: Case) -> None:
    by = actor(make_user("anna"), TODAY)
    placement = step_of(case, CompanyPlacement)
    CompanyPlacement.objects.filter(pk=placement.pk).update(state="agreed")
    perform(case, "pause", {"reason": "ferie"}, by=by)
    assert told(moves(step_of(case, CompanyPlacement)))["start"] == (
        "Sagen skal være overtaget og aktiv; den er sat i bero.",
        "Virksomhedspraktik skal have mindst ét fagligt, socialt eller sprogligt mål",
    )


def test_the_last_goal_of_a_running_placement_cannot_go(case: Case) -> None:
    goal = add_goal(step_of(case, CompanyPlacement), by=actor(make_user("anna"), TODAY), **GOAL)
    assert {option.possible for option in moves(goal)} == {True}
    CompanyPlacement.objects.update(state="running")
    goal = type(goal).objects.get(pk=goal.pk)
    (missing,) = told(moves(goal))["reach"]
    assert missing.endswith("Tilføj det nye mål først.")


def test_a_missing_permission_names_who_holds_it(case: Case) -> None:
    step = step_of(case, CompanyPlacement)
    assert told(moves(step, "berit"))["match"] == (
        "Kræver den ansvarlige sagsbehandler, teamlederen eller virksomhedskonsulenten.",
    )
    assert not any(option.possible for option in moves(step, "berit"))


def test_reopening_needs_a_team_lead(case: Case) -> None:
    perform(case, "close", {"reason": "job", **UNMEASURED}, by=actor(make_user("anna"), TODAY))
    case = Case.objects.get(pk=case.pk)
    assert told(moves(case))["reopen"] == ("Kræver teamlederen.",)
    assert told(moves(case, "lone", "team_lead"))["reopen"] == ()


def test_guards_are_not_asked_for_whoever_may_not_move(case: Case) -> None:
    """Their words tell of consents and goals."""
    HealthAssessment.objects.update(state="offered")
    options = told(moves(step_of(case, HealthAssessment), "berit"))
    assert "samtykke" not in " ".join(options["accept"])


def test_a_function_moves_what_is_its_own_and_no_more(case: Case) -> None:
    syd = make_unit("SYD")
    consultant = make_user("kim", unit=syd)
    assign(case, consultant, "company_consultant", "2024-03-01")
    assert told(moves(step_of(case, CompanyPlacement), "kim"))["match"] == ()
    assert "Kræver" in told(moves(step_of(case, Mentoring), "kim"))["offer"][0]


def test_a_mentor_makes_no_moves(case: Case) -> None:
    maja = make_user("maja", "mentor")
    assign(case, maja, "mentor", "2024-03-01")
    assert not any(o.possible for o in moves(step_of(case, Mentoring), "maja", "mentor"))


def test_four_eyes_are_marked(case: Case) -> None:
    approvals = {o.move.name: o.approval for o in moves(case) if o.approval}
    assert approvals == {"cancel": "Kræver en andens godkendelse"}
    approvals = {o.move.name: o.approval for o in moves(step_of(case, Mentoring)) if o.approval}
    assert approvals == dict.fromkeys(("assign", "extend"), "Kan kræve en andens godkendelse")


def test_it_is_told_where_a_move_leads(case: Case) -> None:
    targets = {o.move.name: o.target for o in moves(case)}
    assert (targets["pause"], targets["reopen"]) == ("Sat i bero", "Aktivt")


def test_lapse_is_nobodys_move() -> None:
    case = make_case("2024-01-08", basis="eu", active=True)
    assert "lapse" not in told(moves(step_of(case, FollowUpTalk)))
