"""What can be registered on a case, as a table: one module for each theme, together here."""

from interventions.views.registrations import dates, facts, people, steps
from interventions.views.registrations.base import CaseAction, Filled

ACTIONS: dict[str, CaseAction] = {
    **dates.ACTIONS,
    **facts.ACTIONS,
    **people.ACTIONS,
    **steps.ACTIONS,
}

__all__ = ["ACTIONS", "CaseAction", "Filled"]
