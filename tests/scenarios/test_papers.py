"""Scenarios 52 to 54 (shared domain §7): the time to complain, and access to documents.

52 and 53 end on the next open day: Maundy Thursday, Christmas Eve and Constitution Day are none.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.models import Case
from interventions.actions.papers import draft_decision, receive_access_request, receive_complaint
from interventions.actions.settle import settle
from interventions.law.status import Status
from interventions.models import Complaint, Deadline, Decision
from interventions.queries.deadlines import case_facts, stated, with_status
from interventions.queries.rules import rule_book
from tests.make import actor, day, make_case, make_user
from tests.scenarios.acts import act, due_on, planned_for, stated_on, status_on

pytestmark = pytest.mark.django_db

TIME, REASSESSMENT, ACCESS = "FVL-KLAGE-4W", "RSL-GENV-4W", "OFL-AKT-7"


def open_case() -> Case:
    return make_case("2024-01-02", basis="andet", active=True)


def received_decision(case: Case, when: str) -> Decision:
    sent = day(when) - timedelta(days=1)
    by = actor(make_user("anna"), sent)
    draft = draft_decision(case, by=by, subject="Mentor", legal_basis="LAB § 167", facts="Et år.")
    return act(act(draft, "send", sent), "receive", when)


def complaint(decision: Decision, when: str) -> Complaint:
    by = actor(make_user("anna"), when)
    return receive_complaint(decision, by=by, received_on=day(when), text="Jeg er uenig.")


@pytest.mark.parametrize(("received", "last_day"), [
    ("2025-03-20", "2025-04-22"),  # 52: 17 April is Maundy Thursday
    ("2024-11-26", "2024-12-27"),  # 53: 24 December is closed
    ("2024-05-08", "2024-06-06"),  # 53: 5 June is Constitution Day
    ("2024-03-04", "2024-04-02"),  # 1 April is Easter Monday
    ("2024-09-03", "2024-10-01"),  # the same weekday, four weeks later
])  # fmt: skip
def test_52_53_a_citizen_has_four_weeks_to_complain_to_the_next_open_day(received, last_day):
    case = open_case()
    decision = received_decision(case, received)
    assert due_on(case, TIME) == last_day
    assert case.deadlines.get(rule__code=TIME).about == decision.pk


def test_the_time_to_complain_runs_out_and_is_nobodys_fault():
    case = open_case()
    received_decision(case, "2024-05-08")
    assert status_on(case, TIME, "2024-06-06") == Status.SOON
    assert status_on(case, TIME, "2024-06-07") == Status.LAPSED


@pytest.mark.parametrize(("received", "late", "status"), [
    ("2024-06-06", False, Status.MET_ON_TIME), ("2024-06-07", True, Status.MET_LATE),
])  # fmt: skip
def test_a_late_complaint_is_taken_in_and_marked(received, late, status):
    case = open_case()
    decision = received_decision(case, "2024-05-08")
    assert complaint(decision, received).late is late
    assert status_on(case, TIME, received) == status


def test_an_upheld_complaint_is_sent_on_within_four_weeks_of_its_receipt():
    case = open_case()
    row = complaint(received_decision(case, "2024-05-08"), "2024-05-15")
    assert due_on(case, REASSESSMENT) == "2024-06-12"
    row = act(row, "reassess", "2024-05-20")
    assert status_on(case, REASSESSMENT, "2024-06-13") == Status.OVERDUE
    act(row, "forwarded", "2024-06-14")
    found = stated_on(case, REASSESSMENT, "2024-06-14")
    assert (found.status, found.late_days) == (Status.MET_LATE, 2)


def test_a_complaint_that_is_granted_is_sent_on_to_nobody():
    case = open_case()
    row = complaint(received_decision(case, "2024-05-08"), "2024-05-15")
    act(act(row, "reassess", "2024-05-20"), "grant", "2024-05-21")
    assert status_on(case, REASSESSMENT, "2024-07-01") == Status.LAPSED


def test_each_decision_has_a_time_of_its_own_and_a_complaint_meets_only_its_own():
    case = open_case()
    first = received_decision(case, "2024-05-08")
    second = received_decision(case, "2024-05-10")
    complaint(second, "2024-05-15")
    met = {row.about: row.met_on for row in case.deadlines.filter(rule__code=TIME)}
    assert met == {first.pk: None, second.pk: date(2024, 5, 15)}


def test_54_access_to_documents_is_decided_within_seven_working_days_across_easter():
    case = open_case()
    by = actor(make_user("anna"), "2024-03-25")
    row = receive_access_request(
        case, by=by, received_on=by.today, asked_by="Avisen", wanted="Hele sagen"
    )
    assert (due_on(case, ACCESS), planned_for(case, ACCESS)) == ("2024-04-08", "2024-04-08")
    act(row, "decided", "2024-04-08")
    assert status_on(case, ACCESS, "2024-04-08") == Status.MET_ON_TIME


def test_two_requests_for_access_are_answered_each_for_itself():
    case = open_case()
    first, second = (
        receive_access_request(
            case, by=actor(make_user("anna"), when), received_on=day(when), asked_by="Avisen",
            wanted="Alt",
        )
        for when in ("2024-03-25", "2024-04-02")
    )  # fmt: skip
    act(second, "decided", "2024-04-03")
    met = {row.about: row.met_on for row in Deadline.objects.filter(rule__code=ACCESS)}
    assert met == {first.pk: None, second.pk: date(2024, 4, 3)}


def test_a_closed_case_goes_on_with_its_complaint_and_lapses_no_deadline_of_it():
    case = open_case()
    row = complaint(received_decision(case, "2024-05-08"), "2024-05-15")
    act(case, "close", "2024-05-20", reason="udrejst")
    assert status_on(case, REASSESSMENT, "2024-06-12") == Status.SOON
    row = act(act(row, "reassess", "2024-06-10"), "forwarded", "2024-06-10")
    assert row.state == "upheld_sent"
    assert status_on(case, REASSESSMENT, "2024-06-13") == Status.MET_ON_TIME


def test_death_ends_every_deadline_of_the_papers():
    case = open_case()
    complaint(received_decision(case, "2024-05-08"), "2024-05-15")
    act(case, "close", "2024-05-20", reason="doed")
    assert status_on(case, REASSESSMENT, "2024-06-13") == Status.LAPSED


def test_settling_again_changes_nothing_and_python_and_sql_agree_on_every_day():
    case, book = open_case(), rule_book()
    first = received_decision(case, "2024-05-08")
    received_decision(case, "2024-05-10")
    act(act(complaint(first, "2024-05-15"), "reassess", "2024-05-20"), "grant", "2024-05-21")
    columns = ("pk", "met_on", "ended_on", "step_id")
    before = list(case.deadlines.order_by("pk").values_list(*columns))
    case.deadlines.update(met_on=date(1900, 1, 1), ended_on=None, step=None)
    settle(case, book)
    assert list(case.deadlines.order_by("pk").values_list(*columns)) == before
    for number in range(45):
        today = date(2024, 5, 8) + timedelta(days=number)
        rows = case.deadlines.select_related("rule").prefetch_related("exemptions")
        python = {s.deadline.pk: str(s.status) for s in stated(rows, case_facts(case), book, today)}
        told = with_status(case.deadlines.all(), book, today).values_list("pk", "status")
        assert dict(told) == python, today
