"""What can be registered on a case, as a table: one module for each theme, together here."""

from interventions.views.registrations import (
    absences,
    appointments,
    concerns,
    danish,
    dates,
    doubles,
    exemptions,
    facts,
    ledger,
    measurements,
    outcomes,
    papers,
    pauses,
    people,
    protection,
    readiness,
    relations,
    requests,
    residence,
    steps,
    target_groups,
)
from interventions.views.registrations.base import CaseAction, Filled

ACTIONS: dict[str, CaseAction] = {
    **absences.ACTIONS,
    **appointments.ACTIONS,
    **concerns.ACTIONS,
    **danish.ACTIONS,
    **dates.ACTIONS,
    **exemptions.ACTIONS,
    **facts.ACTIONS,
    **measurements.ACTIONS,
    **ledger.ACTIONS,
    **outcomes.ACTIONS,
    **papers.ACTIONS,
    **pauses.ACTIONS,
    **people.ACTIONS,
    **protection.ACTIONS,
    **readiness.ACTIONS,
    **requests.ACTIONS,
    **relations.ACTIONS,
    **steps.ACTIONS,
    **target_groups.ACTIONS,
    **residence.ACTIONS,
    **doubles.ACTIONS,
}

__all__ = ["ACTIONS", "CaseAction", "Filled"]
