"""Scenario 37 of domain.md §7: a week of 36 hours where the duty asks for 37."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from cases.actions.facts import record_income
from cases.models import Case
from interventions.actions.ledger import record_week
from interventions.law.ledger import Verdict, Week
from interventions.queries.deadlines import case_facts
from interventions.queries.ledger import WeekRow, checked, ledger
from interventions.queries.rules import rule_book
from tests.make import actor, day, make_case, make_user

pytestmark = pytest.mark.django_db
HOURS = {
    "dansk": Decimal(15),
    "praktik": Decimal(15),
    "ordinaer": Decimal(5),
    "samtale": Decimal(1),
}


def registered(week: Week, hours: dict[str, Decimal], *, benefit: str = "sho") -> WeekRow:
    """The week as the case shows it, registered in April 2025."""
    case = make_case("2023-11-08", active=True)
    by = actor(make_user("anna"), "2025-04-02")
    record_income(case, benefit, by=by, from_on=day("2024-01-02"))
    record_week(case, week, hours, by=by)
    case = Case.objects.get(pk=case.pk)
    (row,) = ledger(case, [], case_facts(case), 10)
    return row


def test_scenario_37_36_of_37_hours_is_a_warning() -> None:
    row = registered(Week(2025, 10), HOURS)
    assert row.checked.warns
    assert row.checked.text == "36 af 37 timer: 1 time mangler (INL § 20 d stk. 1)."
    assert row.danish == ""


def test_scenario_37_the_same_week_in_2024_is_not_checked() -> None:
    row = registered(Week(2024, 10), HOURS)
    assert row.checked.verdict == Verdict.NOT_CHECKED
    assert row.checked.text == "36 timer. Ingen arbejdspligt i den uge."


def test_scenario_37_more_than_fifteen_hours_of_danish_is_a_warning_of_its_own() -> None:
    row = registered(Week(2025, 10), {**HOURS, "dansk": Decimal(16)})
    assert row.checked.text == "37 af 37 timer."
    assert row.danish == (
        "Dansk: 16 timer om ugen i gennemsnit over én uge, højst 15 (INL § 21 stk. 3)."
    )


def test_scenario_37_who_gets_no_benefit_has_no_duty() -> None:
    row = registered(Week(2025, 10), HOURS, benefit="selvforsoergende_job")
    assert row.checked.text == "36 timer. Borgeren var ikke omfattet af arbejdspligten."


@pytest.mark.parametrize(("week", "covered"), [(Week(2025, 10), False), (Week(2025, 11), True)])
def test_the_duty_begins_with_the_first_monday_after_the_handover(
    week: Week, covered: bool
) -> None:
    """Handed over on Tuesday 4 March 2025, in week 10."""
    case = make_case("2025-01-07")
    facts = replace(case_facts(case), handover_on=day("2025-03-04"))
    told = checked(week, HOURS, facts, rule_book())
    assert (told.verdict != Verdict.NOT_CHECKED) is covered
