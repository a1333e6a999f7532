"""Scenario 35: the five years of Danish education, and the day after them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.actor import system
from cases.errors import NotPossibleError
from cases.models import Case, Event
from interventions.actions.perform import perform
from interventions.actions.run_due import run_due
from interventions.models import DanishEducation, Deadline
from interventions.queries.deadlines import case_facts, stated
from interventions.queries.rules import rule_book
from tests.lifecycles.driver import again, data_for, go, lead
from tests.make import actor, at, make_case, make_user, step_of

pytestmark = pytest.mark.django_db

BEGINS, LAST_DAY, OVER = date(2024, 2, 29), date(2029, 2, 28), date(2029, 3, 1)


@pytest.fixture
def education() -> Any:
    """Referred on the day on which she can begin, the leap day."""
    case = make_case("2024-01-08", active=False, cpr_registered_on="2024-02-20", basis="kvote")
    perform(case, "take_over", by=lead(date(2024, 2, 26)))
    row = step_of(case, DanishEducation)
    data = {"school_kind": "city", "danish_allowed_on": "2024-02-29", "effective_on": "2024-02-28"}
    return perform(row, "refer", data, by=actor(make_user("anna"), "2024-02-28"))


def right(case: Case, today: date) -> Any:
    rows = Deadline.objects.filter(case=case, rule__code="INL-DU-5Y").select_related("rule")
    (told,) = stated(rows, case_facts(Case.objects.get(pk=case.pk)), rule_book(), today)
    return told


def test_scenario_35_the_right_ends_after_five_years(education: Any) -> None:
    case = education.case
    assert Case.objects.get(pk=case.pk).danish_allowed_on == BEGINS
    assert right(case, BEGINS).deadline.due_on == LAST_DAY
    assert right(case, LAST_DAY).status == "soon"
    assert right(case, OVER).status == "lapsed"


def test_scenario_35_on_the_last_day_it_still_runs(education: Any) -> None:
    run_due(by=system(at(LAST_DAY)))
    assert again(education).state == "referred"
    assert go(education, "place", LAST_DAY).state == "placed"


def test_scenario_35_it_is_over_from_the_first_of_march(education: Any) -> None:
    with pytest.raises(NotPossibleError, match="udløb den 28-02-2029"):
        perform(education, "place", data_for(education, "place", OVER), by=lead(OVER))
    run_due(by=system(at(OVER)))
    expired = again(education)
    assert (expired.state, expired.ended_on) == ("right_expired", OVER)


def test_scenario_35_whenever_time_gets_round_to_it(education: Any) -> None:
    """A missed run changes no date; a pause has not stopped the clock."""
    row = education
    for name, on in (("place", "2024-03-04"), ("start", "2024-03-11"), ("pause", "2024-06-03")):
        row = go(row, name, date.fromisoformat(on))
    ran = run_due(by=system(at("2029-05-20")))
    assert ran.made["DanishEducation.expire"] == 1
    assert (again(row).state, again(row).ended_on) == ("right_expired", OVER)
    last = Event.objects.filter(kind="DanishEducation", object_id=row.pk).last()
    assert last is not None
    assert (last.move, last.role, last.effective_on) == ("expire", "system", OVER)
    assert run_due(by=system(at("2029-05-21"))).made["DanishEducation.expire"] == 0
