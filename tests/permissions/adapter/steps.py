"""Steps and the plan: added, moved, proposed as completed, approved, planned again, printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from interventions.models import CompanyPlacement
from tests.permissions.adapter.papers import in_case
from tests.permissions.asking import Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row


def add(w: Standing, row: Row) -> list[Ask]:
    return [Ask("POST", in_case(w, row, "steps/"), {"kind": "FollowUpTalk"})]


def moving(ready: str, move: str, **data: Any) -> Callable[[Standing, Row], list[Ask]]:
    """The step that stands `ready` is moved."""

    def asks(w: Standing, row: Row) -> list[Ask]:
        pk = w.told(row).steps[ready]
        typed = {**data, **(evaluated(pk) if move == "complete" else {})}
        return [Ask("POST", f"steps/{pk}/moves/{move}/", typed)]

    return asks


def evaluated(pk: int) -> dict[str, Any]:
    goals = CompanyPlacement.objects.get(pk=pk).goals.filter(state="active")
    return {"continues_as": "job", **{f"goal_{goal.pk}": "reach" for goal in goals}}


def stale(w: Standing, row: Row) -> list[Ask]:
    pk = w.told(row).steps["transition_pause"]
    data, seen = {"reason": "sygdom"}, {"If-Match": '"1"'}
    return [Ask("POST", f"steps/{pk}/moves/pause/", data, seen)]


def propose(w: Standing, row: Row) -> list[Ask]:
    name = "HealthAssessment" if row.fieldset == "not_shared" else "transition_complete"
    return [
        Ask(
            "POST", f"steps/{w.told(row).steps[name]}/propose-complete/", {"text": "Hun kan det nu"}
        )
    ]


def plan(w: Standing, row: Row) -> list[Ask]:
    return [Ask("POST", in_case(w, row, "plan/"), {})]


def approve(w: Standing, row: Row) -> list[Ask]:
    return [Ask("POST", in_case(w, row, "moves/approve_plan/"), {})]


def print_plan(w: Standing, row: Row) -> list[Ask]:
    return [
        Ask("GET", in_case(w, row, "plan/?format=pdf")),
        Ask("GET", in_case(w, row, "plan/?format=json")),
    ]


ASKS = {
    ("step", "create"): add,
    ("step", "transition_start"): moving("transition_start", "start"),
    ("step", "transition_pause"): moving("transition_pause", "pause", reason="sygdom"),
    ("step", "transition_resume"): moving("transition_resume", "resume"),
    ("step", "transition_complete"): moving("transition_complete", "complete"),
    ("step", "transition_cancel"): moving("transition_cancel", "cancel", reason="Sprang fra"),
    ("step", "transition_reopen"): moving("transition_reopen", "reopen", reason="Er tilbage"),
    ("step", "transition_illegal"): moving("transition_pause", "resume"),
    ("step", "transition_stale"): stale,
    ("step", "propose_complete"): propose,
    ("plan", "update"): plan,
    ("plan", "transition_approve"): approve,
    ("plan", "export_pdf"): print_plan,
}
