"""The parts of the case page beside steps and deadlines: one module each, in reading order.

A part answers with None when the reader may not know of it, or has nothing to do with it.
"""

from __future__ import annotations

from collections.abc import Callable

from cases.models import Case
from interventions.queries.reader import Reader
from interventions.queries.sections.absences import absences
from interventions.queries.sections.appointments import appointments
from interventions.queries.sections.assignments import assignments
from interventions.queries.sections.base import Section
from interventions.queries.sections.concerns import concerns
from interventions.queries.sections.contract import contract_section
from interventions.queries.sections.danish import danish
from interventions.queries.sections.journal import journal
from interventions.queries.sections.ledger import ledger_section
from interventions.queries.sections.measurements import measurements
from interventions.queries.sections.outcomes import outcomes_section
from interventions.queries.sections.papers import papers
from interventions.queries.sections.pauses import pauses_section
from interventions.queries.sections.people import collaborators, relations
from interventions.queries.sections.plan import plan_section
from interventions.queries.sections.protection import protections
from interventions.queries.sections.readiness import readiness_section
from interventions.queries.sections.reminders import reminders_section
from interventions.queries.sections.requests import requests
from interventions.queries.sections.stand_ins import stand_ins
from interventions.queries.sections.target_groups import target_groups

Part = Callable[[Case, Reader], Section | None]

PARTS: tuple[Part, ...] = (
    measurements,
    reminders_section,
    plan_section,
    appointments,
    contract_section,
    readiness_section,
    danish,
    absences,
    outcomes_section,
    ledger_section,
    pauses_section,
    target_groups,
    protections,
    assignments,
    relations,
    collaborators,
    concerns,
    requests,
    stand_ins,
    journal,
    papers,
)


def sections(case: Case, reader: Reader) -> list[Section]:
    """Each part costs its own queries; none of them once for each row."""
    found = (part(case, reader) for part in PARTS)
    return [section for section in found if section is not None]
