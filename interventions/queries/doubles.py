"""Where two registrations of one person say different things."""

from __future__ import annotations

from datetime import date

from cases.models import Case

HERE, THERE = "here", "there"
COMPARED = (
    "allocated_on",
    "arrived_on",
    "cpr_registered_on",
    "danish_allowed_on",
    "danish_requested_on",
    "welcome_letter_on",
)


def differing(kept: Case, double: Case) -> dict[str, tuple[date | None, date | None]]:
    """column → (the date of the case that is kept, that of the other), where they differ."""
    pairs = {name: (getattr(kept, name), getattr(double, name)) for name in COMPARED}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
