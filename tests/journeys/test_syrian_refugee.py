"""A woman from Syria, from the asylum centre to the end of her mentor's year, page by page.

Allocated Wednesday 15 May 2024: the first whole month is June, so that the responsibility passes
on Monday 1 July. She moves in on Wednesday 3 July. All dates are worked out by hand.
"""

from __future__ import annotations

import pytest

from cases.models import Case
from interventions.models import CompanyPlacement, Mentoring
from tests.journeys import rima_arrives, rima_works
from tests.journeys.office import Office
from tests.make import make_production_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    """Anna the caseworker, Mira and Malik the mentors, Tina the team lead."""
    office = Office(monkeypatch, "2024-06-03")
    office.hire(
        make_user("anna"),
        make_user("mira", "mentor"),
        make_user("malik", "mentor"),
        make_user("tina", "team_lead"),
    )
    make_production_unit("Køkkenet ved Søerne", "13585628", "1001234567", "Karen Kok")
    return office


def test_from_the_asylum_centre_to_the_end_of_the_mentor_year(office: Office) -> None:
    case = rima_arrives.she_is_registered(office)
    rima_arrives.the_talk_is_held_at_the_centre(office, case)
    rima_arrives.anna_takes_over_and_she_arrives(office, case)
    rima_arrives.a_mentor_is_offered_and_follows_her(office, case)
    rima_arrives.where_she_stands_is_measured(office, case)
    rima_arrives.the_contract_is_signed(office, case)
    rima_arrives.she_begins_danish(office, case)
    rima_arrives.she_begins_in_a_kitchen_too_late(office, case)
    rima_arrives.her_health_is_assessed(office, case)
    rima_works.she_is_found_ready_for_a_job(office, case)
    rima_works.her_mentor_asks_for_help(office, case)
    rima_works.the_placement_is_extended_and_ends(office, case)
    rima_works.two_talks_and_a_no_show(office, case)
    rima_works.a_shop_takes_her_on_the_last_day_of_the_gap(office, case)
    rima_works.malik_becomes_her_mentor(office, case)
    rima_works.two_more_talks_and_the_week(office, case)
    rima_works.she_gets_a_job(office, case)
    rima_works.she_passes_her_test(office, case)
    rima_works.the_mentor_year_ends(office, case)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, f"{case.handover_on}", f"{case.arrived_on}") == (
        "active", "2024-07-01", "2024-07-03",
    )  # fmt: skip
    assert Mentoring.objects.get(case=case).state == "ended"
    assert CompanyPlacement.objects.filter(case=case, starts_on=None).count() == 0
