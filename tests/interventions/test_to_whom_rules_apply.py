"""To whom a rule no longer applies when the facts are found to be others."""

from __future__ import annotations

import pytest

from cases.models import Case, Citizen
from interventions.actions.anchors import correct_anchor
from interventions.actions.leaves import record_leave
from interventions.law.status import Status
from tests.make import actor, day, make_case, make_user
from tests.scenarios.acts import status_on

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
