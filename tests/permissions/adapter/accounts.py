"""Accounts, roles and tokens; and what nobody may, whatever her role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.permissions.adapter.papers import as_seen
from tests.permissions.asking import Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row

SMUGGLED: dict[str, Any] = {
    "is_staff": True, "is_superuser": True, "groups": [1], "role": "admin", "unit_id": 2,
    "mfa_enrolled": True, "is_active": False,
}  # fmt: skip
USER = {"username": "verden-ny", "name": "Ny Bruger", "email": "ny@example.com"}
TOKEN = {
    "name": "Ledelsesinfo",
    "unit": "NORD",
    "scopes": ["reports.read"],
    "expires_on": "2026-09-01",
}


def smuggle(w: Standing, row: Row) -> list[Ask]:
    data = {row.fieldset: SMUGGLED[row.fieldset]}
    own = w.user_id(w.who(row))
    return [Ask("PATCH", path, data, as_seen(w, row, path)) for path in (f"users/{own}/", "me/")]


def about(key: str, rest: str, method: str = "POST", **data: Any) -> Callable[..., list[Ask]]:
    def asks(w: Standing, row: Row) -> list[Ask]:
        return [Ask(method, f"users/{w.user_id(key)}/{rest}", data)]

    return asks


def own_role(w: Standing, row: Row) -> list[Ask]:
    who = w.who(row)
    pk = w.user_id(who if not who.startswith("token:") else "cw")
    return [Ask("POST", f"users/{pk}/roles/", {"role": "team_lead", "unit": "NORD"})]


def shown_again(w: Standing, row: Row) -> list[Ask]:
    return [Ask("GET", f"tokens/{w.tokens['token:full']['id']}/secret/")]


def fixed(method: str, path: str, data: Any = None) -> Callable[..., list[Ask]]:
    return lambda _w, _row: [Ask(method, path, data)]


RULE = {"code": "INL-JOBPARAT", "valid_from": "2027-01-01", "amount": 4}
ASKS = {
    ("user", "patch_field"): smuggle,
    ("admin", "user_create"): fixed("POST", "users/", USER),
    ("admin", "user_disable"): about("cw_glass_expired", "disable/"),
    ("admin", "mfa_reset"): about("cw_same", "reset-second-factor/"),
    ("admin", "terminate_sessions"): about("cw_same", "end-sessions/"),
    ("admin", "assign_role_ordinary"): about("cw_same", "roles/", role="team_lead", unit="NORD"),
    ("admin", "assign_role_privileged_alone"): about("cw_same", "roles/", role="dpo"),
    ("admin", "assign_role_to_self"): own_role,
    ("admin", "set_password_of_other"): about("cw_same", "password/", password="x" * 14),
    ("admin", "impersonate"): about("cw_same", "impersonate/"),
    ("admin", "open_django_admin_citizen_table"): fixed("GET", "/admin/cases/citizen/"),
    ("admin", "read_session_table"): fixed("GET", "sessions/"),
    ("admin", "state_machine_config_edit"): fixed("POST", "law/rules/", RULE),
    ("admin", "api_token_create"): fixed("POST", "tokens/", TOKEN),
    ("admin", "api_token_show_again"): shown_again,
    ("admin", "api_token_rotate_own"): fixed("POST", "tokens/rotate/"),
}
