"""Scenario 67 of domain.md §7: hours of work that count, and hours that do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cases.actions.outcomes import record_hours
from cases.models import Case
from interventions.actions.outcomes import begin_job
from interventions.law.outcomes import Job, besk_190, besk_maaned
from interventions.queries.outcomes import as_jobs, jobs_with_months
from tests.make import actor, day, make_case, make_user

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH = (day(f"2025-0{n}-01") for n in (1, 2, 3))


def worked_as(support: str) -> list[Job]:
    """80, 60 and 50 hours in January, February and March 2025, registered in April."""
    case = make_case("2024-01-10", active=True)
    by = actor(make_user("anna"), "2025-04-02")
    job = begin_job(
        case, by=by, employer="Kantinen A/S", support=support, from_on=JANUARY,
        evidence="documented",
    )  # fmt: skip
    for month, hours in ((JANUARY, 80), (FEBRUARY, 60), (MARCH, 50)):
        record_hours(case, job, month, Decimal(hours), by=by)
    return as_jobs(jobs_with_months(Case.objects.get(pk=case.pk).citizen))


def test_scenario_67_unsubsidised_hours_count_each_month_and_reach_190() -> None:
    work = worked_as("ingen")
    assert [besk_maaned(work, month) for month in (JANUARY, FEBRUARY, MARCH)] == [True] * 3
    assert [besk_190(work, month) for month in (JANUARY, FEBRUARY, MARCH)] == [False, False, True]


def test_scenario_67_the_same_hours_in_a_fleksjob_count_nothing() -> None:
    work = worked_as("fleksjob")
    assert [besk_maaned(work, month) for month in (JANUARY, FEBRUARY, MARCH)] == [False] * 3
    assert not besk_190(work, MARCH)
