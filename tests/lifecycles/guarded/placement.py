from __future__ import annotations

from typing import Any

from tests.lifecycles.driver import go
from tests.lifecycles.guarded.base import (
    CLOSED,
    NOT_ACTIVE,
    Guarded,
    case_closed,
    case_paused,
)

GOAL = "Virksomhedspraktik skal have mindst ét fagligt, socialt eller sprogligt mål"

LAST_GOAL = f"{GOAL}. Tilføj det nye mål først."


def goals_gone(row: Any) -> None:
    row.goals.update(state="dropped")


def held_placement(row: Any) -> None:
    """An agreement hangs on the goal now."""
    placement = row.placement
    for name in ("match", "agree"):
        placement = go(placement, name)


GUARDED: list[Guarded] = [
    ("CompanyPlacement", "draft", "match", "case_runs", case_closed, CLOSED),
    ("CompanyPlacement", "matched", "agree", "case_runs", case_closed, CLOSED),
    ("CompanyPlacement", "matched", "agree", "has_goal", goals_gone, GOAL),
    ("CompanyPlacement", "agreed", "start", "case_active", case_paused, NOT_ACTIVE),
    ("CompanyPlacement", "agreed", "start", "has_goal", goals_gone, GOAL),
    ("CompanyPlacement", "running", "extend", "case_active", case_paused, NOT_ACTIVE),
    ("CompanyPlacement", "running", "extend", "has_goal", goals_gone, GOAL),
    ("CompanyPlacement", "paused", "resume", "case_active", case_paused, NOT_ACTIVE),
    ("CompanyPlacement", "running", "complete", "case_active", case_paused, NOT_ACTIVE),
    ("Goal", "active", "reach", "not_the_last", held_placement, LAST_GOAL),
    ("Goal", "active", "reach_partly", "not_the_last", held_placement, LAST_GOAL),
    ("Goal", "active", "fail", "not_the_last", held_placement, LAST_GOAL),
    ("Goal", "active", "drop", "not_the_last", held_placement, LAST_GOAL),
]  # fmt: skip
