"""Steps that a person adds beside the plan, with the deadlines that the case lacks."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.perform import perform
from interventions.actions.steps import add_step, why_not_add
from tests.lifecycles.driver import again
from tests.make import UNMEASURED, actor, day, make_case, make_user

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
