from __future__ import annotations

from datetime import date
from typing import Any

from interventions.models import CompanyPlacement, DanishTeam
from tests.lifecycles.typed.base import WEEK, Data, fixed


def _team(_row: Any, on: date) -> dict[str, Any]:
    """A team of the day: it has begun by the time of the next move."""
    team, _ = DanishTeam.objects.get_or_create(
        name="Hold A",
        starts_on=date(2024, 1, 2),
        defaults={
            "place": "Nørrebro", "ends_on": date(2030, 1, 1), "seats": 50, "hours_per_week": 6,
        },
    )  # fmt: skip
    return {"team": team.pk, "level_before": "A1"}


def _workplace(row: Any, _on: date) -> dict[str, Any]:
    """The placement that is agreed with its language goal, if there is one."""
    agreed = {"agreed", "running"}
    placement = CompanyPlacement.objects.filter(case=row.case_id, state__in=agreed).first()
    goals = placement.goals.filter(type="language", state="active") if placement else None
    goal = goals.first() if goals else None
    return {
        "at_placement": placement.pk if placement else "",
        "language_goal": goal.pk if goal else "",
        "hours_per_week": 4, "days": "Onsdag", "level_before": "A1",
    }  # fmt: skip


ENDED = fixed(level_after="A2", next_step="Begynder på danskuddannelse")

DATA: dict[tuple[str, str], Data] = {
    ("DanishEducation", "refer"): lambda row, on: {
        "school_kind": "city", "school": "Nørrebro",
        "danish_allowed_on": row.case.danish_allowed_on or on + WEEK,
    },
    ("DanishEducation", "exempt"): fixed(reason="tilstraekkeligt_dansk"),
    ("DanishEducation", "place"): fixed(level="du3", module=6, days="Tirsdag"),
    ("DanishEducation", "change_level"): fixed(level="du2", module=1),
    ("DanishEducation", "pause"): fixed(reason="barsel"),
    ("DanishEducation", "pass_test"): fixed(test="PD3", mark_written="7", mark_oral="02"),
    ("DanishEducation", "break_off"): fixed(reason="job"),
    ("DanishEducation", "reopen"): fixed(reason="Borgeren er kommet tilbage"),
    ("DanishEducation", "expire"): fixed(reason="retten er udløbet"),
    ("JobDanish", "enrol"): _team,
    ("JobDanish", "complete"): ENDED,
    ("JobDanish", "break_off"): fixed(reason="job"),
    ("JobDanish", "cancel"): fixed(reason="Holdet blev aflyst"),
    ("WorkplaceDanish", "enrol"): _workplace,
    ("WorkplaceDanish", "complete"): ENDED,
    ("WorkplaceDanish", "break_off"): fixed(reason="job"),
    ("WorkplaceDanish", "cancel"): fixed(reason="Virksomheden sprang fra"),
}  # fmt: skip
