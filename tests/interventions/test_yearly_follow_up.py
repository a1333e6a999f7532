"""INL-OPF-12 begins with the first day in job or education without benefit, in any order of entry.

The case is handed over on 1 March 2024; every year's follow-up is due twelve months on.
"""

from __future__ import annotations

from typing import Any

import pytest

from accounts.actor import system
from cases.actions.assignments import assign_responsible
from cases.models import Case, EmploymentSpell
from interventions.actions.outcomes import (
    begin_education,
    begin_income,
    begin_job,
    correct_spell,
)
from interventions.actions.perform import perform
from interventions.law.status import Status
from interventions.models import Deadline
from tests.make import actor, at, day, make_case, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import stated_on

pytestmark = pytest.mark.django_db
YEARLY = "INL-OPF-12"
TODAY = "2024-10-01"


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-10", active=True))


def by_anna() -> Any:
    return actor(make_user("anna"), TODAY)


def job(case: Case, from_on: str, **values: Any) -> EmploymentSpell:
    typed = {"employer": "Kantinen", "support": "ingen", "evidence": "documented", **values}
    return begin_job(case, by=by_anna(), from_on=day(from_on), **typed)


def income(case: Case, code: str, from_on: str) -> None:
    begin_income(case, code, by=by_anna(), from_on=day(from_on))


def anchors(case: Case) -> list[str]:
    rows = Deadline.objects.filter(case=case, rule__code=YEARLY).order_by("pk")
    return [f"{row.anchor_on} {row.due_on}" for row in rows if row.anchor_on]


def test_a_job_without_benefit_begins_the_yearly_follow_up(case: Case) -> None:
    income(case, "selvforsoergende_job", "2024-08-01")
    job(case, "2024-08-01")
    assert anchors(case) == ["2024-08-01 2025-08-01"]
    assert stated_on(case, YEARLY, "2025-08-02").status == Status.OVERDUE


def test_the_end_of_the_benefit_begins_it_in_a_job_that_runs(case: Case) -> None:
    income(case, "sho", "2024-03-01")
    job(case, "2024-08-01")
    assert anchors(case) == []
    income(case, "selvforsoergende_job", "2024-09-01")
    assert anchors(case) == ["2024-09-01 2025-09-01"]


def test_a_benefit_that_ended_later_is_found_when_the_job_is_registered_last(case: Case) -> None:
    income(case, "sho", "2024-03-01")
    income(case, "selvforsoergende_job", "2024-09-01")
    job(case, "2024-08-01")
    assert anchors(case) == ["2024-09-01 2025-09-01"]


@pytest.mark.parametrize("support", ["fleksjob", "loentilskud", "skaanejob", "andet"])
def test_supported_work_begins_nothing(case: Case, support: str) -> None:
    income(case, "fleksloentilskud", "2024-03-01")
    job(case, "2024-08-01", support=support)
    assert anchors(case) == []


def test_education_without_benefit_begins_it_too(case: Case) -> None:
    income(case, "su", "2024-08-15")
    begin_education(case, by=by_anna(), institution="NEXT", level="eud", from_on=day("2024-08-15"))
    assert anchors(case) == ["2024-08-15 2025-08-15"]


def test_an_unknown_income_counts_as_benefit(case: Case) -> None:
    job(case, "2024-08-01")
    assert anchors(case) == []


def test_a_second_job_begins_nothing_new(case: Case) -> None:
    income(case, "selvforsoergende_job", "2024-08-01")
    job(case, "2024-08-01")
    job(case, "2024-09-01", employer="Lageret")
    assert anchors(case) == ["2024-08-01 2025-08-01"]


def test_an_earlier_job_entered_afterwards_moves_the_beginning(case: Case) -> None:
    income(case, "selvforsoergende_job", "2024-07-01")
    job(case, "2024-09-01")
    job(case, "2024-07-15", employer="Lageret", to_on=day("2024-09-01"))
    assert anchors(case) == ["2024-07-15 2025-07-15"]


def test_a_corrected_first_day_corrects_the_follow_up(case: Case) -> None:
    income(case, "selvforsoergende_job", "2024-08-01")
    spell = job(case, "2024-08-01")
    values = {"from_on": day("2024-08-12")}
    correct_spell(case, spell, values, by=by_anna(), reason="Startede senere")
    assert anchors(case) == ["2024-08-12 2025-08-12"]


def test_a_job_makes_the_first_placement_irrelevant_from_its_first_day() -> None:
    """KM-PRAK-1M: arrived 10 February, due 10 March; not for those in job or education."""
    case = make_case("2024-01-10", arrived_on="2024-02-10", active=True)
    assert stated_on(case, "KM-PRAK-1M", "2024-03-11").status == Status.OVERDUE
    job(case, "2024-03-10")
    assert stated_on(case, "KM-PRAK-1M", "2024-03-11").status == Status.NOT_RELEVANT


def test_a_job_from_the_day_after_the_due_date_rewrites_no_verdict() -> None:
    case = make_case("2024-01-10", arrived_on="2024-02-10", active=True)
    job(case, "2024-03-11")
    assert stated_on(case, "KM-PRAK-1M", "2024-04-01").status == Status.OVERDUE


def test_who_is_in_job_when_the_case_is_planned_gets_no_placement() -> None:
    planned = make_case("2024-01-10")
    assert planned.steps.filter(kind="CompanyPlacement").count() == 1
    case = make_case("2024-01-10", plan=False)
    case = assign_responsible(case, make_user("anna"), by=system(at("2024-01-10")))
    job(case, "2023-12-01")
    perform(case, "plan", by=by_anna())
    assert case.steps.filter(kind="CompanyPlacement").count() == 0
