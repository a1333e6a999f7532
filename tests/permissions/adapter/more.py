"""What the extension file asks beside: goals, concerns, and steps of single kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cases.models import Assignment
from interventions.models import Goal
from tests.permissions.adapter.papers import TODAY, in_case
from tests.permissions.asking import Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row

GOAL = {"type": "social", "text": "Hilse på kolleger", "sign": "Hilser"}


def step(w: Standing, row: Row, name: str, rest: str) -> str:
    return f"steps/{w.told(row).steps[name]}/{rest}"


def notes(w: Standing, row: Row) -> list[Ask]:
    return [Ask("GET", in_case(w, row, "notes/"))]


def add_goal(w: Standing, row: Row) -> list[Ask]:
    return [Ask("POST", step(w, row, "transition_start", "goals/"), GOAL)]


def goals(w: Standing, row: Row) -> list[Ask]:
    return [Ask("GET", step(w, row, "transition_start", "goals/"))]


def agree(w: Standing, row: Row) -> list[Ask]:
    data = {"purpose": "training", "signed": True, "quota_checked": True}
    return [Ask("POST", step(w, row, "transition_start", "moves/agree/"), data)]


def decline(w: Standing, row: Row) -> list[Ask]:
    return [Ask("POST", step(w, row, "HealthAssessment", "moves/decline/"), {})]


def concern(w: Standing, row: Row) -> list[Ask]:
    return [Ask("GET", step(w, row, "SocialControlConcern", ""))]


def screen(w: Standing, row: Row) -> list[Ask]:
    data = {"may_see": [], "safe_contact": "Kun på sprogskolen"}
    return [Ask("POST", step(w, row, "SocialControlConcern", "moves/screen/"), data)]


def decide(w: Standing, row: Row) -> list[Ask]:
    data = {"subject": "Bevilling", "legal_basis": "integrationsloven § 23 f", "facts": "Ingen"}
    return [Ask("POST", in_case(w, row, "decisions/"), data)]


def want_access(w: Standing, row: Row) -> list[Ask]:
    data = {"received_on": TODAY, "asked_by": "Borgeren", "wanted": "Alle notater"}
    return [Ask("POST", in_case(w, row, "access-requests/"), data)]


def complain(w: Standing, row: Row) -> list[Ask]:
    data = {"received_on": TODAY, "text": "Jeg er ikke enig"}
    return [Ask("POST", f"records/{w.told(row).others['decision']}/complaints/", data)]


def reassess(w: Standing, row: Row) -> list[Ask]:
    pk = w.told(row).others["complaint"]
    return [Ask("POST", f"records/{pk}/moves/reassess/", {})]


def reach_goal(w: Standing, row: Row) -> list[Ask]:
    placement = w.told(row).steps["transition_pause"]
    pk = Goal.objects.filter(placement=placement).order_by("pk")[0].pk
    return [Ask("POST", f"goals/{pk}/moves/reach/", {}), Ask("GET", f"goals/{pk}/"),
            Ask("GET", f"goals/{pk}/moves/")]  # fmt: skip


def give_to(w: Standing, row: Row) -> list[Ask]:
    data = {"user": w.actor_name("cw_same"), "function": "responsible"}
    return [Ask("POST", in_case(w, row, "assignments/"), data)]


def end_function(w: Standing, row: Row) -> list[Ask]:
    rows = Assignment.objects.filter(user=w.user_id("fn_health"), case=w.told(row).case.pk)
    return [Ask("POST", f"assignments/{rows.get().pk}/end/", {})]


def hand_out(w: Standing, row: Row) -> list[Ask]:
    data = {"cases": [w.told(row).case.pk], "to": [w.actor_name("cw_same")]}
    return [Ask("POST", "assignments/bulk/", data)]


def listing(name: str) -> Callable[[Standing, Row], list[Ask]]:
    return lambda w, row: [Ask("GET", in_case(w, row, f"{name}/"))]


def adding(name: str, **data: Any) -> Callable[[Standing, Row], list[Ask]]:
    return lambda w, row: [Ask("POST", in_case(w, row, f"{name}/"), data)]


WHEN = {"starts_at": "2026-06-18T10:00:00+02:00", "weeks": 1, "meeting_form": "in_person"}
SCHOOL = {"institution": "KVUC", "level": "fgu", "from_on": "2026-06-12"}
ASKS = {
    ("appointment", "create"): adding("appointments", **WHEN),
    ("appointment", "list"): listing("appointments"),
    ("outcome", "create"): adding("outcomes", kind="education", **SCHOOL),
    ("outcome", "list"): listing("outcomes"),
    ("measurement", "create"): adding("measurements", by_role="caseworker"),
    ("measurement", "list"): listing("measurements"),
    ("household", "list"): listing("household"),
    ("break_glass", "list"): lambda _w, _row: [Ask("GET", "break-glass/")],
    ("decision", "create"): decide,
    ("access_request", "create"): want_access,
    ("complaint", "create"): complain,
    ("record", "move"): reassess,
    ("goal", "move"): reach_goal,
    ("assignment", "assign"): give_to,
    ("assignment", "end_function"): end_function,
    ("assignment", "hand_out"): hand_out,
    ("note", "list"): notes,
    ("goal", "create"): add_goal,
    ("goal", "list"): goals,
    ("placement", "agree"): agree,
    ("health", "decline"): decline,
    ("concern", "read"): concern,
    ("concern", "screen"): screen,
}
