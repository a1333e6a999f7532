from __future__ import annotations

from datetime import date
from typing import Any

from tests.lifecycles.typed.base import WEEK, Data, fixed


def _company(_row: Any, on: date) -> dict[str, Any]:
    return {
        "form": "placement",
        "company": "Nordhavn Bageri",
        "cvr": "13585628",
        "p_number": "1003388394",
        "contact": "Bo",
        "tasks": "Bage",
        "hours_per_week": 18,  # two at once are 36
        "planned_from": on,
        "planned_to": on + 2 * WEEK,
    }


def _evaluation(row: Any, _on: date) -> dict[str, Any]:
    goals = {f"goal_{goal.pk}": "reach" for goal in row.goals.filter(state="active")}
    return {"continues_as": "job", **goals}


def _away(_row: Any, on: date) -> dict[str, Any]:
    return {"type": "syg", "from_on": on.isoformat(), "to_on": on.isoformat()}


def _longer(row: Any, on: date) -> dict[str, Any]:
    return {"planned_to": (row.planned_to or on) + WEEK, "reason": "Mere øvelse"}


DATA: dict[tuple[str, str], Data] = {
    ("CompanyPlacement", "match"): _company,
    ("CompanyPlacement", "agree"): fixed(purpose="training", signed=True, quota_checked=True),
    ("CompanyPlacement", "record_absence"): _away,
    ("CompanyPlacement", "extend"): _longer,
    ("CompanyPlacement", "pause"): fixed(reason="ferie"),
    ("CompanyPlacement", "complete"): _evaluation,
    ("CompanyPlacement", "break_off"): fixed(reason="job", continues_as="job"),
    ("CompanyPlacement", "cancel"): fixed(reason="Virksomheden sprang fra"),
    ("Goal", "drop"): fixed(reason="Ikke længere relevant"),
}  # fmt: skip
