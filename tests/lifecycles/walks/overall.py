"""What must be told alike wherever it is asked, and does not depend on when time was run."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.roles import Function
from cases.access import OutOfReachError
from cases.models import Assignment, Case
from cases.queries import visible_cases
from interventions.actions.run_due import run_due
from interventions.actions.settle import settle
from interventions.models import Deadline
from interventions.queries.case_page import case_page
from interventions.queries.deadlines import case_facts, stated, with_status
from interventions.queries.mentees import mentees
from interventions.queries.open_deadlines import open_anywhere
from interventions.queries.reminders import reminders_of
from interventions.queries.rules import RuleBook, rule_book
from interventions.queries.worklist import worklist
from tests.lifecycles.walks.seen import Seen, everything, see
from tests.lifecycles.walks.start import People

SETTLED = ("pk", "due_on", "met_on", "ended_on", "step_id")


def settled_as_from_scratch(seen: Seen, book: RuleBook) -> None:
    """What met or ended a deadline follows from the events alone."""
    for case in seen.cases:
        before = list(case.deadlines.order_by("pk").values_list(*SETTLED))
        with transaction.atomic():
            case.deadlines.update(met_on=date(1900, 1, 1), ended_on=None, step=None)
            settle(Case.objects.get(pk=case.pk), book)
            assert list(case.deadlines.order_by("pk").values_list(*SETTLED)) == before
            transaction.set_rollback(True)


def told_alike_in_python_and_sql(seen: Seen, book: RuleBook, day: date) -> None:
    """The status on any day; and what the work list calls open is what the case page does."""
    for case in seen.cases:
        mine = [row for row in seen.deadlines if row.case_id == case.pk]
        python = stated(mine, case_facts(Case.objects.get(pk=case.pk)), book, day)
        sql = with_status(Deadline.objects.filter(case=case), book, day)
        told = {one.deadline.pk: str(one.status) for one in python}
        assert dict(sql.values_list("pk", "status")) == told


def listed_as_on_its_page(seen: Seen, people: People, book: RuleBook) -> None:
    """The row of the work list and the case page tell of the same open deadlines, and a case is
    on the list while it runs or an answer is owed.
    """
    by = people.at("leth", seen.today)
    page = case_page(by, seen.case.pk)
    open_ = {one.deadline.pk: str(one.status) for one in page.deadlines.stated if one.on_work_list}
    listed = open_anywhere(by, book).filter(case=seen.case).order_by("urgency", "pk")
    assert dict(listed.values_list("pk", "status")) == open_
    owed = any(row.ended_on is None for row in seen.records if type(row).outlives_case)
    found = [row for row in worklist(by, whole_unit=True).rows[0:50]
             if row.case_id == seen.case.pk]  # fmt: skip
    assert len(found) == (not seen.case.is_ended or owed)
    if found and open_:
        told = {row.pk: row for g in page.deadlines.groups for row in g.rows}
        assert found[0].due == told[listed[0].pk].due, found[0]


def asked_of_nobody(seen: Seen, people: People) -> None:
    """R5: nobody is reminded of a case that has ended, and none of its deadlines is open."""
    for case in seen.cases:
        if case.is_ended:
            later = seen.today + timedelta(days=400)
            for day in (seen.today, later):
                assert reminders_of([case.pk], day) == []
                open_ = open_anywhere(people.at("leth", day), rule_book()).filter(case=case)
                assert case.end_reason != "doed" or not open_.exists()


def a_mentor_sees_her_own_only(seen: Seen, people: People) -> None:
    """Without an assignment today there is nothing; with one, no telephone number after the
    consent was withdrawn (R11).
    """
    for name in ("mia", "mads"):
        by = people.at(name, seen.today)
        mine = Assignment.objects.filter(
            Assignment.active_on(seen.today), user=by.user_id, function=Function.MENTOR
        )
        ids = set(mine.filter(case__in=seen.cases).values_list("case_id", flat=True))
        visible = visible_cases(by).filter(citizen=seen.case.citizen_id)
        assert set(visible.values_list("pk", flat=True)) == ids
        for case in seen.cases:
            assert _sees(by, case) == (case.pk in ids), (name, case)
        given = [c for c in seen.consents if c.purpose == "mentor"]
        in_force = any(c.withdrawn_on is None or c.withdrawn_on > seen.today for c in given)
        if given and not in_force:
            assert {one.phone for one in mentees(by)} <= {""}


def _sees(by: Any, case: Case) -> bool:
    try:
        case_page(by, case.pk)
    except (OutOfReachError, PermissionDenied):
        return False
    return True


def time_may_run_late_or_twice(seen: Seen, people: People) -> None:
    """`run_due` every now and then or once, long after, leaves the same case behind."""
    soon, late = seen.today + timedelta(days=40), seen.today + timedelta(days=2000)
    often = _after_running(seen, people, soon, soon, late)
    assert often == _after_running(seen, people, late)


def _after_running(seen: Seen, people: People, *days: date) -> Any:
    with transaction.atomic():
        for day in days:
            run_due(by=people.at("system", day))
            ran = everything()
            run_due(by=people.at("system", day))
            assert everything() == ran
        found = outcome(see(seen.case.citizen_id, days[-1]))
        transaction.set_rollback(True)
    return found


def outcome(seen: Seen) -> Any:
    """What became of everything, without ids: the same on another case after the same deeds."""
    rows = [(r.kind, r.state, getattr(r, "ended_on", None)) for r in seen.rows]
    events = sorted((e.kind, e.move, e.to_state, e.effective_on, e.reason) for e in seen.events)
    dates = [(d.rule.code, d.due_on, d.met_on, d.ended_on) for d in seen.deadlines]
    return rows, events, dates
