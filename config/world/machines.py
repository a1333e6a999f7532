"""Tokens of machines: with every scope, with none that helps, and of another unit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.actions.tokens import create_token
from accounts.grants import TOKEN_SCOPES
from config.world.staff import AWAY, HOME, Staff

LIFE = timedelta(days=90)
TOKENS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("full", tuple(TOKEN_SCOPES), HOME),
    ("bare", ("events.receive",), HOME),
    ("away", tuple(TOKEN_SCOPES), AWAY),
)


def make(staff: Staff) -> list[dict[str, Any]]:
    by = staff.ago("admin", 1)
    told = []
    for key, scopes, unit in TOKENS:
        made = create_token(
            by=by, name=f"Verden {key}", unit=staff.units[unit], scopes=scopes,
            expires_on=by.today + LIFE,
        )  # fmt: skip
        told.append(
            {
                "key": key, "token": made.secret, "id": made.token.pk, "scopes": list(scopes),
                "unit": unit,
            }
        )  # fmt: skip
    return told
