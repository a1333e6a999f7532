"""Standing in, breaking the glass, lists that come in, and an administrator's forms."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import AllocationUpload, BrokenGlass
from interventions.models import RuleVersion
from tests.permissions.adapter.accounts import SMUGGLED, USER
from tests.permissions.adapter.bulk import text
from tests.permissions.adapter.openings import REASON
from tests.permissions.asking import Ask
from tests.permissions.pages.base import Asks, form, registering
from tests.permissions.standing import Standing
from tests.permissions.table import Row

UPLOADS = "cases_allocationupload"


def stand_in(w: Standing, row: Row) -> list[Ask]:
    data = {"reason": "Ferie"} if row.fieldset == "with_reason" else {}
    return registering("vikar", data, "cases_standin")(w, row)


def break_glass(w: Standing, row: Row) -> list[Ask]:
    data = {"cause": "meeting"}
    if row.fieldset != "without_reason":
        data["reason"] = REASON
    path = f"/noedadgang/sag/{w.told(row).case.pk}/"
    return form(path, data, "cases_brokenglass")


def review(w: Standing, row: Row) -> list[Ask]:
    key = "lead_glass" if row.relation == "is_the_requester" else "cw_glass"
    pk = BrokenGlass.objects.filter(user=w.user_id(key)).order_by("pk")[0].pk
    return form(f"/noedadgang/{pk}/", {"verdict": "explained", "note": ""}, "cases_brokenglass")


def upload(w: Standing, row: Row) -> Ask:
    file = SimpleUploadedFile("liste.csv", text(w, row).encode(), "text/csv")
    return Ask("POST", "/indlaesning/", {"file": file}, writes=UPLOADS)


def preview(w: Standing, row: Row) -> list[Ask]:
    return [Ask("GET", "/indlaesning/"), upload(w, row)]


def commit(w: Standing, row: Row) -> list[Ask]:
    """What is confirmed was looked at before, by whoever may."""
    w.ask(w.who(row), upload(w, row))
    w.remember()
    kept = AllocationUpload.objects.order_by("pk").last()
    pk = kept.pk if kept else 1
    return [
        Ask("POST", "/indlaesning/", {"upload": pk}, writes="cases_citizen"),
        Ask("GET", f"/indlaesning/{pk}/afvist.csv"),
    ]


def about(key: str, rest: str, writes: str, ok: int = 302, **data: Any) -> Asks:
    return lambda w, _row: form(f"/brugere/{w.user_id(key)}/{rest}/", data, writes, ok=ok)


def own_role(w: Standing, row: Row) -> list[Ask]:
    who = w.who(row)
    pk = w.user_id(who if not who.startswith("token:") else "cw")
    data = {"role": "team_lead", "unit": "NORD"}
    return form(f"/brugere/{pk}/rolle/", data, "accounts_rolegrant")


def smuggle(w: Standing, row: Row) -> list[Ask]:
    """Nobody but an administrator has a form for an account; her own is no exception."""
    data = {"name": "Cw", "email": "cw@example.com", row.fieldset: SMUGGLED[row.fieldset]}
    return form(f"/brugere/{w.user_id(w.who(row))}/ret/", data, "accounts_user")


def rule(_w: Standing, _row: Row) -> list[Ask]:
    newest = RuleVersion.objects.filter(rule__code="INL-JOBPARAT").order_by("-valid_from")[0]
    data = {
        "valid_from": "01-01-2027", "subject": "Visitation", "amount": 4, "unit": newest.unit,
        "roll": newest.roll, "authority": newest.authority, "applies_to": newest.applies_to,
        "condition_key": newest.condition_key, "legal_reference": newest.legal_reference,
    }  # fmt: skip
    return form(f"/fristregler/{newest.rule_id}/ny/", data, "interventions_ruleversion")


def shown_again(_w: Standing, _row: Row) -> list[Ask]:
    return [Ask("GET", "/noegler/")]


TOKEN = {
    "name": "Ledelsesinfo", "unit": "NORD", "scopes": ["reports.read"], "expires_on": "01-09-2026",
}  # fmt: skip
PAGES: dict[tuple[str, str], Asks] = {
    ("assignment", "take_substitute"): stand_in,
    ("break_glass", "request"): break_glass,
    ("break_glass", "review"): review,
    ("break_glass", "list"): lambda _w, _row: [Ask("GET", "/noedadgang/")],
    ("bulk", "csv_import_preview"): preview,
    ("bulk", "csv_import_commit"): commit,
    ("user", "patch_field"): smuggle,
    ("admin", "user_create"): lambda _w, _row: form("/brugere/ny/", USER, "accounts_user", ok=200),
    ("admin", "user_disable"): about("cw_glass_expired", "luk", "accounts_user"),
    ("admin", "terminate_sessions"): about("cw_same", "log-ud", ""),
    ("admin", "assign_role_ordinary"): about(
        "cw_same", "rolle", "accounts_rolegrant", role="team_lead", unit="NORD"
    ),
    ("admin", "assign_role_privileged_alone"): about(
        "cw_same", "rolle", "accounts_rolegrant", role="dpo"
    ),
    ("admin", "assign_role_to_self"): own_role,
    ("admin", "state_machine_config_edit"): rule,
    ("admin", "api_token_create"): lambda _w, _row: form(
        "/noegler/ny/", TOKEN, "accounts_token", ok=200
    ),
    ("admin", "api_token_show_again"): shown_again,
}
