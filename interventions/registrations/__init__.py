"""What can be registered on a case by a form: pages and API read the same table."""

from interventions.registrations.base import CaseAction, Filled
from interventions.registrations.finding import found
from interventions.registrations.table import ACTIONS

__all__ = ["ACTIONS", "CaseAction", "Filled", "found"]
