"""What a held follow-up talk begins."""

from __future__ import annotations

from interventions.actions.follow_up_duty import YEARLY
from interventions.actions.made import Made
from interventions.actions.repeating import repeat
from interventions.queries.rules import rule_book


def count_from_talk(made: Made) -> None:
    """It meets the yearly follow-up that runs, and the next year counts from it."""
    if made.case.deadlines.filter(rule__code=YEARLY).exists():
        repeat(made.case, YEARLY, made.event.effective_on, rule_book())
