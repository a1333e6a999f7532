"""What the citizen does with a decision, and the time to complain that begins with it."""

from __future__ import annotations

from cases.actions.death import refuse_after_death
from interventions.actions.deadlines import attach_about
from interventions.actions.made import Made
from interventions.actions.papers import COMPLAINT_TIME
from interventions.queries.rules import rule_book


def only_the_living(made: Made) -> None:
    """A decision outlives its case, but nobody receives or answers one after her death."""
    refuse_after_death(made.case.citizen_id, [made.event.effective_on])


def start_complaint_time(made: Made) -> None:
    attach_about(made.row, COMPLAINT_TIME, made.event.effective_on, rule_book())
