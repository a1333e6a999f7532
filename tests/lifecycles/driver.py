"""Brings a row into any of its states by ordinary moves, with valid form data for each.

Whoever needs "a running placement" asks `row_in("CompanyPlacement", "running")`, or drives a row
of her own on with `drive(row, "paused")`. Moves happen a week apart, the first one a week after
the handover.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction

from accounts.actor import Actor, system
from cases.actions.assignments import assign_responsible
from cases.actions.moves import earliest_day
from cases.lifecycle import Lifecycle
from cases.models import Case
from interventions.actions.approvals import decide, propose
from interventions.actions.concerns import raise_concern
from interventions.actions.perform import perform
from interventions.actions.steps import add_goal, add_step
from interventions.models import KINDS
from tests.lifecycles.booked import booked_appointment
from tests.lifecycles.papers import (
    drafted_decision,
    open_request,
    received_access_request,
    received_complaint,
)
from tests.lifecycles.programmes import programme_of_old
from tests.lifecycles.taught import needed_job_danish, workplace_danish
from tests.lifecycles.typed import DATA, WEEK, fixed
from tests.make import actor, assign, at, make_case, make_consent, make_user

OPENED = date(2024, 1, 2)
CONSENTS = ("mentor", "doctor", "health_result", "volunteer")


def data_for(row: Any, name: str, on: date) -> dict[str, Any]:
    """Valid fields of the move's form, for a move made on the day."""
    asked = DATA.get((row.kind, name), fixed())(row, on)
    if name == "lapse":
        asked = {"reason": "Sagen er afsluttet"}
    return {"effective_on": on.isoformat(), **asked}


def case_of(row: Any) -> Case:
    return Case.objects.get(pk=row.pk if isinstance(row, Case) else row.case.pk)


def next_day(row: Any) -> date:
    """A week after the row's last move, the handover, or the case's opening."""
    case = case_of(row)
    return max(earliest_day(case, row), case.handover_on or case.opened_on) + WEEK


def lead(on: date) -> Actor:
    return actor(make_user("leth", "team_lead"), on)


def mover(row: Any, on: date, name: str = "") -> Actor:
    """Somebody who may make the row's moves; `colleague` is somebody else who may."""
    if name == "expire":
        return system(at(on))
    if row.kind == "SocialControlConcern":
        return actor(make_user("sofus"), on)
    if row.kind == "Request":  # answered by the caseworker, withdrawn by whoever asked
        return actor(make_user("mia", "mentor") if name == "withdraw" else make_user("anna"), on)
    return lead(on)


def colleague(row: Any, on: date) -> Actor:
    if row.kind == "SocialControlConcern":
        return actor(make_user("sanne"), on)
    return actor(make_user("lotte", "team_lead"), on)


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside never happened, so that one row is good for many trials."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def again(row: Any) -> Any:
    """The row as the database has it, with nothing cached."""
    return type(row)._default_manager.get(pk=row.pk)


def go(row: Any, name: str, on: date | None = None, **data: Any) -> Any:
    """Make one move with valid data, as somebody who may; answers with the fresh row."""
    on = on or next_day(row)
    typed = {**data_for(row, name, on), **data}
    move = row.moves()[name]
    if move.four_eyes and not move.four_eyes_when:
        proposal = propose(row, name, typed, by=colleague(row, on), reason="Fejl")
        decide(proposal, by=mover(row, on), approve=True)
    elif (row.kind, name) == ("Case", "plan"):  # so that the lead may approve the plan
        perform(row, name, typed, by=actor(make_user("anna"), on))
    else:
        perform(row, name, typed, by=system(at(on)) if move.by_time else mover(row, on, name))
    return again(row)


def drive(row: Any, state: str) -> Any:
    """Move the row to the state by as few moves as there are; those of time come last."""
    for name in path(type(row), row.state, state):
        row = go(row, name)
    return row


def path(lifecycle: type[Lifecycle], source: str, target: str) -> list[str]:
    """The names of the moves. Raises LookupError when there is no way."""
    arrows = sorted(lifecycle.arrows(), key=lambda arrow: arrow.move.by_time)
    ways: deque[tuple[str, list[str]]] = deque([(source, [])])
    seen = {source}
    while ways:
        state, names = ways.popleft()
        if state == target:
            return names
        for arrow in arrows:
            if arrow.source == state and arrow.target not in seen:
                seen.add(arrow.target)
                ways.append((arrow.target, [*names, arrow.move.name]))
    raise LookupError(f"{lifecycle.__name__}: {source} → {target}")


def new_row(kind: str) -> Any:
    """A row in the kind's first state: on a case that is active, with all consents.

    FIRST says it for kinds that need something of their own around them.
    """
    if kind in FIRST:
        return again(FIRST[kind]())
    if kind == "Case":
        case = make_case(OPENED, plan=False)
        return again(assign_responsible(case, make_user("anna"), by=system(at(OPENED))))
    # A health assessment may be found unnecessary only outside the Copenhagen model.
    basis = "ukraine_saerlov" if kind == "HealthAssessment" else "konvention"
    case = make_case(OPENED, basis=basis, active=True)
    for purpose in CONSENTS:
        make_consent(case, purpose, OPENED)
    on = case.handover_on or OPENED
    step = new_step(case, "CompanyPlacement" if kind == "Goal" else kind, on)
    if kind not in ("CompanyPlacement", "Goal"):
        return step
    goal = add_goal(step, by=lead(on), type="social", text="Tale med kolleger", sign="Hilser")
    return again(goal if kind == "Goal" else step)


def new_step(case: Case, kind: str, on: date) -> Any:
    """The step of the kind that planning gave, or one that is added."""
    planned = KINDS[kind]._default_manager.filter(case=case).first()
    return planned or add_step(case, kind, by=lead(on))


def row_in(kind: str, state: str) -> Any:
    """A fresh row of the kind in the state, with a case of its own."""
    return drive(new_row(kind), state)


def new_concern() -> Any:
    """Raised by the responsible caseworker, on a case with two advisers."""
    case = make_case(OPENED, active=True)
    on = case.handover_on or OPENED
    for name in ("sofus", "sanne"):
        assign(case, make_user(name), "social_control_adviser", OPENED)
    return raise_concern(case, by=actor(make_user("anna"), on), signs="Hun bliver hentet hver dag")


# kind → makes its first row, where an active case and a step on it are not enough
FIRST: dict[str, Callable[[], Any]] = {
    "SocialControlConcern": new_concern,
    "Appointment": booked_appointment,
    "JobDanish": needed_job_danish,
    "WorkplaceDanish": workplace_danish,
    "IntegrationProgramme": programme_of_old,
    "Decision": drafted_decision,
    "Complaint": lambda: received_complaint(row_in("Decision", "sent")),
    "AccessRequest": received_access_request,
    "Request": open_request,
}
