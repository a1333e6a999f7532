"""The right to Danish education, the participants, the schools and the tests, as pure law."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interventions.law.conditions import CaseFacts, Interval
from interventions.law.danish import (
    TESTS,
    participant_type,
    right_ends_on,
    right_left,
    usual_school,
)
from interventions.law.due import due
from interventions.law.time_moves import time_move_of
from tests.law.shipped import RULES

DAY = date(2024, 5, 15)


@pytest.mark.parametrize(("allowed_on", "last_day"), [
    (date(2024, 2, 29), date(2029, 2, 28)),  # scenario 35
    (date(2024, 2, 28), date(2029, 2, 28)),
    (date(2024, 3, 1), date(2029, 3, 1)),
    (date(2020, 2, 29), date(2025, 2, 28)),
    (date(2023, 12, 31), date(2028, 12, 31)),
])  # fmt: skip
def test_the_right_ends_on_the_same_date_five_years_later(allowed_on, last_day):
    assert right_ends_on(allowed_on) == last_day
    assert right_left(allowed_on, last_day)
    assert not right_left(allowed_on, last_day + timedelta(days=1))


def test_an_unknown_beginning_runs_out_for_nobody():
    assert right_left(None, date(2050, 1, 1))


@given(allowed_on=st.dates(date(2004, 1, 1), date(2060, 12, 31)))
def test_guard_rule_and_time_agree_on_the_last_day(allowed_on):
    """Three places tell of it: the guard, the deadline INL-DU-5Y, and what time does."""
    rule = next(rule for rule in RULES if rule.code == "INL-DU-5Y")
    line = time_move_of("DanishEducation")
    last_day = right_ends_on(allowed_on)
    assert due(rule, allowed_on).day == last_day
    assert line.effective_on(allowed_on) == last_day + timedelta(days=1)
    assert (last_day.year, last_day.month) == (allowed_on.year + 5, allowed_on.month)


@pytest.mark.parametrize(("basis", "told"), [
    ("konvention", "I"), ("b_status", "I"), ("midlertidig", "I"), ("kvote", "I"),
    ("humanitaer", "I"), ("saerlige_grunde", "I"), ("9e", "I"), ("familie_flygtning", "I"),
    ("familie_anden", "I"), ("ukraine_saerlov", "I"), ("afghan_saerlov", "I"),
    ("eu", "S"), ("arbejde_studie", "S"), ("dansk_statsborger", "S"), ("andet", "S"),
])  # fmt: skip
def test_who_is_covered_by_integrationsloven_pays_nothing(basis, told):
    assert participant_type(basis) == told


@pytest.mark.parametrize(("income", "in_programme", "school"), [
    ("sho", True, "city"), ("overgangsydelse", True, "city"), ("kontanthjaelp", False, "city"),
    ("uddannelseshjaelp", False, "city"),
    ("selvforsoergende_job", True, "private"), ("selvforsoergende_aegtefaelle", False, "private"),
    ("dagpenge", False, ""), ("su", True, ""),
    ("", True, "city"),  # unknown counts as a benefit in the programme
    ("", False, ""),
])  # fmt: skip
def test_the_income_decides_the_school(income, in_programme, school):
    periods = (Interval(income, DAY),) if income else ()
    facts = CaseFacts(
        born_on=date(1990, 5, 17), opened_on=DAY, basis="konvention",
        in_programme=in_programme, income=periods,
    )  # fmt: skip
    assert usual_school(facts, DAY) == school


def test_yesterdays_income_decides_nothing():
    facts = CaseFacts(
        born_on=date(1990, 5, 17), opened_on=DAY, basis="eu", in_programme=False,
        income=(Interval("kontanthjaelp", date(2024, 1, 1), DAY),),
    )  # fmt: skip
    assert usual_school(facts, DAY - timedelta(days=1)) == "city"
    assert usual_school(facts, DAY) == ""


def test_each_test_belongs_to_an_education():
    assert TESTS == {"PD1": ("du1", 6), "PD2": ("du2", 6), "PD3": ("du3", 5), "SP": ("du3", 6)}
