"""A Polish woman outside the programme: Jobdansk, short placements, a complaint, and a fleksjob.

She came in 2018, so that her five years of Danish education are over. All dates are worked out by
hand. Easter 2025 is on 20 April; Thursday 5 June is a closed day.
"""

from __future__ import annotations

import pytest

from cases.models import Case
from tests.journeys import magda_ends, magda_works
from tests.journeys.office import Office
from tests.make import make_production_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    """Anna the caseworker, Berit her colleague, Tina the team lead."""
    office = Office(monkeypatch, "2025-02-03")
    office.hire(make_user("anna"), make_user("berit"), make_user("tina", "team_lead"))
    make_production_unit("Gartneriet", "13585628", "1001234567", "Gert Gartner")
    return office


def test_from_jobdansk_to_a_fleksjob(office: Office) -> None:
    case = magda_works.she_is_registered(office)
    magda_works.her_right_to_danish_is_over(office, case)
    magda_works.one_seat_for_two(office, case)
    magda_works.she_is_followed_up(office, case)
    magda_works.four_weeks_and_no_longer(office, case)
    magda_works.she_falls_ill(office, case)
    magda_works.she_completes_jobdansk(office, case)
    magda_ends.a_decision_is_heard_and_sent(office, case)
    magda_ends.she_complains_on_the_last_day(office, case)
    magda_ends.she_is_found_fit_for_a_fleksjob(office, case)
    magda_ends.the_case_is_closed(office, case)
    magda_ends.what_is_told_of_it(office, case)
    magda_ends.tina_opens_it_again(office, case)
    assert Case.objects.get(pk=case.pk).state == "active"
