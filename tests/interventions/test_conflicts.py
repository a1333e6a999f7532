"""Whoever tries to open her own or her family's case is shown to the data protection officer."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import AuditEvent
from cases.actions.kin import declare_kin
from cases.queries import identifier_index
from tests.interventions.api.calls import Caller, told
from tests.interventions.desk import text_of
from tests.make import actor, make_case, make_user

pytestmark = pytest.mark.django_db

CPR = "1705904321"


def test_an_attempt_stands_on_the_officers_page_and_in_her_list_without_a_name() -> None:
    bodil = make_user("bodil")
    case = make_case("2024-01-10", caseworker=bodil)
    case.citizen.identifiers.create(
        type="cpr", value=CPR, index=identifier_index("cpr", CPR), valid_from="2024-01-10"
    )
    declare_kin(CPR, "family", by=actor(bodil, "2024-05-06"))
    assert Caller(bodil).client.get(f"/sager/{case.pk}/").status_code == 404
    dora = Caller(make_user("dora", "dpo"))
    page = text_of(dora.client.get("/interessekonflikter/"))
    assert "bodil" in page
    assert case.citizen.family_name not in page
    row = dora.get("conflicts/").json()["results"][0]
    assert (row["user"], row["role"], row["citizen"]) == (
        "bodil", "caseworker", str(case.citizen_id),
    )  # fmt: skip
    assert AuditEvent.objects.latest("pk").action == "conflict_of_interest.list"
    assert "Interessekonflikter" in text_of(dora.client.get("/"))


@pytest.mark.parametrize("role", ["caseworker", "team_lead", "mentor", "manager", "admin"])
def test_nobody_else_is_told(role: str) -> None:
    caller = Caller(make_user("x", role))
    assert told(caller.get("conflicts/")) == (403, "forbidden")
    assert caller.client.get("/interessekonflikter/").status_code in (302, 403)


def test_a_stranger_signs_in_first() -> None:
    assert Client().get("/interessekonflikter/").status_code == 302
