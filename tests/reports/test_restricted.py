"""Whoever's data are restricted is counted in no figure (GDPR art. 18)."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import Restriction
from interventions.queries.rules import rule_book
from reports.figures import count_cases, count_deadlines
from reports.period import Period
from tests.make import at, make_case

pytestmark = pytest.mark.django_db

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31), date(2024, 12, 31))


def figures() -> tuple[int, int]:
    """(cases opened, deadlines of INL-KONTRAKT) in the year."""
    rules = [row for rows in count_deadlines(YEAR, rule_book()).values() for row in rows]
    contracts = [row for row in rules if row["code"] == "INL-KONTRAKT"]
    late = sum(row[name] for row in contracts for name in ("met_on_time", "met_late", "overdue"))
    return sum(row["opened"] for row in count_cases(YEAR)), late


def test_a_restricted_citizen_is_in_no_figure_until_the_restriction_is_lifted() -> None:
    case = make_case("2024-01-08", active=True)
    make_case("2024-01-08", active=True)
    assert figures() == (2, 2)
    row = Restriction.objects.create(
        citizen=case.citizen, reason="Indsigelse", from_at=at("2024-06-03")
    )
    assert figures() == (1, 1)
    row.lifted_at = at("2024-07-01")
    row.save()
    assert figures() == (2, 2)
