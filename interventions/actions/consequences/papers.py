"""The time to complain begins when a decision has reached the citizen."""

from __future__ import annotations

from interventions.actions.deadlines import attach_about
from interventions.actions.made import Made
from interventions.actions.papers import COMPLAINT_TIME
from interventions.queries.rules import rule_book


def start_complaint_time(made: Made) -> None:
    attach_about(made.row, COMPLAINT_TIME, made.event.effective_on, rule_book())
