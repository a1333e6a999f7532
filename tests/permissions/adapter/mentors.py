"""The mentor's log, and who is made a mentor."""

from __future__ import annotations

from typing import Any

from tests.permissions.adapter.papers import as_seen, in_case
from tests.permissions.asking import Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row

TODAY, TOMORROW = "2026-06-15", "2026-06-16"
SINCE, BEFORE = "2026-06-13", "2026-05-20"  # in the mentor's time, and before it
ENDED_BEFORE, ENDED_AFTER = "2026-06-11", "2026-06-14"  # of the mentor who ended on the 12th
LONG_ENDED = "2026-05-24"  # in the time of her whose assignment ended on 26 May
DAYS = {
    "occurred_in_future_gt_5min": TOMORROW,
    "occurred_before_assignment": BEFORE,
    "occurred_before_end_within_7d": ENDED_BEFORE,
    "occurred_after_end": ENDED_AFTER,
    "later_than_7d": LONG_ENDED,
}
SMUGGLED: dict[str, Any] = {
    "mentor_id": 1, "citizen_id": 1, "created_at": "2020-01-01T00:00:00+01:00",
    "received_at": "2020-01-01T00:00:00+01:00", "locked": True, "author_id": 1, "state": "ended",
}  # fmt: skip


def entry(text: str = "Vi gik en tur", day: str = SINCE) -> dict[str, Any]:
    return {
        "occurred_on": day, "outcome": "completed", "contact_form": "in_person", "text": text,
        "topics": [], "help_wanted": False,
    }  # fmt: skip


def write(w: Standing, row: Row) -> list[Ask]:
    path, key = f"steps/{w.told(row).steps['Mentoring']}/follow-ups/", {"Idempotency-Key": "k-1"}
    if row.fieldset.startswith("replay"):
        other = entry("Noget andet") if row.fieldset.endswith("other_body") else entry()
        return [Ask("POST", path, other, key)]
    data = entry(day=DAYS.get(row.fieldset, SINCE))
    if row.fieldset == "as_other_mentor":
        data["author"] = w.actor_name("mentor_ended")
    return [Ask("POST", path, data, key)]


def first_write(w: Standing, row: Row) -> Ask:
    path = f"steps/{w.told(row).steps['Mentoring']}/follow-ups/"
    return Ask("POST", path, entry(), {"Idempotency-Key": "k-1"})


def log(w: Standing, row: Row) -> int:
    """The entry that the row is about."""
    found = w.told(row).follow_ups
    if row.role != "mentor" or row.fieldset in ("mentor_log_other", "other"):
        return found["other"]
    if row.relation == "ended":
        return found["of_mentor_ended"]
    return found["own_old" if row.fieldset == "own_after_24h" else "own_new"]


def read(w: Standing, row: Row) -> list[Ask]:
    return [Ask("GET", f"follow-ups/{log(w, row)}/")]


def update(w: Standing, row: Row) -> list[Ask]:
    path = f"follow-ups/{log(w, row)}/"
    return [Ask("PATCH", path, {"text": "Rettet"}, as_seen(w, row, path))]


def amend(w: Standing, row: Row) -> list[Ask]:
    data = {"text": "Tilføjet bagefter"}
    return [Ask("POST", f"follow-ups/{log(w, row)}/amendments/", data)]


def delete(w: Standing, row: Row) -> list[Ask]:
    return [Ask("DELETE", f"follow-ups/{log(w, row)}/")]


def smuggle(w: Standing, row: Row) -> list[Ask]:
    data = {row.fieldset: SMUGGLED[row.fieldset]}
    path = f"follow-ups/{log(w, row)}/"
    return [Ask("PATCH", path, data, as_seen(w, row, path))]


def assign(w: Standing, row: Row) -> list[Ask]:
    key = "mentor_family" if row.fieldset == "mentor_is_family" else "mentor_never"
    data = {"mentor": w.actor_name(key), "handover_note": "Goddag"}
    return [Ask("POST", in_case(w, row, "mentor-assignments/"), data)]


def relieve(w: Standing, row: Row) -> list[Ask]:
    pk = w.told(row).others["mentor_assignment"]
    data = {"reason": "job", "closing_note": "Tak"}
    return [Ask("POST", f"mentor-assignments/{pk}/end/", data)]


ASKS = {
    ("mentor_log", "create"): write,
    ("mentor_log", "read"): read,
    ("mentor_log", "update"): update,
    ("mentor_log", "amend"): amend,
    ("mentor_log", "delete"): delete,
    ("mentor_log", "patch_field"): smuggle,
    ("mentor_assignment", "create"): assign,
    ("mentor_assignment", "end"): relieve,
}
