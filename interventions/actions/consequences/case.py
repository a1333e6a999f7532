"""What planning and ending a case bring with them."""

from __future__ import annotations

from typing import Any

from accounts.roles import Function
from cases.actions.assignments import end_function
from cases.actions.moves import earliest_day
from interventions.actions.due_steps import due_move
from interventions.actions.made import Made
from interventions.actions.planning import plan_case
from interventions.queries.records import open_records
from interventions.queries.rules import rule_book
from interventions.queries.steps import open_steps


def plan_steps(made: Made) -> None:
    plan_case(made.case, made.event.effective_on, rule_book())


def end_steps(made: Made) -> None:
    """R4: nothing may stop it, not even a step that was moved after the day of the closing.

    What time had ended before ended then, also where nobody has run `run_due` since.
    """
    for step in open_steps(made.case):
        due = due_move(made.case, step, made.event.effective_on)
        if due:
            made.then(step, due.move, due.data)
        else:
            _lapse(made, step)


def end_records(made: Made) -> None:
    """What is left when the steps have taken theirs: nobody is expected to a case that has ended.

    What outlives the case (a complaint) goes on.
    """
    for record in open_records(made.case):
        if not record.outlives_case:
            _lapse(made, record)


def end_functions(made: Made) -> None:
    """Whoever was on the case beside the responsible caseworker loses access that day."""
    for function in Function:
        if function != Function.RESPONSIBLE:
            end_function(made.case, function, by=made.by, on=made.by.today)


def _lapse(made: Made, row: Any) -> None:
    on = max(made.event.effective_on, earliest_day(made.case, row))
    made.then(row, "lapse", {"effective_on": on, "reason": made.case.get_end_reason_text()})
