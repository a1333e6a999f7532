"""A move's page as a browser uses it: its address, its version, and rows to move."""

from __future__ import annotations

from typing import Any

from django.test import Client

from cases.models import Case
from interventions.actions.perform import perform
from interventions.models import (
    CompanyPlacement,
    Mentoring,
)
from tests.make import (
    actor,
    make_consent,
    make_user,
    step_of,
)

MATCH = {
    "form": "placement", "company": "Bageriet Ærø", "cvr": "13585628", "p_number": "1234567890",
    "contact": "Åse", "tasks": "Bage brød", "hours_per_week": "30", "effective_on": "05-03-2024",
    "planned_from": "06-03-2024", "planned_to": "02-04-2024",
}  # fmt: skip
AGREE = {"purpose": "training", "signed": "on", "quota_checked": "on"}
GOAL = {"goal-type": "social", "goal-text": "Hilser på alle", "goal-sign": "Siger godmorgen"}


def again(row: Any) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


def url(row: Any, move: str) -> str:
    place = {"Case": "sager", "Goal": "maal"}.get(row.kind, "skridt")
    return f"/{place}/{row.pk}/flyt/{move}/"


def send(client: Client, row: Any, move: str, **typed: Any) -> Any:
    return client.post(url(row, move), {"version": again(row).version, **typed})


def matched(case: Case) -> CompanyPlacement:
    by = actor(make_user("anna"), "2024-03-05")
    row: CompanyPlacement = perform(step_of(case, CompanyPlacement), "match", MATCH, by=by)
    return row


def running_mentoring(case: Case) -> Mentoring:
    make_consent(case, "mentor", "2024-02-01")
    by = actor(make_user("anna"), "2024-03-04")
    row = step_of(case, Mentoring)
    typed = {"mentor": make_user("mikkel", "mentor").pk, "until": "10-01-2025"}
    for move, data in (("offer", {}), ("assign", typed), ("start", {})):
        row = perform(row, move, data, by=by)
    return row  # type: ignore[no-any-return]
