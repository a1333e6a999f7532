"""From residence basis to handover, and who counts as adult when it becomes known."""

from typing import Any

import pytest

from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case
from interventions.actions.anchors import agree_handover, correct_anchor
from interventions.law.conditions import adult
from interventions.queries.deadlines import case_facts
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_consent, make_user
from tests.scenarios.acts import act, due_on

pytestmark = pytest.mark.django_db

BASES = [
    # basis, track, in the programme, rule, handover: allocated 15-05-2024, CPR 20-06-2024
    ("konvention", "copenhagen", True, "INL-OVERGIV", "2024-07-01"),
    ("b_status", "copenhagen", True, "INL-OVERGIV", "2024-07-01"),
    ("midlertidig", "copenhagen", True, "INL-OVERGIV", "2024-07-01"),
    ("humanitaer", "copenhagen", True, "INL-OVERGIV", "2024-07-01"),
    ("saerlige_grunde", "copenhagen", True, "INL-OVERGIV", "2024-07-01"),
    ("9e", "copenhagen", True, "INL-OVERGIV", "2024-07-01"),
    ("kvote", "copenhagen", True, "INL-OVERGIV-CPR", "2024-06-20"),
    ("familie_flygtning", "copenhagen", True, "INL-OVERGIV-CPR", "2024-06-20"),
    ("afghan_saerlov", "copenhagen", True, "typed", None),
    ("ukraine_saerlov", "ukraine", True, "UA-OVERGIV", "2024-06-06"),
    ("familie_anden", "general", True, "INL-OVERGIV-CPR", "2024-06-20"),
    ("eu", "general", False, "", None),
    ("arbejde_studie", "general", False, "", None),
    ("dansk_statsborger", "general", False, "", None),
    ("andet", "general", False, "", None),
]


@pytest.mark.parametrize(("basis", "track", "in_programme", "rule", "handover"), BASES)
def test_a_residence_basis_leads_to_track_programme_and_handover(
    basis: str, track: str, in_programme: bool, rule: str, handover: str | None
) -> None:
    case = make_case("2024-05-15", basis=basis, cpr_registered_on="2024-06-20", plan=False)
    assert (case.track, case.in_programme, case.handover_rule) == (track, in_programme, rule)
    assert case.handover_on == case.handover_computed_on == (handover and day(handover))


@pytest.mark.parametrize("basis", ["kvote", "familie_flygtning", "familie_anden"])
def test_without_a_cpr_date_the_handover_waits(basis: str) -> None:
    case = make_case("2024-05-15", basis=basis)
    assert case.handover_on is None
    assert due_on(case, "INL-KONTRAKT") == ""
    with pytest.raises(NotPossibleError, match="Overgivelsesdatoen kendes ikke endnu"):
        act(case, "take_over", "2024-08-01")
    by = actor(make_user("anna"), "2024-06-24")
    case = correct_anchor(case, "cpr_registered_on", day("2024-06-20"), by=by)
    assert due_on(case, "INL-KONTRAKT") == "2024-07-20"
    assert act(case, "take_over", "2024-06-24", on="2024-06-20").state == "active"


def test_a_typed_handover_needs_neither_rule_nor_consent() -> None:
    case = make_case("2024-05-15", basis="afghan_saerlov")
    by = actor(make_user("anna"), "2024-05-20")
    case = agree_handover(case, day("2024-08-15"), by=by)
    assert (case.handover_on, case.handover_computed_on) == (day("2024-08-15"), None)
    assert due_on(case, "INL-KONTRAKT") == "2024-09-15"
    case = agree_handover(case, day("2024-08-01"), by=by, reason="Tastefejl")
    assert due_on(case, "INL-KONTRAKT") == "2024-09-01"


@pytest.mark.parametrize(
    ("basis", "allocated", "agreed", "told"),
    [
        ("konvention", "2024-05-15", "2024-05-14", "først visiteret til kommunen den 15-05-2024"),
        ("afghan_saerlov", "2024-05-15", "2024-05-14", "ansvaret kan ikke overgå før"),
        ("afghan_saerlov", None, "1990-05-16", "før borgerens fødsel"),
    ],
)
def test_nobody_is_handed_over_before_the_allocation_or_the_birth(
    basis: str, allocated: str | None, agreed: str, told: str
) -> None:
    case = make_case("2024-05-20", basis=basis, allocated_on=allocated)
    make_consent(case, "earlier_handover", "2024-05-20")
    with pytest.raises(NotPossibleError, match=told):
        agree_handover(case, day(agreed), by=actor(make_user("anna"), "2024-05-20"))
    assert Case.objects.get(pk=case.pk).handover_agreed_on is None


@pytest.mark.parametrize("basis", ["kvote", "eu"])
def test_where_nothing_is_computed_nothing_earlier_is_agreed(basis: str) -> None:
    case = make_case("2024-05-15", basis=basis)
    make_consent(case, "earlier_handover", "2024-05-15")
    with pytest.raises(NotPossibleError, match="ingen beregnet overgivelse"):
        agree_handover(case, day("2024-05-20"), by=actor(make_user("anna"), "2024-05-15"))


def test_before_the_special_law_there_was_no_handover_by_it() -> None:
    case = make_case("2022-03-16", basis="ukraine_saerlov", plan=False)
    assert case.handover_on is None


# --- taking over


@pytest.mark.parametrize(
    ("when", "on", "taken"),
    [
        ("2024-06-30", None, False),
        ("2024-07-01", None, True),
        ("2024-07-08", "2024-07-01", True),
        ("2024-07-08", "2024-06-28", False),  # recorded later, but for a day before the handover
    ],
)
def test_nobody_takes_over_before_the_handover(when: str, on: str | None, taken: bool) -> None:
    case = make_case("2024-05-15")
    if taken:
        assert act(case, "take_over", when, on=on).state == "active"
        return
    with pytest.raises(
        (NotPossibleError, InvalidDataError), match=r"Ansvaret overgår først den 01-07-2024"
    ):
        act(case, "take_over", when, on=on)
    assert again(case).state == "planned"


def test_a_case_without_a_handover_is_taken_over_at_once() -> None:
    case = make_case("2024-05-15", basis="eu")
    assert act(case, "take_over", "2024-05-15").state == "active"


# --- adult on the day of the handover


def born(birth: str, **more: Any) -> Case:
    """A quota refugee of whom the CPR date is not known when the case is opened."""
    return make_case("2024-05-15", basis="kvote", citizen={"born_on": day(birth)}, **more)


CHILDS = {"KM-HELBRED", "INL-HELBRED"}


def codes(case: Case) -> set[str]:
    return set(case.deadlines.values_list("rule__code", flat=True))


def kinds(case: Case) -> set[str]:
    return set(case.steps.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("birth", "registered", "grown"),
    [
        ("2006-06-20", "2024-06-20", True),  # 18 on the day itself
        ("2006-06-21", "2024-06-20", False),
        ("2006-02-28", "2024-06-20", True),
        ("2004-02-29", "2024-06-20", True),
        ("2008-02-29", "2026-02-28", False),
        ("2008-02-29", "2026-03-01", True),  # born on a leap day: 18 on 1 March
    ],
)
def test_who_is_adult_is_judged_again_when_the_handover_becomes_known(
    birth: str, registered: str, grown: bool
) -> None:
    case = born(birth)
    by = actor(make_user("anna"), registered)
    case = correct_anchor(case, "cpr_registered_on", day(registered), by=by)
    assert adult(case_facts(case), by.today) is grown
    assert ("INL-KONTRAKT" in codes(case)) is grown
    assert ("CompanyPlacement" in kinds(case)) is grown
    assert codes(case) >= CHILDS


def test_a_child_that_grew_up_before_the_handover_gets_the_whole_plan_once() -> None:
    case = born("2006-06-20")
    assert (codes(case), kinds(case)) == (CHILDS, {"HealthAssessment"})
    by = actor(make_user("anna"), "2024-06-24")
    case = correct_anchor(case, "cpr_registered_on", day("2024-06-20"), by=by)
    assert len(codes(case)) == 18
    # Planned on the day of the correction: the asylum-centre talk is still possible.
    assert kinds(case) == {
        "AsylumCentreTalk", "CompanyPlacement", "DanishEducation", "HealthAssessment",
        "IntegrationProgramme", "Mentoring",
    }  # fmt: skip
    assert case.steps.count() == 6
    case = correct_anchor(case, "cpr_registered_on", day("2024-06-21"), by=by, reason="Tastefejl")
    assert case.steps.count() == 6


def test_who_is_adult_only_after_the_handover_stays_a_child_of_the_programme() -> None:
    case = born("2006-06-21")
    by = actor(make_user("anna"), "2024-09-02")
    case = correct_anchor(case, "cpr_registered_on", day("2024-06-20"), by=by)
    assert (codes(case), kinds(case)) == (CHILDS, {"HealthAssessment"})


def test_a_case_that_is_not_planned_yet_is_not_planned_by_a_date() -> None:
    case = born("2006-06-20", plan=False)
    by = actor(make_user("tove", "team_lead"), "2024-06-24")
    case = correct_anchor(case, "cpr_registered_on", day("2024-06-20"), by=by)
    assert (codes(case), kinds(case)) == (set(), set())
