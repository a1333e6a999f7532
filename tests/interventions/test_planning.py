"""The plan table: which steps and deadlines a case gets, and from whom."""

from datetime import date
from typing import Any

import pytest

from cases.actions.facts import open_need, record_income
from cases.errors import NotPossibleError
from cases.models import Case, Event
from interventions.actions.perform import perform
from interventions.law.conditions import CaseFacts, Interval
from interventions.planning import PlanFacts, row_of, rows_for, steps_at_once, stored
from tests.make import actor, day, make_case, make_user

ADULT, CHILD = date(1990, 5, 17), date(2015, 5, 17)
TODAY = date(2024, 5, 15)
PROGRAMME = {"IntegrationProgramme"}
EVERYWHERE = {"FollowUpTalk", "Measurement"}


def plan_of(track: str, basis: str, **values: Any) -> PlanFacts:
    needs = tuple(Interval(code, TODAY) for code in values.pop("needs", ()))
    income = tuple(Interval(code, TODAY) for code in values.pop("income", ()))
    facts = CaseFacts(
        born_on=values.pop("born_on", ADULT),
        opened_on=TODAY,
        basis=basis,
        in_programme=values.pop("in_programme", True),
        needs=needs,
        income=income,
    )
    arrived_on, allowed_on = values.get("arrived_on"), values.get("danish_allowed_on")
    return PlanFacts(track, facts, TODAY, arrived_on, allowed_on)


COPENHAGEN = {"CompanyPlacement", "Mentoring", "HealthAssessment", "DanishEducation"}
ROWS = [
    ("copenhagen", "konvention", {}, {"AsylumCentreTalk"} | COPENHAGEN | PROGRAMME | EVERYWHERE),
    ("copenhagen", "konvention", {"arrived_on": date(2024, 5, 16)},
     {"AsylumCentreTalk"} | COPENHAGEN | PROGRAMME | EVERYWHERE),
    ("copenhagen", "konvention", {"arrived_on": TODAY}, COPENHAGEN | PROGRAMME | EVERYWHERE),
    ("copenhagen", "familie_flygtning", {}, COPENHAGEN | PROGRAMME | EVERYWHERE),
    ("copenhagen", "kvote", {}, {"AsylumCentreTalk"} | COPENHAGEN | PROGRAMME | EVERYWHERE),
    ("copenhagen", "konvention", {"born_on": CHILD}, {"HealthAssessment"}),
    ("ukraine", "ukraine_saerlov", {},
     {"WelcomeTalk", "CompanyPlacement", "DanishEducation"} | PROGRAMME | EVERYWHERE),
    ("ukraine", "ukraine_saerlov", {"needs": ["sundhed"]},
     {"WelcomeTalk", "CompanyPlacement", "DanishEducation"} | PROGRAMME | EVERYWHERE),
    ("ukraine", "ukraine_saerlov", {"born_on": CHILD}, set()),
    ("general", "eu", {"in_programme": False}, EVERYWHERE),
    ("general", "eu", {"in_programme": False, "needs": ["dansk"]},
     {"DanishEducation"} | EVERYWHERE),
    ("general", "eu",
     {"in_programme": False, "needs": ["dansk"], "danish_allowed_on": date(2019, 5, 16)},
     {"DanishEducation"} | EVERYWHERE),
    ("general", "eu",
     {"in_programme": False, "needs": ["dansk"], "danish_allowed_on": date(2019, 5, 14)},
     {"JobDanish"} | EVERYWHERE),
    ("general", "eu", {"in_programme": False, "danish_allowed_on": date(2019, 5, 14)}, EVERYWHERE),
    ("general", "eu", {"in_programme": False, "needs": ["faglig"]},
     {"CompanyPlacement"} | EVERYWHERE),
    ("general", "eu", {"in_programme": False, "needs": ["arbejdsidentitet"]},
     {"CompanyPlacement"} | EVERYWHERE),
    ("general", "eu", {"in_programme": False, "needs": ["sundhed"]},
     {"HealthAssessment"} | EVERYWHERE),
    ("general", "eu", {"in_programme": False, "income": ["kontanthjaelp"]},
     {"CompanyPlacement"} | EVERYWHERE),
    ("general", "eu", {"in_programme": False, "income": ["dagpenge"]}, EVERYWHERE),
    ("general", "familie_anden", {"income": ["selvforsoergende_job"]}, PROGRAMME | EVERYWHERE),
    ("general", "familie_anden", {}, {"CompanyPlacement"} | PROGRAMME | EVERYWHERE),
    ("general", "eu", {"in_programme": False, "born_on": CHILD}, set()),
    ("general", "eu", {"in_programme": False, "born_on": CHILD, "needs": ["sundhed"]},
     {"HealthAssessment"}),
]  # fmt: skip


@pytest.mark.parametrize(("track", "basis", "values", "kinds"), ROWS)
def test_a_case_gets_the_lines_of_the_table_that_hold_for_it(
    track: str, basis: str, values: dict[str, Any], kinds: set[str]
) -> None:
    assert {row.kind for row in rows_for(plan_of(track, basis, **values))} == kinds


@pytest.mark.parametrize(
    ("track", "kind", "number"),
    [
        ("copenhagen", "FollowUpTalk", 0),  # four come when job-readiness is recorded
        ("ukraine", "FollowUpTalk", 0),
        ("general", "FollowUpTalk", 1),
        ("copenhagen", "HealthAssessment", 1),
    ],
)
def test_so_many_steps_come_at_once(track: str, kind: str, number: int) -> None:
    row = row_of(kind)
    assert row is not None
    assert steps_at_once(row, plan_of(track, "konvention")) == number


@pytest.mark.parametrize(
    ("applies_to", "condition", "track", "basis", "values", "expected"),
    [
        ("all", "", "general", "eu", {"in_programme": False}, True),
        ("in_programme", "", "general", "eu", {"in_programme": False}, False),
        ("in_programme", "", "general", "familie_anden", {}, True),
        ("copenhagen", "", "ukraine", "ukraine_saerlov", {}, False),
        ("ukraine", "", "ukraine", "ukraine_saerlov", {}, True),
        ("all", "adult", "copenhagen", "konvention", {"born_on": CHILD}, False),
        ("all", "adult_and_not_family", "copenhagen", "familie_flygtning", {}, False),
        ("all", "adult_and_not_in_programme", "general", "familie_anden", {}, False),
        ("all", "adult_and_not_in_programme", "general", "eu", {"in_programme": False}, True),
        # What later facts can change is stored all the same, and judged by the status.
        ("in_programme", "adult_and_on_benefit", "copenhagen", "konvention",
         {"income": ["selvforsoergende_job"]}, True),
        ("in_programme", "quota_or_health_need", "copenhagen", "konvention", {}, True),
        ("ukraine", "adult_and_not_in_job", "ukraine", "ukraine_saerlov", {}, True),
    ],
)  # fmt: skip
def test_a_rule_is_stored_unless_what_rules_it_out_can_never_change(
    applies_to: str, condition: str, track: str, basis: str, values: dict[str, Any], expected: bool
) -> None:
    assert stored(applies_to, condition, plan_of(track, basis, **values)) is expected


# --- carried out

pytestmark = pytest.mark.django_db


def kinds_of(case: Case) -> list[str]:
    return sorted(case.steps.values_list("kind", flat=True))


def codes_of(case: Case) -> set[str]:
    return set(case.deadlines.values_list("rule__code", flat=True))


@pytest.mark.parametrize(
    ("basis", "citizen", "kinds"),
    [
        ("konvention", {},
         ["AsylumCentreTalk", "CompanyPlacement", "DanishEducation", "HealthAssessment",
          "IntegrationProgramme", "Mentoring"]),
        ("familie_flygtning", {},
         ["CompanyPlacement", "DanishEducation", "HealthAssessment", "IntegrationProgramme",
          "Mentoring"]),
        ("ukraine_saerlov", {},
         ["CompanyPlacement", "DanishEducation", "IntegrationProgramme", "WelcomeTalk"]),
        ("eu", {}, ["FollowUpTalk"]),
        ("konvention", {"born_on": CHILD}, ["HealthAssessment"]),
        ("ukraine_saerlov", {"born_on": CHILD}, []),
    ],
)  # fmt: skip
def test_planning_adds_the_steps_of_the_kinds_that_are_built(
    basis: str, citizen: dict[str, Any], kinds: list[str]
) -> None:
    case = make_case("2024-05-15", basis=basis, citizen=citizen)
    assert kinds_of(case) == kinds
    states = {step.state for step in case.steps.all()}
    assert states <= {"planned", "draft", "assessing_need"}


def test_deadlines_are_stored_also_for_kinds_that_come_later() -> None:
    case = make_case("2024-05-15")
    assert {"INL-KONTRAKT", "INL-DU-HENV", "PROG-MAAL-BASIS"} <= codes_of(case)


def test_the_first_talk_of_the_general_track_is_planned_four_weeks_on() -> None:
    case = make_case("2024-05-15", basis="eu")
    assert case.steps.get().followuptalk.planned_week_on == day("2024-06-12")


def test_planning_needs_a_responsible_caseworker_and_nothing_else() -> None:
    case = make_case("2024-05-15", basis="kvote", plan=False)
    lead = make_user("tove", "team_lead")
    with pytest.raises(NotPossibleError, match="mangler en ansvarlig sagsbehandler"):
        perform(case, "plan", by=actor(lead, "2024-05-15"))
    assert codes_of(case) == set()
    case.responsible = make_user("anna")
    case.save()
    assert perform(case, "plan", by=actor(lead, "2024-05-15")).state == "planned"
    assert {d.due_on for d in case.deadlines.filter(anchor="handover_on")} == {None}


def test_a_case_is_planned_once_and_then_is_planned() -> None:
    case = make_case("2024-05-15")
    with pytest.raises(NotPossibleError, match="ikke mulig fra tilstanden »Planlagt«"):
        perform(case, "plan", by=actor(make_user("anna"), "2024-05-16"))


def test_a_back_dated_plan_is_judged_on_its_own_day() -> None:
    """An imported case: the arrival was still ahead when it was allocated."""
    case = make_case("2024-01-05", plan=False, arrived_on="2024-02-01")
    case.responsible = make_user("anna")
    case.save()
    typed = {"effective_on": "2024-01-05", "note": "indlæst"}
    perform(case, "plan", typed, by=actor(make_user("anna"), "2024-06-03"))
    assert "AsylumCentreTalk" in kinds_of(case)
    event = Event.objects.get(case=case, move="plan")
    assert event.effective_on == day("2024-01-05")


def test_a_need_found_later_plans_nothing_silently() -> None:
    case = make_case("2024-05-15", basis="eu")
    by = actor(make_user("anna"), "2024-05-20")
    before = kinds_of(case), codes_of(case)
    open_need(case, "faglig", by=by, on=by.today)
    record_income(case, "kontanthjaelp", by=by, from_on=by.today)
    assert (kinds_of(case), codes_of(case)) == before
