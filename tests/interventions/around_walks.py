"""Walks through the pages of what no plan adds: a volunteer offer, and a concern."""

from __future__ import annotations

from typing import Any

from interventions.actions.concerns import raise_concern
from interventions.actions.steps import add_step
from tests.make import actor, assign, make_case, make_consent, make_user

INTEREST = {
    "activity": "syvaerksted", "place": "dortheagaarden", "organisation": "Welcome House",
}  # fmt: skip
SCREENED = {"safe_contact": "Kun på sprogskolen"}
ACTED = {"alone": "on", "interpreter": "professional", "plan": "Samtale om rettigheder"}

WALKS: dict[str, list[tuple[str, str, dict[str, str]]]] = {
    "VolunteerActivity": [
        ("05", "show_interest", INTEREST), ("06", "join", {"children": "2"}),
        ("07", "end", {"benefit": "Har fået en veninde"}), ("08", "suggest_again", {}),
    ],
    "VolunteerActivity, afslået": [("05", "decline", {}), ("06", "suggest_again", {})],
    "SocialControlConcern": [
        ("05", "screen", SCREENED), ("06", "act", ACTED),
        ("07", "notify", {"notified_to": "Borgercenter Børn og Unge"}),
        ("08", "close", {"barrier_removed": "yes", "conclusion": "Hun er i job"}),
    ],
    "SocialControlConcern, grundløs": [
        ("05", "screen", SCREENED),
        ("06", "find_unfounded", {"reason": "ingen_tegn", "approval_reason": "Talt med hende"}),
    ],
}  # fmt: skip


def beside_the_plan(kind: str) -> Any:
    """A volunteer offer with its consent; a concern on a case with two advisers."""
    case = make_case("2024-01-02", active=True)
    by = actor(make_user("anna"), "2024-03-04")
    if kind == "VolunteerActivity":
        make_consent(case, "volunteer", "2024-02-01")
        return add_step(case, kind, by=by)
    for name in ("sofus", "sanne"):
        assign(case, make_user(name), "social_control_adviser", "2024-02-01")
    return raise_concern(case, by=by, signs="Hun bliver hentet hver dag")
