"""The law kept by hand: a new version begins after the newest one, and no old one changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import AuditEvent
from interventions.models import RuleVersion
from tests.interventions.api.calls import Caller, told
from tests.interventions.desk import sit_down, text_of
from tests.make import make_case, make_user

pytestmark = pytest.mark.django_db

DAY = "2024-05-06"
CODE = "KM-HELBRED"
NEW = {"code": CODE, "valid_from": "2025-01-01", "amount": 21}


@pytest.fixture
def admin(monkeypatch: pytest.MonkeyPatch) -> Caller:
    caller = Caller()
    caller.client = sit_down(monkeypatch, make_user("asta", "admin"), DAY)
    return caller


def versions(code: str = CODE) -> list[dict[str, Any]]:
    rows = RuleVersion.objects.filter(rule__code=code).order_by("valid_from")
    return list(rows.values())


def test_a_new_version_says_what_is_typed_and_keeps_the_rest(admin: Caller) -> None:
    (old,) = versions()
    answer = admin.post("law/rules/", NEW)
    assert answer.status_code == 200, answer.content
    before, after = versions()
    assert before == {**old, "valid_to": date(2024, 12, 31)}
    kept = {"id", "amount", "valid_from"}
    assert {k: v for k, v in after.items() if k not in kept} == {
        k: v for k, v in old.items() if k not in kept
    }
    assert (after["amount"], after["valid_from"]) == (21, date(2025, 1, 1))
    row = AuditEvent.objects.get(action="state_machine_config_edit")
    assert (row.actor, row.resource_id, row.fields) == ("asta", CODE, ["amount", "valid_from"])


def test_deadlines_that_stand_keep_their_dates(admin: Caller) -> None:
    case = make_case("2024-02-05", active=True)
    before = list(case.deadlines.order_by("pk").values())
    admin.post("law/rules/", NEW)
    assert list(case.deadlines.order_by("pk").values()) == before


def test_loading_the_shipped_law_again_leaves_it_alone(admin: Caller) -> None:
    admin.post("law/rules/", NEW)
    before = versions()
    call_command("load_law", verbosity=0)
    assert versions() == before


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"valid_from": "2016-01-01"}, 409, ""),
        ({"valid_from": "1990-01-01"}, 409, ""),
        ({"code": "NOWHERE"}, 400, "code"),
        ({"code": None}, 400, "code"),
        ({"valid_from": None}, 400, "valid_from"),
        ({"valid_from": "01-01-2025"}, 400, "valid_from"),
        ({"valid_to": "2024-12-31"}, 400, "form"),
        ({"condition_key": "no_such_word"}, 400, "form"),
        ({"unit": "fortnights"}, 400, "unit"),
        ({"unit": "working_days", "amount": -1}, 400, "form"),
        ({"amount": "21"}, 400, "amount"),
        ({"shape": "span"}, 400, "shape"),
        ({"anchor": "opened_on"}, 400, "anchor"),
        ({"fulfilled_by": "Case.close"}, 400, "fulfilled_by"),
    ],
)
def test_what_is_no_rule_is_refused_and_changes_nothing(
    admin: Caller, changed: Any, status: int, field: str
) -> None:
    before = list(RuleVersion.objects.order_by("pk").values())
    answer = admin.post("law/rules/", NEW | changed)
    assert answer.status_code == status, answer.content
    if field:
        assert list(answer.json()["errors"]) == [field]
    assert list(RuleVersion.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("role", ["caseworker", "team_lead", "mentor", "manager", "dpo"])
def test_only_an_administrator_keeps_the_law(role: str) -> None:
    caller = Caller(make_user("x", role))
    before = list(RuleVersion.objects.order_by("pk").values())
    assert told(caller.post("law/rules/", NEW)) == (403, "forbidden")
    assert told(caller.get("law/rules/")) == (403, "forbidden")
    assert caller.client.get("/fristregler/").status_code == 403
    assert list(RuleVersion.objects.order_by("pk").values()) == before


def test_the_list_has_every_version(admin: Caller) -> None:
    rows, address = [], "law/rules/?page_size=200"
    rows = admin.get(address).json()["results"]
    assert len(rows) == RuleVersion.objects.count()
    assert {"code", "amount", "unit", "valid_from", "valid_to", "legal_reference"} <= set(rows[0])


def test_the_page_shows_the_versions_and_makes_a_new_one(admin: Caller) -> None:
    browser = admin.client
    page = text_of(browser.get("/fristregler/"))
    assert "KM-HELBRED" in page
    rule = RuleVersion.objects.get(rule__code=CODE)
    address = f"/fristregler/{rule.rule_id}/ny/"
    form = browser.get(address)
    assert f'value="{rule.amount}"' in form.content.decode()
    typed = {
        **{k: v for k, v in versions()[0].items() if v is not None and v is not False},
        "valid_from": "01-01-2025", "amount": "21",
    }  # fmt: skip
    typed.pop("valid_to", None)
    early = browser.post(address, typed | {"valid_from": "01-01-2010"})
    assert early.status_code == 409
    assert "En ny skal begynde senere" in text_of(early)
    assert browser.post(address, typed).status_code == 302
    assert "Fra 01-01-2025: 21 måneder" in text_of(browser.get("/fristregler/"))
