"""Registering a citizen, and putting right how to reach her."""

from __future__ import annotations

import json
from typing import Any

import pytest

from accounts.models import AuditEvent
from cases.models import Case, Change, Citizen
from tests import make
from tests.interventions.api.calls import JSON, ROOT, Caller, told
from tests.interventions.api.citizen_world import (
    CPR,
    Machine,
    caller,
    give_number,
    set_apart,
)
from tests.interventions.api.conftest import World

NEW: dict[str, Any] = {
    "cpr": "170590-0009", "given_name": "Nour", "family_name": "Saleh", "born_on": "1990-05-17",
    "sex": "M", "citizenship": "Syrien", "birth_country": "SY", "interpreter": "yes",
    "residence_basis": "konvention", "allocated_on": "2024-05-02", "opened_on": "2024-05-06",
    "confirmed": ["cpr_modulus"],
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["caseworker", "team_lead"])
def test_a_citizen_is_registered_in_the_units_own_name(role: str) -> None:
    desk = Caller(make.make_user("anna", role))
    response = desk.post("citizens/", {**NEW, "unit": "NORD"})
    case = Case.objects.get()
    assert response.status_code == 201, response.content
    assert response.json() == {"id": case.citizen_id, "case_id": case.pk, "version": 1}
    assert case.unit.code == "NORD"
    assert AuditEvent.objects.filter(action="citizen.register", outcome="allow").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["caseworker", "team_lead"])
def test_nobody_registers_for_another_unit(role: str) -> None:
    make.make_unit("SYD")
    desk = Caller(make.make_user("anna", role))
    assert told(desk.post("citizens/", {**NEW, "unit": "SYD"})) == (403, "forbidden")
    assert told(desk.post("citizens/", {**NEW, "unit": "VEST"})) == (400, "invalid")
    assert not Case.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["mentor", "manager", "admin", "dpo"])
def test_whoever_registers_nobody_is_refused_before_anything_is_read(role: str) -> None:
    assert told(Caller(make.make_user("x", role)).post("citizens/", {})) == (403, "forbidden")


@pytest.mark.django_db
def test_a_machine_registers_for_its_unit_and_the_team_lead_hands_the_case_out() -> None:
    response = Machine("citizens.create").post("citizens/", NEW)
    assert response.status_code == 201, response.content
    case = Case.objects.get()
    assert (case.state, case.responsible, case.unit.code) == ("created", None, "NORD")
    assert told(Machine("citizens.read").post("citizens/", NEW)) == (403, "forbidden")


def patch(who: Caller, world: World, data: Any, version: int | None = 1) -> Any:
    headers = {"If-Match": f'"{version}"'} if version else {}
    address = f"{ROOT}citizens/{world.case.citizen_id}/"
    return who.client.patch(address, json.dumps(data), content_type=JSON, headers=headers)


def test_only_what_was_sent_is_changed_and_the_old_value_is_kept(world: World) -> None:
    citizen = world.case.citizen
    citizen.phone, citizen.email = "+4522334455", "a@b.dk"
    citizen.save()
    data = {"care_mark": "Ring først", "phone": "", "language": "ukr", "interpreter": "yes"}
    response = patch(world.anna, world, data)
    assert response.status_code == 200, response.content
    assert (response.json()["version"], response["ETag"]) == (2, '"2"')
    citizen.refresh_from_db()
    assert (citizen.care_mark, citizen.phone, citizen.email, citizen.language) == (
        "Ring først", "", "a@b.dk", "ukr"
    )  # fmt: skip
    assert Change.objects.get(field="phone").old == "+4522334455"
    trail = AuditEvent.objects.get(action="citizen.change")
    assert set(trail.fields) == {"care_mark", "phone", "language", "interpreter"}


MAY = [
    ("own", "", 200), ("substitute", "", 200), ("lead", "", 200), ("colleague", "", 403),
    ("stranger", "", 404), ("glass", "", 403), ("family", "", 404), ("own", "restricted", 403),
    ("own", "closed", 409), ("other_lead", "", 404), ("mentor", "", 403),
    ("other_mentor", "", 404), ("manager", "", 403), ("admin", "", 403), ("dpo", "", 403),
    ("machine", "", 403),
]  # fmt: skip


@pytest.mark.parametrize(("who", "what", "status"), MAY)
def test_who_may_change_her(world: World, who: str, what: str, status: int) -> None:
    give_number(world.case, CPR)
    writer = Machine("citizens.read") if who == "machine" else caller(world, who)
    set_apart(world.case, what)
    response = patch(writer, world, {"care_mark": "Ring først"})
    assert response.status_code == status, response.content
    kept = Citizen.objects.get(pk=world.case.citizen_id).care_mark
    assert kept == ("Ring først" if status == 200 else "")


@pytest.mark.parametrize(
    "key",
    ["id", "unit_id", "responsible_id", "created_by", "created_at", "state", "protection_flag",
     "restricted", "erased_at", "legal_hold", "version", "author_id", "given_name", "born_on",
     "search_key", "nonsense"],
)  # fmt: skip
def test_no_other_key_is_written(world: World, key: str) -> None:
    before = Citizen.objects.filter(pk=world.case.citizen_id).values().get()
    for writer in (world.anna, world.lead):
        response = patch(writer, world, {key: 7, "care_mark": "Ring først"})
        assert told(response) == (400, "invalid")
        assert key in response.json()["errors"]
    assert Citizen.objects.filter(pk=world.case.citizen_id).values().get() == before


def test_the_version_that_was_seen_is_asked_for_and_has_to_be_the_latest(world: World) -> None:
    data = {"care_mark": "Ring først"}
    assert told(patch(world.anna, world, data, None)) == (428, "precondition_required")
    assert patch(world.anna, world, data).status_code == 200
    assert told(patch(world.anna, world, {"phone": ""})) == (412, "precondition_failed")


def test_a_protected_address_is_not_overwritten_by_who_is_not_shown_it(world: World) -> None:
    set_apart(world.case, "protected")
    response = patch(world.anna, world, {"address": "Vej 2"})
    assert response.json()["errors"] == {"address": ["Feltet kendes ikke her."]}
    bad = patch(world.anna, world, {"phone": "ring", "interpreter": "måske"})
    assert set(bad.json()["errors"]) == {"phone", "interpreter"}
