from __future__ import annotations

from datetime import date
from typing import Any

from tests.lifecycles.typed.base import WEEK, Data, fixed
from tests.make import make_user


def _mentor(_row: Any, _on: date) -> dict[str, Any]:
    return {"mentor": make_user("mia", "mentor").pk}


DATA: dict[tuple[str, str], Data] = {
    ("Mentoring", "assign"): lambda row, on: {**_mentor(row, on), "until": on + 25 * WEEK},
    ("Mentoring", "change_mentor"): lambda row, on: {**_mentor(row, on), "handover_note": "Goddag"},
    ("Mentoring", "extend"): lambda _row, on: {"until": on + 30 * WEEK, "reason": "Mere støtte"},
    ("Mentoring", "end"): fixed(reason="job", closing_note="Godt forløb"),
}  # fmt: skip
