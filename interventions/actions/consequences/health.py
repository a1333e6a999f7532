"""A health need that a talk brings to light."""

from __future__ import annotations

from cases.actions.facts import found_need
from cases.actions.moves import write_event
from cases.models.needs import HEALTH
from interventions.actions.made import Made
from interventions.actions.planning import attach_rules_of, new_step
from interventions.queries.rules import rule_book


def assess_health(made: Made) -> None:
    """A need found at the welcome talk opens the need and the assessment; else nothing is added."""
    on, case = made.event.effective_on, made.case
    if made.values.get("health_need") != "yes":
        return
    found_need(case, HEALTH, by=made.by, on=on, note="Fundet ved velkomstsamtalen")
    if not case.steps.filter(kind="HealthAssessment", ended_on=None).exists():
        step = new_step(case, "HealthAssessment", on)
        step.save()
        write_event(case, step, move="add", label=f"{step.label} tilføjet", by=made.by, on=on)
    attach_rules_of(case, "HealthAssessment", on, rule_book())
