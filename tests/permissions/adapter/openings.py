"""Standing in for a colleague, breaking the glass, and looking at it afterwards."""

from __future__ import annotations

from cases.models import BrokenGlass
from tests.permissions.adapter.papers import in_case
from tests.permissions.asking import Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row

REASON = "Borgeren står ved skranken, og enheden har lukket"


def stand_in(w: Standing, row: Row) -> list[Ask]:
    data = {"reason": "Ferie"} if row.fieldset == "with_reason" else {}
    return [Ask("POST", in_case(w, row, "stand-in/"), data)]


def break_glass(w: Standing, row: Row) -> list[Ask]:
    data = {"cause": "meeting"}
    if row.fieldset != "without_reason":
        data["reason"] = REASON
    return [Ask("POST", in_case(w, row, "break-glass/"), data)]


def review(w: Standing, row: Row) -> list[Ask]:
    """One that a caseworker of another unit broke; the requester's own for herself."""
    key = "lead_glass" if row.relation == "is_the_requester" else "cw_glass"
    pk = BrokenGlass.objects.filter(user=w.user_id(key)).order_by("pk")[0].pk
    return [Ask("POST", f"break-glass/{pk}/review/", {"verdict": "explained", "note": ""})]


ASKS = {
    ("assignment", "take_substitute"): stand_in,
    ("break_glass", "request"): break_glass,
    ("break_glass", "review"): review,
}
