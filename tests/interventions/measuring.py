"""Answers to every question of a view, for tests of measurements."""

from __future__ import annotations

from typing import Any

from cases.models import Case
from interventions.actions.measurements import record_measurement
from interventions.models import Measurement
from tests.make import actor, make_user

SHARED = (
    "maalrettet", "jobsoegning", "jobviden", "samarbejde", "helbred", "hverdag", "netvaerk",
    "faglig", "dansk_mundtlig", "dansk_skriftlig",
)  # fmt: skip
ASKED = {
    "borger": ("jobtro", *SHARED),
    "sagsbehandler": (*SHARED, "fremtoning", "sb_tro"),
    "mentor": tuple(code for code in SHARED if code != "helbred"),
}


def answers(role: str, **said: Any) -> dict[str, str]:
    """Three to every question, but for what is said: score_jobtro="5"."""
    return {**{f"score_{code}": "3" for code in ASKED[role]}, **said}


def measure(
    case: Case, role: str, on: str, *, occasion: str = "baseline", user: str = "anna", **said: Any
) -> Measurement:
    by = actor(make_user(user, "mentor" if role == "mentor" else "caseworker"), on)
    data = {"measured_on": on, "occasion": occasion, **answers(role, **said)}
    return record_measurement(case, role, data, by=by)
