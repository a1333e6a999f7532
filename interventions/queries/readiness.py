"""Whether a visitation (INL § 17) or a barsel can be recorded on a case, in Danish sentences."""

from __future__ import annotations

from accounts.actor import Actor
from cases.models import Case
from interventions.law.conditions import adult
from interventions.queries.deadlines import own_facts


def why_not_assess(case: Case, by: Actor) -> str:
    """What keeps a visitation from being recorded, or ""."""
    if case.is_ended:
        return f"Sagen er {case.state_label.lower()}."
    if not case.in_programme:
        return "Visitation efter INL § 17 gælder kun borgere i introduktionsprogrammet."
    if not adult(own_facts(case), by.today):
        return "Borgeren er under 18 år og visiteres ikke."
    return ""


def why_not_leave(case: Case) -> str:
    """What keeps another barsel from being recorded, or ""."""
    if case.is_ended:
        return f"Sagen er {case.state_label.lower()}."
    if any(leave.ended_on is None for leave in case.leaves.all()):
        return "Der er en barsel, som ikke er slut. Registrér dens sidste dag først."
    return ""
