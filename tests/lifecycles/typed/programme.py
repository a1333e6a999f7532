from __future__ import annotations

from datetime import date
from typing import Any

from tests.lifecycles.typed.base import Data, fixed


def _contract(_row: Any, on: date) -> dict[str, Any]:
    return {
        "job_goal": "Job i et køkken",
        "contract_goals": "Bestå modul 3\nPraktik i et køkken",
        "activities": "Danskuddannelse 15 timer om ugen",
        "signed_by_citizen_on": on,
        "signed_by_municipality_on": on,
        "declaration_signed_on": on,
    }


DATA: dict[tuple[str, str], Data] = {
    ("IntegrationProgramme", "agree_contract"): _contract,
    ("IntegrationProgramme", "revise_contract"): lambda row, on: {
        **_contract(row, on), "reason": "Flyttet til en anden bydel"
    },
    ("IntegrationProgramme", "pause"): fixed(reason="sygdom"),
    ("IntegrationProgramme", "complete"): fixed(reason="job"),
    ("IntegrationProgramme", "break_off"): fixed(reason="udrejst"),
}  # fmt: skip
