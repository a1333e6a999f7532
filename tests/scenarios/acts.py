"""Short words for scenarios: who does what, on which day, and what a deadline is then."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accounts.models import User
from cases.access import OutOfReachError
from cases.models import Case
from cases.queries import get_case
from interventions.actions.perform import perform
from interventions.actions.steps import add_goal, add_step
from interventions.models import CompanyPlacement, Goal, Mentoring
from interventions.queries.deadlines import StatedDeadline, case_facts, stated
from interventions.queries.rules import rule_book
from tests.lifecycles.driver import again, data_for
from tests.make import actor, day, make_user, step_of


def act(
    row: Any,
    name: str,
    when: str | date | datetime,
    *,
    user: User | None = None,
    on: str | date | None = None,
    **data: Any,
) -> Any:
    """A move recorded at `when`, with valid fields but for `data`; answers with the fresh row.

    `on` is the day on which it happened, if another; the responsible caseworker acts.
    """
    by = actor(user or make_user("anna"), when)
    typed = {**data_for(row, name, day(on) if on else by.today), **data}
    return again(perform(row, name, typed, by=by))


def stated_on(case: Case, code: str, today: str | date) -> StatedDeadline:
    """The newest deadline of a rule on the case, as it is on a day."""
    case = again(case)
    rows = case.deadlines.filter(rule__code=code).select_related("rule")
    latest = rows.prefetch_related("exemptions").order_by("-pk")[:1]
    (found,) = stated(latest, case_facts(case), rule_book(), day(today))
    return found


def status_on(case: Case, code: str, today: str | date) -> str:
    return str(stated_on(case, code, today).status)


def due_on(case: Case, code: str) -> str:
    """The due date, or "" while the anchor is unknown."""
    found = stated_on(case, code, "2024-01-01").deadline.due_on
    return found.isoformat() if found else ""


def planned_for(case: Case, code: str) -> str:
    explained = stated_on(case, code, "2024-01-01").explained
    return explained.planning.isoformat() if explained else ""


def with_goal(placement: Any, when: str | date, text: str = "Passe en kasse") -> Goal:
    return add_goal(
        placement,
        by=actor(make_user("anna"), when),
        type="professional",
        text=text,
        sign="Uden hjælp",
    )


def agreed(case: Case, when: str | date, **period: Any) -> Any:
    """The case's draft of a placement, or a new one: matched and agreed with one goal that day."""
    drafts = CompanyPlacement.objects.filter(case=case, state="draft")
    placement = drafts.first() or add_step(
        case, "CompanyPlacement", by=actor(make_user("anna"), when)
    )
    placement = act(placement, "match", when, **period)
    with_goal(placement, when)
    return act(placement, "agree", when)


def started(case: Case, when: str | date, **period: Any) -> Any:
    return act(agreed(case, when, **period), "start", when)


def ended(placement: Any, when: str | date) -> Any:
    return act(placement, "break_off", when)


def mentor(name: str) -> User:
    return make_user(name, "mentor")


def assigned(case: Case, who: User, when: str = "2024-02-05", step: Any = None) -> Any:
    row = act(step or step_of(case, Mentoring), "offer", when)
    return act(row, "assign", when, mentor=who.pk, until="2025-01-31")


def sees(who: User, case: Case, when: str) -> bool:
    try:
        get_case(actor(who, when), case.pk)
    except OutOfReachError:
        return False
    return True
