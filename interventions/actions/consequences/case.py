"""What planning and ending a case bring with them."""

from __future__ import annotations

from accounts.roles import Function
from cases.actions.assignments import end_function
from cases.actions.moves import earliest_day
from interventions.actions.made import Made
from interventions.actions.planning import plan_case
from interventions.queries.rules import rule_book
from interventions.queries.steps import open_steps


def plan_steps(made: Made) -> None:
    plan_case(made.case, made.event.effective_on, rule_book())


def end_steps(made: Made) -> None:
    """R4: nothing may stop it, not even a step that was moved after the day of the closing."""
    reason = made.case.get_end_reason_text()
    for step in open_steps(made.case):
        on = max(made.event.effective_on, earliest_day(made.case, step))
        made.then(step, "lapse", {"effective_on": on, "reason": reason})


def end_functions(made: Made) -> None:
    """Whoever was on the case beside the responsible caseworker loses access that day."""
    for function in Function:
        if function != Function.RESPONSIBLE:
            end_function(made.case, function, by=made.by, on=made.by.today)
