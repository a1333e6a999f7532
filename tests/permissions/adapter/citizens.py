"""Citizens: found, read part by part, registered, changed, moved and merged."""

from __future__ import annotations

from typing import Any

from cases.models import Citizen, Protection
from config.world.staff import AWAY, HOME
from interventions.api.case_parts_table import PARTS
from tests.permissions.asking import Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row

REASON = "Borgeren har bedt om at få det oplyst i telefonen"
NEW = {
    "given_name": "Ny", "family_name": "Borger", "born_on": "1991-03-14", "sex": "K",
    "udlaendinge_id": "40302010", "residence_basis": "eu", "birth_country": "PL",
    "citizenship": "PL", "opened_on": "2026-06-12", "interpreter": "no",
}  # fmt: skip
# What a client could try to write although no form has it.
SMUGGLED: dict[str, Any] = {
    "id": 1, "unit_id": 2, "responsible_id": 1, "created_by": 1, "created_at": "2020-01-01",
    "state": "closed", "protection_flag": True, "restricted": True, "erased_at": "2020-01-01",
    "legal_hold": True, "version": 99, "author_id": 1,
}  # fmt: skip
# The first one is hidden from most, the others are of every sort: shared and not.
KINDS = (
    "HealthAssessment", "SocialControlConcern", "IntegrationProgramme", "CompanyPlacement",
    "Mentoring",
)  # fmt: skip


def at(w: Standing, row: Row, rest: str = "") -> str:
    return f"citizens/{w.told(row).case.citizen_id}/{rest}"


def read(w: Standing, row: Row) -> list[Ask]:
    """The citizen part by part, and every other address at which one of the parts stands."""
    told = w.told(row)
    case = f"cases/{told.case.pk}/"
    parts = ("", "notes/", "steps/", "records/", "deadlines/", "moves/", "assignments/",
             "outcomes/", "report/", *(f"{name}/" for name in PARTS))  # fmt: skip
    return [
        Ask("GET", at(w, row)),
        Ask("GET", at(w, row, "protections/")),
        *(Ask("GET", f"{case}{part}") for part in parts),
    ]


def steps_read(w: Standing, row: Row) -> list[Ask]:
    """Addresses that answer by themselves whether the actor may know of the thing."""
    told = w.told(row)
    steps = [told.steps[kind] for kind in KINDS if kind in told.steps]
    records = [told.others[name] for name in ("decision", "complaint")]
    return [
        *(Ask("GET", f"steps/{pk}/") for pk in steps),
        *(Ask("GET", f"steps/{pk}/moves/") for pk in steps[:1]),
        *(Ask("GET", f"records/{pk}/") for pk in records),
        *(Ask("GET", f"records/{pk}/moves/") for pk in records[:1]),
        *(Ask("GET", f"steps/{pk}/follow-ups/") for pk in [told.steps.get("Mentoring")] if pk),
    ]


def read_other(w: Standing, row: Row) -> list[Ask]:
    """A second citizen of the same unit, for whom no glass was broken."""
    other = w.world.cast["closed"]
    return [Ask("GET", f"citizens/{other.case.citizen_id}/")]


def search(w: Standing, row: Row) -> list[Ask]:
    return [Ask("POST", "citizens/search/", {"q": w.told(row).markers["name"]})]


def autocomplete(w: Standing, row: Row) -> list[Ask]:
    return [Ask("POST", "citizens/autocomplete/", {"q": w.told(row).markers["name"][:14]})]


def listed(w: Standing, row: Row) -> list[Ask]:
    return [Ask("GET", "citizens/"), Ask("GET", "cases/"), Ask("GET", "steps/")][
        : 1 if row.fieldset == "existence" else 3
    ]


def filtered(w: Standing, row: Row) -> list[Ask]:
    return [
        Ask("GET", f"citizens/?{row.fieldset}=x"),
        Ask("GET", f"citizens/?ordering={row.fieldset}"),
        Ask("GET", f"cases/?{row.fieldset}=x"),
    ]


def look_up(w: Standing, row: Row) -> list[Ask]:
    told = w.told(row)
    ref = {"case_ref": "2026-1234"} if row.relation == "case_ref" else {}
    return [Ask("POST", "citizens/lookup/", {"cpr": told.cpr, **ref})]


def create(w: Standing, row: Row) -> list[Ask]:
    units = {"same_unit": HOME, "own_unit": HOME, "scope_ok": HOME, "other_unit": HOME}
    data: dict[str, Any] = {**NEW, "unit": units.get(row.relation, HOME)}
    if row.relation == "other_unit":
        own = w.world.staff.users[w.who(row)].grants.get().unit
        assert own is not None
        data["unit"] = HOME if own.code == AWAY else AWAY
    return [Ask("POST", "citizens/", data)]


def version(w: Standing, row: Row) -> dict[str, str]:
    found = Citizen.objects.values_list("version", flat=True).get(pk=w.told(row).case.citizen_id)
    return {"If-Match": f'"{found}"'}


def update(w: Standing, row: Row) -> list[Ask]:
    return [Ask("PATCH", at(w, row), {"care_mark": "Nyt mærke"}, version(w, row))]


def smuggle(w: Standing, row: Row) -> list[Ask]:
    data = {row.fieldset: SMUGGLED[row.fieldset]}
    return [Ask("PATCH", at(w, row), data, version(w, row))]


def reveal_cpr(w: Standing, row: Row) -> list[Ask]:
    return [Ask("POST", at(w, row, "reveal-cpr/"), {"reason": REASON})]


def reveal_address(w: Standing, row: Row) -> list[Ask]:
    return [Ask("POST", at(w, row, "reveal-address/"), {"reason": REASON})]


def protect(w: Standing, row: Row) -> list[Ask]:
    data = {"kind": "name_and_address", "from_on": "2026-06-12", "source": "Borgeren"}
    return [Ask("POST", at(w, row, "protections/"), data)]


def unprotect(w: Standing, row: Row) -> list[Ask]:
    citizen = w.world.cast["protected"].case.citizen_id
    pk = Protection.objects.get(citizen=citizen, ended_on=None).pk
    return [Ask("POST", f"protections/{pk}/end/", {"on": "2026-06-12"})]


def transfer(w: Standing, row: Row) -> list[Ask]:
    return [Ask("POST", at(w, row, "transfer/"), {"unit": AWAY})]


def merge(w: Standing, row: Row) -> list[Ask]:
    return [Ask("POST", at(w, row, "merge/"), {"double": w.world.cast["twin"].case.pk})]


def delete(w: Standing, row: Row) -> list[Ask]:
    return [Ask("DELETE", at(w, row))]


ASKS = {
    ("citizen", "read"): read,
    ("citizen", "read_other_id"): read_other,
    ("citizen", "search_name"): search,
    ("citizen", "autocomplete"): autocomplete,
    ("citizen", "list"): listed,
    ("citizen", "filter_by"): filtered,
    ("citizen", "lookup_cpr"): look_up,
    ("citizen", "create"): create,
    ("citizen", "update"): update,
    ("citizen", "patch_field"): smuggle,
    ("citizen", "reveal_cpr"): reveal_cpr,
    ("citizen", "reveal_address"): reveal_address,
    ("citizen", "set_protection"): protect,
    ("citizen", "clear_protection"): unprotect,
    ("citizen", "transfer_unit"): transfer,
    ("citizen", "merge"): merge,
    ("citizen", "hard_delete"): delete,
}
