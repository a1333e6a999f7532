"""Twenty invented persons through the ordinary actions, against a table worked out by hand.

Each fact is recorded by a person on a day on which it could be known; tests/data/
twenty_persons.md tells how the dates were counted and where a lawyer should look again.
"""

import tomllib
from datetime import date, timedelta
from typing import Any

import pytest

from cases.actions.assignments import assign_responsible
from cases.actions.changes import change_fields
from cases.actions.facts import give_consent, open_need, record_income
from cases.models import Case, IncomePeriod
from interventions.actions.anchors import agree_handover, correct_anchor
from interventions.actions.handover import HANDOVER_ANCHORS
from interventions.actions.opening import Opening, open_case
from interventions.actions.perform import perform
from interventions.actions.planning import plan_case
from interventions.law.conditions import adult
from interventions.law.status import Status
from interventions.queries.deadlines import case_facts, stated
from interventions.queries.rules import rule_book
from tests.law.shipped import DATA
from tests.make import actor, make_citizen, make_unit, make_user

TABLE = tomllib.loads((DATA / "twenty_persons.toml").read_text(encoding="utf-8"))
PERSONS = TABLE["person"]
AS_OF: date = TABLE["as_of"]

pytestmark = pytest.mark.django_db


def registered(person: dict[str, Any]) -> Case:
    """Opened with what is known on that day, needs recorded, given to a caseworker, planned."""
    on, basis = person["opened_on"], person["residence_basis"]
    anna, lead = make_user("anna"), make_user("tove", "team_lead")
    by = actor(anna, on)
    anchors = {name: person[name] or None for name in ("allocated_on", "arrived_on")}
    citizen = make_citizen(on, basis=basis, born_on=person["born_on"])
    case = open_case(Opening(citizen, make_unit().pk, basis, on, anchors), by=by)
    case = assign_responsible(case, anna, by=actor(lead, on))
    for need in person["needs"]:
        open_need(case, need, by=by, on=on)
    return perform(case, "plan", by=by)


def recorded_later(case: Case, person: dict[str, Any]) -> Case:
    """CPR registration, an agreed handover and the income, each on its own day."""
    anna = make_user("anna")
    if on := person["cpr_registered_on"]:
        case = correct_anchor(case, "cpr_registered_on", on, by=actor(anna, on))
    if day := person["handover_agreed_on"]:
        by = actor(anna, person["handover_consent_given_on"])
        give_consent(
            case, by=by, purpose="earlier_handover", scope="overgivelse", receiver="kommunen",
            given_on=by.today, form="written",
        )  # fmt: skip
        case = agree_handover(case, day, by=by)
    if code := person["income_basis"]:
        by = actor(anna, person["income_from"])
        record_income(case, code, by=by, from_on=by.today)
        if last := person["income_until"]:
            period = IncomePeriod.objects.get(citizen=case.citizen)
            ended = {"to_on": last + timedelta(days=1)}
            change_fields(period, ended, citizen=case.citizen, by=actor(anna, last))
    return Case.objects.get(pk=case.pk)


def told(case: Case) -> list[list[Any]]:
    """The case's deadlines in the table's columns."""
    rows = case.deadlines.select_related("rule")
    found = stated(rows, case_facts(case), rule_book(), AS_OF)
    return [
        [
            row.rule.code,
            row.rule.valid_from if row.deadline.version_id else "",
            row.deadline.anchor,
            row.deadline.anchor_on or "",
            row.deadline.due_on or "",
            row.explained.planning if row.explained else "",
            row.status != Status.NOT_RELEVANT,
        ]
        for row in found
    ]


def test_the_table_holds_ten_seven_and_three() -> None:
    tracks = [person["track"] for person in PERSONS]
    assert {track: tracks.count(track) for track in tracks} == {
        "copenhagen": 10,
        "ukraine": 7,
        "general": 3,
    }
    assert TABLE["columns"] == [
        "rule", "version", "anchor", "anchor_on", "due_on", "planning_on", "relevant",
    ]  # fmt: skip


@pytest.mark.parametrize("person", PERSONS, ids=lambda person: person["key"])
def test_a_persons_deadlines_are_those_worked_out_by_hand(person: dict[str, Any]) -> None:
    case = recorded_later(registered(person), person)
    assert sorted(told(case), key=str) == sorted(person["deadlines"], key=str)


@pytest.mark.parametrize("person", PERSONS, ids=lambda person: person["key"])
def test_a_persons_track_and_handover_are_those_worked_out_by_hand(
    person: dict[str, Any],
) -> None:
    case = recorded_later(registered(person), person)
    anchor = HANDOVER_ANCHORS.get(case.handover_rule)
    day = getattr(case, anchor) if anchor else None
    version = rule_book().on(case.handover_rule, day) if day else None
    assert {
        "track": case.track,
        "in_programme": case.in_programme,
        "handover_rule": case.handover_rule,
        "handover_version": version[1].valid_from if version else "",
        "handover_computed_on": case.handover_computed_on or "",
        "handover_agreed_on": case.handover_agreed_on or "",
        "expected_handover_on": case.handover_on or "",
        "adult": adult(case_facts(case), AS_OF),
    } == {
        name: person[name]
        for name in (
            "track", "in_programme", "handover_rule", "handover_version", "handover_computed_on",
            "handover_agreed_on", "expected_handover_on", "adult",
        )
    }  # fmt: skip


@pytest.mark.parametrize("person", PERSONS, ids=lambda person: person["key"])
def test_planning_a_second_time_adds_nothing(person: dict[str, Any]) -> None:
    case = recorded_later(registered(person), person)
    before = told(case), list(case.steps.values_list("pk", flat=True))
    plan_case(case, AS_OF, rule_book())
    assert (told(case), list(case.steps.values_list("pk", flat=True))) == before
