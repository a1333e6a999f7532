"""What planning and ending a case bring with them."""

from __future__ import annotations

from typing import Any

from accounts.roles import Function
from cases.actions.assignments import end_function
from cases.actions.moves import earliest_day
from interventions.actions.due_steps import due_move
from interventions.actions.earlier import BASELINE
from interventions.actions.follow_up_duty import YEARLY
from interventions.actions.made import Made
from interventions.actions.measurements import EVERY_THIRD_MONTH
from interventions.actions.planning import plan_case
from interventions.actions.repeating import repeat
from interventions.actions.settle import settle
from interventions.queries.records import open_records
from interventions.queries.rules import rule_book
from interventions.queries.steps import open_steps


def plan_steps(made: Made) -> None:
    plan_case(made.case, made.event.effective_on, rule_book())


def plan_if_never_planned(made: Made) -> None:
    """A case that ended before it was planned is planned when it is opened again."""
    if not made.case.events.filter(kind=made.case.kind, move="plan").exists():
        plan_steps(made)


def ask_again(made: Made) -> None:
    """What comes again and fell due while the case was closed counts anew from the reopening.

    The next measurement waits for the first one only as long as somebody is asked for that.
    """
    case, book = made.case, rule_book()
    settle(case, book)
    rows = case.deadlines
    awaited = rows.filter(rule__code=BASELINE, met_on=None, ended_on=None).exists()
    for code in (YEARLY,) if awaited else (YEARLY, EVERY_THIRD_MONTH):
        if rows.filter(rule__code=code).exists():
            repeat(case, code, made.event.effective_on, book)


def end_steps(made: Made) -> None:
    """R4: nothing may stop it, not even a step that was moved after the day of the closing.

    What time had ended before ended then, also where nobody has run `run_due` since.
    """
    why = made.case.get_end_reason_text()
    for step in open_steps(made.case):
        due = due_move(made.case, step, made.event.effective_on)
        if due:
            made.then(step, due.move, due.data)
        else:
            _lapse(made, step, why)


def end_records(made: Made) -> None:
    """What is left when the steps have taken theirs: nobody is expected to a case that has ended.

    What outlives the case (a complaint) goes on.
    """
    why = made.case.get_end_reason_text()
    for record in open_records(made.case):
        if not record.outlives_case:
            _lapse(made, record, why)


def end_functions(made: Made) -> None:
    """Whoever was on the case beside the responsible caseworker loses access that day."""
    for function in Function:
        if function != Function.RESPONSIBLE:
            end_function(made.case, function, by=made.by, on=made.by.today)


def _lapse(made: Made, row: Any, why: str) -> None:
    on = max(made.event.effective_on, earliest_day(made.case, row))
    made.then(row, "lapse", {"effective_on": on, "reason": why})
