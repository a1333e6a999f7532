"""To whom a rule no longer applies when the facts are found to be others, and from when it counts
for those who come straight from abroad.
"""

from __future__ import annotations

import pytest

from cases.errors import NotPossibleError
from cases.models import Case, Citizen
from interventions.actions.anchors import correct_anchor
from interventions.actions.leaves import record_leave
from interventions.actions.planning import attach_rules_of
from interventions.actions.steps import add_step
from interventions.law.status import Status
from interventions.models import AsylumCentreTalk
from interventions.queries.rules import rule_book
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_user
from tests.scenarios.acts import due_on, status_on

pytestmark = pytest.mark.django_db

S = Status


def anna(when: str):
    return actor(make_user("anna"), when)


def codes(case: Case) -> set[str]:
    return set(case.deadlines.values_list("rule__code", flat=True))


# --- somebody found to have been a child


def test_of_somebody_found_to_be_a_child_only_the_health_assessment_is_asked() -> None:
    case = make_case("2023-11-05", arrived_on="2024-01-31", active=True)
    case = correct_anchor(case, "danish_allowed_on", day("2024-01-15"), by=anna("2024-01-15"))
    born = day("2024-02-10")
    record_leave(case, by=anna("2024-02-12"), child_born_on=born, from_on=born)
    on = "2024-12-02"
    adults = codes(case) - {"KM-HELBRED", "INL-HELBRED"}
    assert {"PROG-MAAL-BASIS", "PROG-MAAL-3M", "INL-DU-5Y", "INL-OPF-BARSEL"} <= adults
    assert status_on(case, "PROG-MAAL-BASIS", on) == S.OVERDUE
    assert status_on(case, "INL-DU-5Y", on) == S.UPCOMING
    # Handed over on 2 January 2024, she turned 18 on the day after.
    Citizen.objects.filter(pk=case.citizen_id).update(born_on=day("2006-01-03"))
    told = {code: status_on(case, code, on) for code in adults}
    assert set(told.values()) == {S.NOT_RELEVANT}, told
    assert status_on(case, "KM-HELBRED", on) == S.OVERDUE


def test_nor_is_anything_of_the_general_track() -> None:
    case = make_case("2024-01-15", basis="eu", active=True)
    assert status_on(case, "ALM-OPF-4W", "2024-03-04") == S.OVERDUE
    Citizen.objects.filter(pk=case.citizen_id).update(born_on=day("2006-01-16"))
    assert status_on(case, "ALM-OPF-4W", "2024-03-04") == S.NOT_RELEVANT
    Citizen.objects.filter(pk=case.citizen_id).update(born_on=day("2006-01-15"))
    assert status_on(case, "ALM-OPF-4W", "2024-03-04") == S.OVERDUE


# --- straight from abroad


def test_nobody_asks_a_quota_refugee_for_a_talk_at_an_asylum_centre() -> None:
    case = make_case("2024-01-15", basis="kvote")
    assert not AsylumCentreTalk.objects.filter(case=case).exists()
    assert "KM-ASYL" not in codes(case)
    with pytest.raises(NotPossibleError, match="kommer direkte fra udlandet"):
        add_step(case, "AsylumCentreTalk", by=anna("2024-01-22"))


def test_one_that_stands_on_a_case_from_before_is_not_relevant() -> None:
    case = make_case("2024-01-15")
    case = correct_anchor(case, "arrived_on", day("2024-02-12"), by=anna("2024-02-12"))
    assert status_on(case, "KM-ASYL", "2024-02-13") == S.OVERDUE
    Case.objects.filter(pk=case.pk).update(residence_basis="kvote")
    assert status_on(case, "KM-ASYL", "2024-02-13") == S.NOT_RELEVANT
    attach_rules_of(again(case), "AsylumCentreTalk", day("2024-02-13"), rule_book())
    assert case.deadlines.filter(rule__code="KM-ASYL").count() == 1


@pytest.mark.parametrize("basis", ["kvote", "familie_flygtning"])
def test_she_is_measured_when_she_is_here_and_not_while_she_is_abroad(basis: str) -> None:
    case = make_case("2024-01-15", basis=basis)
    assert due_on(case, "PROG-MAAL-BASIS") == ""
    assert status_on(case, "PROG-MAAL-BASIS", "2024-06-03") == S.AWAITING_DATE
    case = correct_anchor(case, "cpr_registered_on", day("2024-05-31"), by=anna("2024-06-03"))
    assert due_on(case, "PROG-MAAL-BASIS") == "2024-06-30"
    case = correct_anchor(
        case, "cpr_registered_on", day("2024-05-20"), by=anna("2024-06-04"), reason="Tastefejl"
    )
    assert due_on(case, "PROG-MAAL-BASIS") == "2024-06-20"


def test_the_first_talk_of_a_family_outside_the_policy_waits_too() -> None:
    case = make_case("2024-01-15", basis="familie_anden")
    assert due_on(case, "ALM-OPF-4W") == ""
    case = correct_anchor(case, "cpr_registered_on", day("2024-01-31"), by=anna("2024-02-01"))
    assert (due_on(case, "ALM-OPF-4W"), due_on(case, "PROG-MAAL-BASIS")) == (
        "2024-02-28", "2024-02-29",
    )  # fmt: skip


def test_who_was_here_before_the_case_was_opened_counts_from_its_opening() -> None:
    case = make_case("2024-01-15", basis="familie_flygtning")
    case = correct_anchor(case, "cpr_registered_on", day("2024-01-02"), by=anna("2024-01-16"))
    assert due_on(case, "PROG-MAAL-BASIS") == "2024-02-15"


def test_a_refugee_at_a_centre_may_be_measured_there() -> None:
    case = make_case("2024-01-15")
    assert (due_on(case, "PROG-MAAL-BASIS"), str(case.handover_on)) == ("2024-02-15", "2024-03-01")
