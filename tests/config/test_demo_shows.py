"""Whoever opens the demo finds every state, every status and every kind of trouble in it."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from accounts.localtime import COPENHAGEN, day_bounds, local_date
from cases.cpr import parse
from cases.models import Case, PersonIdentifier
from interventions.law.status import Status
from interventions.law.workdays import why_not_open
from interventions.models import KINDS, Goal
from tests.config.demo_rows import AS_OF, Rows, made

KINDS_OF_STATES = [
    pytest.param(kind, state, id=f"{kind}-{state}")
    for kind, model in {"Case": Case, "Goal": Goal, **KINDS}.items()
    for state in model.State.values
]


@pytest.fixture(scope="module")
def fifty(django_db_setup: None, django_db_blocker: Any) -> Rows:
    with django_db_blocker.unblock():
        return made(50)


def test_fifty_citizens_are_spread_over_the_three_tracks(fifty: Rows) -> None:
    assert Counter(case["track"] for case in fifty["Case"]) == {
        "copenhagen": 28,
        "ukraine": 15,
        "general": 7,
    }


@pytest.mark.parametrize(("kind", "state"), KINDS_OF_STATES)
def test_every_state_is_somewhere(fifty: Rows, kind: str, state: str) -> None:
    table = "Step" if kind in KINDS else kind
    states = {r["state"] for r in fifty[table] if r.get("kind", kind) == kind}
    assert state in states


@pytest.mark.parametrize("status", list(Status))
def test_every_status_of_a_deadline_is_somewhere(fifty: Rows, status: Status) -> None:
    assert status in {row["status"] for row in fifty["status"]}


@pytest.mark.parametrize("code", ["INL-VRT-1M", "INL-VRT-GAP", "KM-PRAK-1M", "UA-VELKOMST"])
def test_the_rules_that_matter_most_are_overdue_somewhere(fifty: Rows, code: str) -> None:
    assert (code, "overdue") in {(r["rule__code"], r["status"]) for r in fifty["status"]}


def test_three_deadlines_fall_on_the_day_itself(fifty: Rows) -> None:
    rules = {row["pk"]: row["rule__code"] for row in fifty["status"]}
    today = {rules[d["id"]] for d in fifty["Deadline"] if d["due_on"] == AS_OF and not d["met_on"]}
    assert today >= {"INL-VRT-1M", "KM-MENTOR-TILBUD", "ALM-OPF-4W"}


@pytest.mark.parametrize("reason", ["job", "flyttet", "doed", "udrejst", "fejloprettet"])
def test_cases_have_ended_for_many_reasons(fifty: Rows, reason: str) -> None:
    assert reason in {case["end_reason"] for case in fifty["Case"]}


@pytest.mark.parametrize("move", ["reopen", "correct", "extend", "change_mentor", "plan_again"])
def test_rare_moves_have_been_made(fifty: Rows, move: str) -> None:
    assert move in {event["move"] for event in fifty["Event"]}


def test_four_eyes_have_approved_one_cancellation_and_two_proposals_wait(fifty: Rows) -> None:
    assert Counter((a["action"], a["outcome"]) for a in fifty["Approval"]) == {
        ("cancel", "approved"): 1,
        ("cancel", "pending"): 1,
        ("extend", "pending"): 1,
    }


def test_one_mentor_wrote_three_days_ago_and_another_has_been_silent_for_forty(
    fifty: Rows,
) -> None:
    mentorings = [step for step in fifty["Step"] if step["kind"] == "Mentoring"]
    running = {step["id"] for step in mentorings if step["state"] == "running"}
    last: dict[int, date] = {}
    for row in fifty["FollowUp"]:
        step = row["mentoring_id"]
        last[step] = max(last.get(step, row["occurred_on"]), row["occurred_on"])
    days = {(AS_OF - day).days for step, day in last.items() if step in running}
    assert 3 in days
    assert 40 <= max(days) < 44
    assert any(row["help_wanted"] for row in fifty["FollowUp"])


def test_an_entry_was_made_three_weeks_late_with_a_word_about_why(fifty: Rows) -> None:
    late = [
        event
        for event in fifty["Event"]
        if local_date(event["recorded_at"]) - event["effective_on"] > timedelta(days=14)
    ]
    assert late
    assert all(event["note"] for event in late)


def test_names_are_in_three_scripts(fifty: Rows) -> None:
    letters = "".join(row["given_name"] for row in fifty["Citizen"])
    assert any("a" <= c <= "z" for c in letters)
    assert any("а" <= c <= "я" for c in letters)
    assert any("\u0600" <= c <= "\u06ff" for c in letters)


def test_the_first_caseworker_has_about_twenty_cases_and_four_wait_for_one(fifty: Rows) -> None:
    first = next(u["id"] for u in fifty["User"] if u["username"] == "sagsbehandler")
    open_cases = [c for c in fifty["Case"] if c["state"] not in Case.ENDED]
    assert 18 <= sum(c["responsible_id"] == first for c in open_cases) <= 22
    assert [c["state"] for c in open_cases if c["responsible_id"] is None] == ["created"] * 4


def test_people_work_in_office_hours_and_the_trail_tells_it_in_order(fifty: Rows) -> None:
    *moments, last = [row["at"] for row in fifty["AuditEvent"]]
    assert moments == sorted(moments)
    assert {moment.astimezone(COPENHAGEN).hour for moment in moments} <= set(range(8, 17))
    assert not [m for m in moments if why_not_open(local_date(m))]
    assert moments[-1] < last == day_bounds(AS_OF)[0]


def test_nobody_has_an_address_who_is_protected(fifty: Rows) -> None:
    protected = {row["citizen_id"] for row in fifty["Protection"]}
    assert len(protected) == 2
    assert {c["address"] for c in fifty["Citizen"] if c["id"] in protected} == {""}


def test_identifiers_are_of_all_kinds_and_agree_with_the_citizens(fifty: Rows) -> None:
    citizens = {c["id"]: c for c in fifty["Citizen"]}
    kinds = Counter(row["type"] for row in fifty["PersonIdentifier"])
    assert kinds["cpr"] > 20
    assert kinds["udlaendinge_id"] > 30
    assert kinds["erstatningsnummer"] == 1
    for row in fifty["PersonIdentifier"]:
        if row["type"] == PersonIdentifier.Type.CPR:
            holder = citizens[row["citizen_id"]]
            number = parse(row["value"])
            assert (number.born_on, number.sex) == (holder["born_on"], holder["sex"])
