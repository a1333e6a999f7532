"""Steps and goals that a person adds, and exemptions from a deadline."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.death import refuse_after_death
from cases.actions.moves import write_event
from cases.errors import NotPossibleError
from cases.models import Case, Track
from interventions.actions.deadlines import GAP, extend_gap, refuse_far_ahead
from interventions.actions.planning import attach_rules_of, new_step
from interventions.actions.settle import settle
from interventions.law.conditions import ADULT, adult, age_on
from interventions.law.danish import right_left
from interventions.models import KINDS, CompanyPlacement, Deadline, Exemption, Goal, Step
from interventions.models.step import HIDDEN
from interventions.queries.deadlines import own_facts
from interventions.queries.rules import rule_book


@transaction.atomic
def add_step(case: Case, kind: str, *, by: Actor) -> Step:
    """A step beside the plan, with the deadlines of its kind. Raises NotPossibleError."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, Permission.STEP_ADD, case)
    if missing := why_not_add(case, kind, by):
        raise NotPossibleError(*missing)
    book = rule_book()
    step = new_step(case, kind, by.today)
    step.save()
    write_event(case, step, move="add", label=f"{step.label} tilføjet", by=by, on=by.today)
    record(by, f"{kind}.add", kind, step.pk, subjects=[case.citizen_id], fields=["kind"])
    attach_rules_of(case, kind, by.today, book)
    settle(case, book)
    return step


def _too_young(case: Case, by: Actor) -> str:
    """Turning 18 later brings nobody into the programme, so that is not what is missing (R8)."""
    if age_on(case.citizen.born_on, by.today) < ADULT:
        return "Borgeren er under 18 år og kan kun få en helbredsmæssig vurdering."
    return (
        "Borgeren var under 18 år, da ansvaret overgik, og kan kun få en helbredsmæssig vurdering."
    )


def why_not_add(case: Case, kind: str, by: Actor) -> list[str]:
    """What keeps a kind from being added to the case, in Danish sentences."""
    missing = []
    if case.state not in Case.RUNNING:
        missing.append(f"Sagen er {case.state_label.lower()}.")
    if KINDS[kind].needs_adult and not adult(own_facts(case), by.today):
        missing.append(_too_young(case, by))
    if kind in HIDDEN:
        return ["En bekymring noteres for sig: brug »Notér en bekymring«."]
    if kind == "AsylumCentreTalk":
        missing += _no_asylum_talk(case, by)
    if kind == "WelcomeTalk" and case.track == Track.GENERAL:
        missing.append("Velkomstsamtaler hører til særloven og Københavnermodellen.")
    if kind == "IntegrationProgramme":
        missing += _no_programme(case)
    if kind == "DanishEducation" and not right_left(case.danish_allowed_on, by.today):
        missing.append("Retten til danskuddannelse er udløbet: brug jobdansk i stedet.")
    return missing


def _no_programme(case: Case) -> list[str]:
    if not case.in_programme:
        return ["Introduktionsprogrammet gælder kun borgere, der er omfattet af integrationsloven."]
    if case.steps.filter(kind="IntegrationProgramme", ended_on=None).exists():
        return ["Borgeren har allerede et introduktionsprogram."]
    return []


def _no_asylum_talk(case: Case, by: Actor) -> list[str]:
    if case.track == Track.UKRAINE:
        return ["Fordrevne fra Ukraine har ikke en asylfase i kommunens regi"]
    if case.track != Track.COPENHAGEN:
        return ["Asylcentersamtaler hører til Københavnermodellen."]
    if case.allocated_on is None:
        return ["Visiteringsdatoen mangler: registrér den først."]
    if case.arrived_on and case.arrived_on <= by.today:
        return [f"Borgeren ankom den {case.arrived_on:%d-%m-%Y}: samtalen holdes før ankomsten."]
    return []


@transaction.atomic
def add_goal(placement: CompanyPlacement, *, by: Actor, **values: Any) -> Goal:
    """A goal on a company effort that has not ended: `type`, `text` and `sign`."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=placement.case_id)
    require(by, Permission.PLACEMENT_MOVE, case)
    placement = CompanyPlacement.objects.select_for_update().get(pk=placement.pk)
    if placement.is_ended:
        raise NotPossibleError(f"Praktikken er {placement.state_label.lower()}.")
    goal = Goal(placement=placement, **values)
    goal.save()
    write_event(case, goal, move="add", label="Mål tilføjet", by=by, on=by.today)
    record(by, "Goal.add", "Goal", goal.pk, subjects=[case.citizen_id], fields=values)
    return goal


@transaction.atomic
def exempt_deadline(
    deadline: Deadline, *, by: Actor, reason: str, from_on: date, to_on: date, note: str = ""
) -> Exemption:
    """Record an exemption; the deadline stays and is shown as exempt when it is covered.

    For INL-VRT-GAP the exempt days lengthen the gap instead.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=deadline.case_id)
    require(by, Permission.CASE_EDIT, case)
    refuse_after_death(case.citizen_id, [from_on])
    deadline = Deadline.objects.select_for_update().get(pk=deadline.pk)
    if to_on < from_on:
        raise NotPossibleError("Fritagelsens sidste dag ligger før den første.")
    refuse_far_ahead(to_on, by)
    exemption = Exemption.objects.create(
        deadline=deadline,
        reason=reason,
        note=note,
        decided_by_id=by.user_id,
        decided_at=by.now,
        from_on=from_on,
        to_on=to_on,
    )
    if deadline.rule.code == GAP:
        extend_gap(deadline, rule_book())
    record(
        by,
        "deadline.exempt",
        "deadline",
        deadline.pk,
        subjects=[case.citizen_id],
        fields=["reason", "note", "from_on", "to_on"],
    )
    return exemption
