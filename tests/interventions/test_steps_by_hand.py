"""Steps that a person adds beside the plan, with the deadlines that the case lacks."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.perform import perform
from interventions.actions.steps import add_step, why_not_add
from interventions.law.conditions import CaseFacts, Interval
from interventions.planning import PlanFacts, row_of, rows_for, steps_at_once, stored
from tests.lifecycles.driver import again
from tests.make import UNMEASURED, actor, day, make_case, make_user

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
    return PlanFacts(track, facts, TODAY, values.pop("arrived_on", None))


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


CHILD = date(2015, 5, 17)


def codes_of(case: Case) -> set[str]:
    return set(case.deadlines.values_list("rule__code", flat=True))


@pytest.mark.parametrize(
    ("basis", "kind", "codes"),
    [
        ("ukraine_saerlov", "HealthAssessment", {"INL-HELBRED"}),
        ("ukraine_saerlov", "Mentoring", set()),
        ("familie_anden", "HealthAssessment", {"INL-HELBRED"}),
        ("eu", "HealthAssessment", set()),
        ("konvention", "WelcomeTalk", set()),
        ("konvention", "CompanyPlacement", set()),  # its deadlines are there already
    ],
)
def test_a_step_added_by_hand_brings_the_deadlines_that_the_case_lacks(
    basis: str, kind: str, codes: set[str]
) -> None:
    case = make_case("2024-05-15", basis=basis, cpr_registered_on="2024-05-15")
    before = codes_of(case)
    step = add_step(case, kind, by=actor(make_user("anna"), "2024-06-03"))
    assert codes_of(case) - before == codes
    assert (step.added_on, step.kind) == (day("2024-06-03"), kind)


def test_a_second_placement_brings_no_second_deadline() -> None:
    case = make_case("2024-05-15")
    add_step(case, "CompanyPlacement", by=actor(make_user("anna"), "2024-06-03"))
    assert case.steps.filter(kind="CompanyPlacement").count() == 2
    assert case.deadlines.filter(rule__code="KM-PRAK-1M").count() == 1


@pytest.mark.parametrize(
    ("basis", "values", "kind", "told"),
    [
        ("ukraine_saerlov", {}, "AsylumCentreTalk",
         "Fordrevne fra Ukraine har ikke en asylfase i kommunens regi"),
        ("eu", {}, "AsylumCentreTalk", "Asylcentersamtaler hører til Københavnermodellen."),
        ("kvote", {"allocated_on": None}, "AsylumCentreTalk",
         "Visiteringsdatoen mangler: registrér den først."),
        ("konvention", {"arrived_on": "2024-06-03"}, "AsylumCentreTalk",
         "Borgeren ankom den 03-06-2024: samtalen holdes før ankomsten."),
        ("eu", {}, "WelcomeTalk", "Velkomstsamtaler hører til særloven og Københavnermodellen."),
        ("konvention", {"citizen": {"born_on": CHILD}}, "Mentoring",
         "Borgeren er under 18 år og kan kun få en helbredsmæssig vurdering."),
    ],
)  # fmt: skip
def test_what_does_not_belong_to_a_case_is_not_added(
    basis: str, values: dict[str, Any], kind: str, told: str
) -> None:
    case = make_case("2024-05-15", basis=basis, **values)
    by = actor(make_user("anna"), "2024-06-03")
    assert why_not_add(case, kind, by) == [told]
    with pytest.raises(NotPossibleError) as refused:
        add_step(case, kind, by=by)
    assert refused.value.messages == (told,)


def test_nothing_is_added_to_a_case_that_is_not_planned_or_has_ended() -> None:
    by = actor(make_user("anna"), "2024-06-03")
    assert why_not_add(make_case("2024-05-15", plan=False), "Mentoring", by) == [
        "Sagen er oprettet."
    ]
    closed = make_case("2024-05-15")
    perform(closed, "close", {"reason": "udrejst", **UNMEASURED}, by=by)
    assert why_not_add(again(closed), "Mentoring", by) == ["Sagen er afsluttet."]


def test_only_who_works_on_the_case_adds_steps() -> None:
    case = make_case("2024-05-15")
    with pytest.raises(PermissionDenied):
        add_step(case, "Mentoring", by=actor(make_user("bente"), "2024-06-03"))
