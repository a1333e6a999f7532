"""Walks through the pages of the Danish kinds: see test_every_move_page.py."""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.actions.facts import open_need
from interventions.actions.danish import save_team
from interventions.actions.steps import add_step
from tests.lifecycles.taught import agreed_placement
from tests.make import actor, make_case, make_user

REFERRED = {"danish_allowed_on": "11-03-2024", "school": "Nørrebro"}
PLACED = {"level": "du3", "module": "6", "days": "tirsdag", "placement_test": "God"}
ENDED = {"level_after": "A2", "next_step": "Danskuddannelse"}
BEGUN = [("05", "refer", REFERRED), ("06", "place", PLACED), ("07", "start", {})]
TEAM = {"team": "hold", "level_before": "A1"}
PLACE = {"hours_per_week": "4", "days": "onsdag"}

WALKS: dict[str, list[tuple[str, str, dict[str, str]]]] = {
    "DanishEducation": [
        *BEGUN,
        ("08", "pause", {"reason": "sygdom"}),
        ("11", "resume", {}),
        ("11", "pass_module", {}),
        ("12", "pass_test", {"test": "SP", "mark_written": "7", "mark_oral": "02"}),
    ],
    "DanishEducation, genåbnet": [
        *BEGUN,
        ("08", "change_level", {"level": "du2", "module": "1"}),
        ("11", "break_off", {"reason": "job"}),
        ("12", "reopen", {"reason": "Jobbet holdt ikke"}),
    ],
    "DanishEducation, fritaget": [("05", "exempt", {"reason": "saerlige_grunde"})],
    "JobDanish": [
        ("05", "enrol", TEAM), ("06", "miss", {}), ("07", "enrol", TEAM), ("08", "start", {}),
        ("12", "complete", ENDED),
    ],
    "JobDanish, afbrudt": [
        ("05", "enrol", TEAM), ("08", "start", {}), ("12", "break_off", {"reason": "job"}),
    ],
    "JobDanish, aflyst": [("05", "cancel", {"reason": "Fik plads på danskuddannelse"})],
    "WorkplaceDanish": [
        ("05", "enrol", PLACE), ("06", "miss", {}), ("07", "enrol", PLACE), ("08", "start", {}),
        ("12", "complete", ENDED),
    ],
    "WorkplaceDanish, afbrudt": [
        ("05", "enrol", PLACE), ("08", "start", {}), ("12", "break_off", {"reason": "job"}),
    ],
    "WorkplaceDanish, aflyst": [("05", "cancel", {"reason": "Virksomheden sprang fra"})],
}  # fmt: skip


def beside_the_plan(kind: str) -> Any:
    """A step that no plan adds, with the need and the team, or the placement, that it asks for."""
    case = make_case("2024-01-02", active=True)
    by = actor(make_user("lene", "team_lead"), "2024-03-04")
    if kind == "WorkplaceDanish":
        agreed_placement(case, by)
    else:
        open_need(case, "dansk", by=by, on=by.today)
        save_team(None, {"name": "Hold A", "place": "Valby", "seats": 1, "hours_per_week": 6,
                         "starts_on": by.today, "ends_on": date(2024, 6, 28)}, by=by)  # fmt: skip
    return add_step(case, kind, by=by)
