"""Danish steps that need something around them: a need, or a placement with a company."""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.actions.facts import open_need
from interventions.actions.perform import perform
from interventions.actions.steps import add_goal, add_step
from interventions.models import CompanyPlacement
from tests.lifecycles.typed import DATA
from tests.make import actor, make_case, make_user, step_of

OPENED = date(2024, 1, 2)


def _active_case() -> tuple[Any, Any]:
    case = make_case(OPENED, active=True)
    return case, actor(make_user("leth", "team_lead"), case.handover_on or OPENED)


def needed_job_danish() -> Any:
    case, by = _active_case()
    open_need(case, "dansk", by=by, on=by.today)
    return add_step(case, "JobDanish", by=by)


def workplace_danish() -> Any:
    """Beside a placement that is agreed, with a language goal."""
    case, by = _active_case()
    agreed_placement(case, by)
    return add_step(case, "WorkplaceDanish", by=by)


def agreed_placement(case: Any, by: Any) -> CompanyPlacement:
    placement = step_of(case, CompanyPlacement)
    add_goal(placement, by=by, type="language", text="Tale med kunder", sign="Hilser på dansk")
    for name in ("match", "agree"):
        data = DATA["CompanyPlacement", name](placement, by.today)
        placement = perform(placement, name, data, by=by)
    return placement
