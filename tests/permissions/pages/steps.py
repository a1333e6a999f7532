"""Moves of cases, steps, goals and records, and what is added to a plan, by the pages."""

from __future__ import annotations

from typing import Any

from interventions.models import Goal, Record, Step
from tests.permissions.adapter.more import GOAL
from tests.permissions.adapter.steps import evaluated
from tests.permissions.asking import Ask
from tests.permissions.pages.base import Asks, form, of_case, registering
from tests.permissions.standing import Standing
from tests.permissions.table import Row

STEP, RECORD, GOALS = "interventions_step", "interventions_record", "interventions_goal"
EVENT = "cases_event"


def move(path: str, row: Any, data: Any, writes: str = EVENT) -> list[Ask]:
    return form(path, {**data, "version": row.version}, writes)


def moving(ready: str, name: str, **data: Any) -> Asks:
    """The step that stands `ready` is moved."""

    def asks(w: Standing, row: Row) -> list[Ask]:
        pk = w.told(row).steps[ready]
        typed = {**data, **(evaluated(pk) if name == "complete" else {})}
        return move(f"/skridt/{pk}/flyt/{name}/", Step._base_manager.get(pk=pk), typed)

    return asks


def stale(w: Standing, row: Row) -> list[Ask]:
    pk = w.told(row).steps["transition_pause"]
    return form(f"/skridt/{pk}/flyt/pause/", {"reason": "sygdom", "version": 1}, EVENT)


def moving_case(name: str) -> Asks:
    def asks(w: Standing, row: Row) -> list[Ask]:
        return move(of_case(w, row, f"flyt/{name}/"), w.told(row).again(), {})

    return asks


def propose(w: Standing, row: Row) -> list[Ask]:
    about = "HealthAssessment" if row.fieldset == "not_shared" else "transition_complete"
    return registering("forslag", {"text": "Hun kan det nu"}, RECORD, about)(w, row)


def reassess(w: Standing, row: Row) -> list[Ask]:
    pk = w.told(row).others["complaint"]
    return move(f"/registreringer/{pk}/flyt/reassess/", Record.objects.get(pk=pk), {})


def reach_goal(w: Standing, row: Row) -> list[Ask]:
    placement = w.told(row).steps["transition_pause"]
    goal = Goal.objects.filter(placement=placement).order_by("pk")[0]
    return move(f"/maal/{goal.pk}/flyt/reach/", goal, {})


def add_goal(w: Standing, row: Row) -> list[Ask]:
    pk = w.told(row).steps["transition_start"]
    return form(f"/skridt/{pk}/maal/", GOAL, GOALS)


AGREED = {"purpose": "training", "signed": "on", "quota_checked": "on"}
PAGES: dict[tuple[str, str], Asks] = {
    ("step", "create"): registering("skridt", {"kind": "FollowUpTalk"}, STEP),
    ("step", "transition_start"): moving("transition_start", "start"),
    ("step", "transition_pause"): moving("transition_pause", "pause", reason="sygdom"),
    ("step", "transition_resume"): moving("transition_resume", "resume"),
    ("step", "transition_complete"): moving("transition_complete", "complete"),
    ("step", "transition_cancel"): moving("transition_cancel", "cancel", reason="Sprang fra"),
    ("step", "transition_reopen"): moving("transition_reopen", "reopen", reason="Er tilbage"),
    ("step", "transition_illegal"): moving("transition_pause", "resume"),
    ("step", "transition_stale"): stale,
    ("step", "propose_complete"): propose,
    ("plan", "update"): moving_case("plan"),
    ("plan", "transition_approve"): moving_case("approve_plan"),
    ("goal", "move"): reach_goal,
    ("goal", "create"): add_goal,
    ("record", "move"): reassess,
    ("placement", "agree"): moving("transition_start", "agree", **AGREED),
    ("health", "decline"): moving("HealthAssessment", "decline"),
    ("concern", "screen"): moving(
        "SocialControlConcern", "screen", may_see=[], safe_contact="Kun på sprogskolen"
    ),
}
