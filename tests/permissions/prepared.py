"""What must have happened before some rows are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from cases.models import BrokenGlass, Consent
from interventions.models import Goal
from tests.permissions.adapter.bulk import preview_ask
from tests.permissions.adapter.mentors import first_write
from tests.permissions.asking import Ask
from tests.permissions.pages.mentors import first_write as first_page
from tests.permissions.standing import Standing
from tests.permissions.table import Row

Prepare = Callable[[Standing, Row, list[Ask]], list[Ask]]


def written_once(w: Standing, row: Row, asks: list[Ask]) -> list[Ask]:
    _five_minutes_ago(w, row, first_write(w, row), status=201)
    return asks


def sent_once(w: Standing, row: Row, asks: list[Ask]) -> list[Ask]:
    _five_minutes_ago(w, row, first_page(w, row), status=302)
    return asks


def _five_minutes_ago(w: Standing, row: Row, ask: Ask, *, status: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        earlier = w.world.staff.now - timedelta(minutes=5)
        patch.setattr("django.utils.timezone.now", lambda: earlier)
        assert w.ask(w.who(row), ask).status == status
    w.remember()


def ten_times(w: Standing, row: Row, asks: list[Ask]) -> list[Ask]:
    now = w.world.staff.now
    for _ in range(10):
        BrokenGlass.objects.create(
            case=w.world.cast["closed"].case, user_id=w.user_id(w.who(row)), cause="meeting",
            reason="x" * 20, from_at=now - timedelta(hours=2), until_at=now - timedelta(hours=1),
        )  # fmt: skip
    w.remember()
    return asks


def previewed(w: Standing, row: Row, asks: list[Ask]) -> list[Ask]:
    answer = w.ask(w.who(row), preview_ask(w, row))
    if answer.status != 200:
        return asks
    w.remember()
    return [replace(ask, data={**ask.data, "upload": answer.json["upload"]}) for ask in asks]


def without_consent(w: Standing, row: Row, asks: list[Ask]) -> list[Ask]:
    today = w.world.staff.now.date()
    consents = Consent.objects.filter(citizen=w.told(row).case.citizen_id, purpose="mentor")
    consents.update(withdrawn_on=today)
    w.remember()
    return asks


def with_two_goals(w: Standing, row: Row, asks: list[Ask]) -> list[Ask]:
    """The last goal of a placement cannot end."""
    placement = w.told(row).steps["transition_pause"]
    Goal.objects.create(placement_id=placement, type="social", text="Spørge", sign="Spørger")
    w.remember()
    return asks


PREPARED: dict[tuple[str, str, str], Prepare] = {
    ("mentor_log", "create", "replay_same_key_same_body"): written_once,
    ("mentor_log", "create", "replay_same_key_other_body"): written_once,
    ("break_glass", "request", "eleventh_in_24h"): ten_times,
    ("mentor_assignment", "create", "without_legal_basis"): without_consent,
    ("goal", "move", "-"): with_two_goals,
    ("bulk", "csv_import_commit", "-"): previewed,
    ("bulk", "csv_import_commit", "rows_of_other_unit"): previewed,
}
# ... before they are asked of the pages, where a list is looked at by its own page.
PAGES_PREPARED: dict[tuple[str, str, str], Prepare] = {
    **{key: prepare for key, prepare in PREPARED.items() if key[0] != "bulk"},
    ("mentor_log", "create", "replay_same_key_same_body"): sent_once,
    ("mentor_log", "create", "replay_same_key_other_body"): sent_once,
}
