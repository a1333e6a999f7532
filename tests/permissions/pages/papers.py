"""Facts of a citizen and papers of her case, by the forms on the case's pages."""

from __future__ import annotations

from typing import Any

from cases.models import Assignment, Protection
from config.world.staff import AWAY
from tests.permissions.adapter.citizens import REASON, SMUGGLED
from tests.permissions.adapter.papers import THEMES, TODAY
from tests.permissions.asking import Ask
from tests.permissions.pages.base import Asks, form, of_case, registering
from tests.permissions.standing import Standing
from tests.permissions.table import Row

NEED, NOTE, CONSENT = (
    "cases_integrationneed",
    "interventions_journalnote",
    "cases_consent",
)
RECORD, ASSIGNMENT = "interventions_record", "cases_assignment"
CONTACT = {"interpreter": "no", "care_mark": "Nyt mærke", "phone": "12345678"}
NEW = {
    "given_name": "Ny", "family_name": "Borger", "born_on": "14-03-1991", "sex": "K",
    "udlaendinge_id": "40302010", "residence_basis": "eu", "birth_country": "PL",
    "citizenship": "PL", "opened_on": "12-06-2026", "interpreter": "no",
}  # fmt: skip


def smuggle(w: Standing, row: Row) -> list[Ask]:
    data = {**CONTACT, row.fieldset: SMUGGLED[row.fieldset]}
    return registering("kontakt", data, "cases_citizen")(w, row)


def revealing(name: str) -> Asks:
    """The number or the address stands in the answer itself."""
    return lambda w, row: form(
        of_case(w, row, f"{name}/"), {"reason": REASON}, "cases_reveal", ok=200
    )


def protect(w: Standing, row: Row) -> list[Ask]:
    data = {"kind": "name_and_address", "from_on": "12-06-2026", "source": "Borgeren"}
    return registering("beskyttelse", data, "cases_protection")(w, row)


def unprotect(w: Standing, row: Row) -> list[Ask]:
    told = w.world.cast["protected"]
    pk = Protection.objects.get(citizen=told.case.citizen_id, ended_on=None).pk
    path = f"/sager/{told.case.pk}/registrer/beskyttelse-slut/?id={pk}"
    return form(path, {"on": "12-06-2026"}, "cases_protection")


def merge(w: Standing, row: Row) -> list[Ask]:
    data = {"double": w.world.cast["twin"].case.pk}
    return registering("flet", data, "cases_personidentifier")(w, row)


def register(_w: Standing, _row: Row) -> list[Ask]:
    return form("/borgere/ny/", NEW, "cases_citizen")


def delete(w: Standing, row: Row) -> list[Ask]:
    """No page deletes: each of them has the verbs of a form."""
    if row.resource == "citizen":
        return [Ask("DELETE", of_case(w, row))]
    return [Ask("DELETE", of_case(w, row, f"registrer/notat-ret/?id={note(w, row)}"))]


def note(w: Standing, row: Row) -> int:
    return w.told(row).notes[row.fieldset]


def write_note(w: Standing, row: Row) -> list[Ask]:
    if row.fieldset == "emergency_note":
        return registering("noednotat", {"text": "Ring til hende"}, NOTE)(w, row)
    data = {
        "theme": THEMES[row.fieldset], "happened_on": TODAY, "text": "Nyt notat",
        "direction": "internal",
    }  # fmt: skip
    return registering("notat", data, NOTE)(w, row)


def overwrite_note(w: Standing, row: Row) -> list[Ask]:
    """A correction is a note of its own; the one that is corrected stays as it is."""
    data = {
        "theme": THEMES[row.fieldset], "happened_on": TODAY, "text": "Skrevet om",
        "direction": "internal",
    }  # fmt: skip
    return registering("notat-ret", data, NOTE, row.fieldset)(w, row)


def give_to(w: Standing, row: Row) -> list[Ask]:
    data = {"user": w.user_id("cw_same")}
    return registering("ansvarlig", data, ASSIGNMENT)(w, row)


def end_function(w: Standing, row: Row) -> list[Ask]:
    told = w.told(row)
    mine = Assignment.objects.get(user=w.user_id("fn_health"), case=told.case.pk)
    path = of_case(w, row, f"registrer/tilknytning-slut/?id={mine.pk}")
    return form(path, {"on": TODAY}, ASSIGNMENT)


def hand_out(w: Standing, row: Row) -> list[Ask]:
    data: Any = {"cases": [w.told(row).case.pk], "targets": [w.actor_name("cw_same")]}
    return form("/fordeling/", data, ASSIGNMENT, ok=200)


def measure(w: Standing, row: Row) -> list[Ask]:
    return registering("maaling-sagsbehandler", {}, "interventions_measurement")(w, row)


GIVEN = {
    "purpose": "other", "scope": "Navn", "receiver": "Foreningen", "given_on": TODAY,
    "form": "written",
}  # fmt: skip
MEETING = {"starts_at": "2026-06-18T10:00", "weeks": 1, "meeting_form": "in_person", "minutes": 60}
SCHOOL = {"institution": "KVUC", "level": "fgu", "from_on": "12-06-2026"}
DECISION = {
    "subject": "Bevilling", "legal_basis": "integrationsloven § 23 f", "facts": "Ingen",
}  # fmt: skip
ACCESS = {"received_on": TODAY, "asked_by": "Borgeren", "wanted": "Alle notater"}
COMPLAINT = {"received_on": TODAY, "text": "Jeg er ikke enig"}
PAGES: dict[tuple[str, str], Asks] = {
    ("citizen", "create"): register,
    ("citizen", "update"): registering("kontakt", CONTACT, "cases_citizen"),
    ("citizen", "patch_field"): smuggle,
    ("citizen", "reveal_cpr"): revealing("vis-cpr"),
    ("citizen", "reveal_address"): revealing("vis-adresse"),
    ("citizen", "set_protection"): protect,
    ("citizen", "clear_protection"): unprotect,
    ("citizen", "transfer_unit"): registering("overfoer", {"unit": AWAY}, "cases_case"),
    ("citizen", "merge"): merge,
    ("citizen", "hard_delete"): delete,
    ("need", "create"): registering("behov", {"code": "kultur", "on": TODAY}, NEED),
    ("need", "update"): registering(
        "behov-status", {"status": "working", "on": TODAY}, NEED, "need_needs_general"
    ),
    ("note", "create"): write_note,
    ("note", "amend_other_author"): overwrite_note,
    ("note", "delete"): delete,
    ("consent", "record"): registering("samtykke", GIVEN, CONSENT),
    ("consent", "withdraw"): registering(
        "samtykke-tilbage", {"on": TODAY}, CONSENT, "consent_doctor"
    ),
    ("appointment", "create"): registering("aftale", MEETING, RECORD),
    ("outcome", "create"): registering("uddannelse", SCHOOL, "cases_educationspell"),
    ("measurement", "create"): measure,
    ("decision", "create"): registering("afgoerelse", DECISION, RECORD),
    ("access_request", "create"): registering("aktindsigt", ACCESS, RECORD),
    ("complaint", "create"): registering("klage", COMPLAINT, RECORD, "decision"),
    ("assignment", "assign"): give_to,
    ("assignment", "end_function"): end_function,
    ("assignment", "hand_out"): hand_out,
}
