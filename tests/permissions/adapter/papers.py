"""Needs, notes and consents."""

from __future__ import annotations

from tests.permissions.asking import Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row

TODAY = "2026-06-15"
THEMES = {"case_note": "myndighed", "health": "helbred", "nsc": "social_kontrol"}


def in_case(w: Standing, row: Row, rest: str) -> str:
    return f"cases/{w.told(row).case.pk}/{rest}"


def as_seen(w: Standing, row: Row, path: str) -> dict[str, str]:
    """The ETag that she gets who sends it; whoever cannot see the row has none to send."""
    answer = w.ask(w.who(row), Ask("GET", path))
    return {"If-Match": answer.headers["ETag"]} if "ETag" in answer.headers else {}


def open_need(w: Standing, row: Row) -> list[Ask]:
    data = {"code": "kultur", "on": TODAY, "note": "Nyt"}
    return [Ask("POST", in_case(w, row, "needs/"), data)]


def change_need(w: Standing, row: Row) -> list[Ask]:
    pk = w.told(row).others["need_needs_general"]
    data = {"status": "working", "note": "Rettet"}
    return [Ask("PATCH", f"needs/{pk}/", data, as_seen(w, row, f"needs/{pk}/"))]


def write_note(w: Standing, row: Row) -> list[Ask]:
    if row.fieldset == "emergency_note":
        return [Ask("POST", in_case(w, row, "emergency-notes/"), {"text": "Ring til hende"})]
    data = {
        "theme": THEMES[row.fieldset], "happened_on": TODAY, "text": "Nyt notat",
        "direction": "internal",
    }  # fmt: skip
    return [Ask("POST", in_case(w, row, "notes/"), data)]


def amend_note(w: Standing, row: Row) -> list[Ask]:
    pk = w.told(row).notes[row.fieldset]
    data = {"text": "Skrevet om"}
    return [Ask("PATCH", f"notes/{pk}/", data, as_seen(w, row, f"notes/{pk}/"))]


def delete_note(w: Standing, row: Row) -> list[Ask]:
    return [Ask("DELETE", f"notes/{w.told(row).notes[row.fieldset]}/")]


def give_consent(w: Standing, row: Row) -> list[Ask]:
    data = {
        "purpose": "other", "scope": "Navn", "receiver": "Foreningen", "given_on": TODAY,
        "form": "written",
    }  # fmt: skip
    return [Ask("POST", in_case(w, row, "consents/"), data)]


def withdraw_consent(w: Standing, row: Row) -> list[Ask]:
    pk = w.told(row).others["consent_doctor"]
    return [Ask("POST", f"consents/{pk}/withdraw/", {"on": TODAY})]


ASKS = {
    ("need", "create"): open_need,
    ("need", "update"): change_need,
    ("note", "create"): write_note,
    ("note", "amend_other_author"): amend_note,
    ("note", "delete"): delete_note,
    ("consent", "record"): give_consent,
    ("consent", "withdraw"): withdraw_consent,
}
