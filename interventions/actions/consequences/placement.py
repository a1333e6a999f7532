"""A placement's company is remembered, its longest time is counted, its days away are written, its
goals end with it, and the gap to the next offer begins.
"""

from __future__ import annotations

from accounts.audit import record
from interventions.actions.deadlines import GAP, attach_after_event
from interventions.actions.made import Made
from interventions.actions.placement_spans import date_span
from interventions.models import Absence, Company, CompanyPlacement, Goal, ProductionUnit
from interventions.queries.rules import rule_book


def remember_company(made: Made) -> None:
    """The register learns of a company or a place that was typed; what it knows it keeps."""
    row = made.row
    company, new = Company.objects.get_or_create(cvr=row.cvr, defaults={"name": row.company})
    _, new_unit = ProductionUnit.objects.get_or_create(
        p_number=row.p_number, defaults={"company": company, "contact": row.contact}
    )
    if new or new_unit:
        record(made.by, "company.add", "company", company.pk, fields=["cvr", "p_number"])


def begin_span(made: Made) -> None:
    date_span(made.row, by=made.by)


def lengthen_span(made: Made) -> None:
    date_span(made.row, by=made.by, reason=made.values["reason"], extended=True)


def write_absence(made: Made) -> None:
    values = made.values
    Absence.objects.create(
        placement=made.row,
        type=values["type"],
        from_on=values["from_on"],
        to_on=values["to_on"],
        note=made.event.note,
    )


def evaluate_goals(made: Made) -> None:
    for goal in made.row.goals.filter(state=Goal.State.ACTIVE):
        outcome = made.values[f"goal_{goal.pk}"]
        made.then(goal, outcome, {"effective_on": made.event.effective_on, "note": "Evalueret"})


def drop_goals(made: Made) -> None:
    reason = f"{made.row.label}: {made.row.state_label.lower()}"
    for goal in made.row.goals.filter(state=Goal.State.ACTIVE):
        made.then(goal, "drop", {"effective_on": made.event.effective_on, "reason": reason})


def start_gap(made: Made) -> None:
    """Six weeks to the next offer, from the last day of the latest one (INL-VRT-GAP); also where a
    closing ended that one and the case goes on.
    """
    case, states = made.case, CompanyPlacement.State
    offers = CompanyPlacement.objects.filter(case=case)
    if not case.in_programme or offers.filter(state__in=(states.RUNNING, states.PAUSED)).exists():
        return
    ended = offers.filter(starts_on__isnull=False, ended_on__isnull=False)
    last = ended.order_by("-ended_on").values_list("ended_on", flat=True).first()
    if last:
        attach_after_event(case, GAP, last, rule_book())
