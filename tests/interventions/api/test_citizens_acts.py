"""What is done about a citizen: shown in full, protected, moved to another unit, merged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accounts.http import SIGNED_IN
from accounts.models import AuditEvent, Unit
from cases.actions.openings import stand_in
from cases.models import Assignment, Case, Protection, Reveal, StandIn
from tests import make
from tests.interventions.api.calls import Caller, told
from tests.interventions.api.citizen_world import (
    CPR,
    WHY,
    Machine,
    caller,
    give_number,
    set_apart,
)
from tests.interventions.api.conftest import TODAY, World


@pytest.fixture
def known(world: World) -> World:
    give_number(world.case, CPR)
    world.case.citizen.address = "Vej 1"
    world.case.citizen.save()
    return world


def act(who: Caller, world: World, what: str, **data: Any) -> Any:
    return who.post(f"citizens/{world.case.citizen_id}/{what}/", data)


def signed_in(who: Caller, *, minutes: int = 0) -> Caller:
    session = who.client.session
    session[SIGNED_IN] = (make.at(TODAY) - timedelta(minutes=minutes)).isoformat()
    session.save()
    return who


REVEALS_CPR = [
    ("own", "", 200), ("own", "protected", 200), ("substitute", "", 200), ("colleague", "", 403),
    ("stranger", "", 404), ("glass", "", 403), ("family", "", 404), ("own", "restricted", 403),
    ("lead", "", 200), ("lead", "protected", 200), ("other_lead", "", 404), ("mentor", "", 403),
    ("manager", "", 403), ("dpo", "", 403), ("machine", "", 403),
]  # fmt: skip


@pytest.mark.parametrize(("who", "what", "status"), REVEALS_CPR)
def test_a_number_is_shown_in_full_once_to_those_who_work_the_case(
    known: World, who: str, what: str, status: int
) -> None:
    asker = Machine("citizens.read") if who == "machine" else caller(known, who)
    set_apart(known.case, what)
    response = act(asker, known, "reveal-cpr", reason=WHY)
    assert response.status_code == status, response.content
    shown = status == 200
    assert (response.json().get("cpr") == "170590-0009") is shown
    assert Reveal.objects.count() == AuditEvent.objects.filter(action="reveal_cpr").count() == shown


REVEALS_ADDRESS = [
    ("own", 200), ("lead", 200), ("substitute", 403), ("colleague", 403), ("mentor", 403),
    ("stranger", 404), ("other_lead", 404), ("manager", 403), ("admin", 403), ("dpo", 403),
]  # fmt: skip


@pytest.mark.parametrize(("who", "status"), REVEALS_ADDRESS)
def test_a_protected_address_is_shown_to_the_responsible_and_the_lead_alone(
    known: World, who: str, status: int
) -> None:
    asker = signed_in(caller(known, who))
    set_apart(known.case, "protected")
    response = act(asker, known, "reveal-address", reason=WHY)
    assert response.status_code == status, response.content
    assert (b"Vej 1" in response.content) is (status == 200)
    assert Reveal.objects.count() == (status == 200)


def test_the_address_asks_for_a_fresh_sign_in_and_both_for_a_reason(known: World) -> None:
    set_apart(known.case, "protected")
    asker = signed_in(known.anna, minutes=11)
    response = act(asker, known, "reveal-address", reason=WHY)
    assert told(response) == (403, "fresh_sign_in_needed")
    signed_in(asker)
    for what in ("reveal-address", "reveal-cpr"):
        assert told(act(asker, known, what, reason="Haster")) == (400, "invalid")
        assert told(act(asker, known, what)) == (400, "invalid")
    assert not Reveal.objects.exists()
    assert act(asker, known, "reveal-address", reason=WHY).status_code == 200
    assert Reveal.objects.get().reason == WHY
    assert WHY not in str(AuditEvent.objects.latest("pk").__dict__)


def test_what_was_shown_is_not_kept_for_a_repeated_key(known: World) -> None:
    for _ in range(2):
        response = known.anna.post(
            f"citizens/{known.case.citizen_id}/reveal-cpr/", {"reason": WHY},
            **{"Idempotency-Key": "abc"},
        )  # fmt: skip
        assert response.status_code == 200
    assert Reveal.objects.count() == 2


PROTECTION = {"kind": "name_and_address", "from_on": "2024-05-01", "source": "CPR"}


def test_the_caseworker_protects_and_the_team_lead_lifts_it(known: World) -> None:
    made = act(known.anna, known, "protections", **PROTECTION)
    assert made.status_code == 201, made.content
    pk = made.json()["id"]
    assert AuditEvent.objects.filter(action="set_protection").count() == 1
    seen = known.colleague.get(f"citizens/{known.case.citizen_id}/protections/").json()
    assert [row["id"] for row in seen] == [pk]
    end = f"protections/{pk}/end/"
    assert told(known.anna.post(end, {"on": "2024-05-06"})) == (403, "forbidden")
    assert told(known.stranger.post(end, {"on": "2024-05-06"})) == (404, "not_found")
    assert told(known.manager.post(end, {"on": "2024-05-06"})) == (403, "forbidden")
    assert known.lead.post(end, {"on": "2024-05-06"}).status_code == 200
    assert AuditEvent.objects.filter(action="clear_protection").count() == 1
    assert not Protection.objects.filter(ended_on=None).exists()


@pytest.mark.parametrize(("who", "status"), [("colleague", 403), ("mentor", 403), ("dpo", 403)])
def test_nobody_else_protects(known: World, who: str, status: int) -> None:
    asker = caller(known, who)
    assert act(asker, known, "protections", **PROTECTION).status_code == status
    if who == "mentor":
        assert known.mentor.get(
            f"citizens/{known.case.citizen_id}/protections/"
        ).status_code == 403  # fmt: skip
    assert not Protection.objects.exists()


def south() -> Unit:
    unit = make.make_unit("SYD")
    make.make_user("carl", unit=unit)
    make.make_user("dorte", unit=unit)
    make.make_case("2024-03-04", caseworker=make.make_user("carl"), unit=unit)
    return unit


def test_a_running_case_goes_to_a_caseworker_there_and_the_old_unit_sees_it_no_more(
    known: World,
) -> None:
    south()
    colleague = make.make_user("bodil")
    stand_in(known.case, by=make.actor(colleague, TODAY), reason="Anna er syg")
    response = act(known.lead, known, "transfer", unit="SYD")
    assert response.status_code == 200, response.content
    case = Case.objects.get(pk=known.case.pk)
    assert (case.unit.code, case.responsible.username) == ("SYD", "dorte")
    for who in (known.anna, known.lead, known.colleague):
        assert told(who.get(f"citizens/{case.citizen_id}/")) == (404, "not_found")
    assert Caller(make.make_user("dorte")).get(f"citizens/{case.citizen_id}/").status_code == 200
    assert known.mentor.get(f"citizens/{case.citizen_id}/").status_code == 200
    assert not StandIn.objects.filter(until_at__gt=make.at(TODAY) + timedelta(seconds=1)).exists()
    running = Assignment.objects.filter(case=case, function="responsible", to_on=None)
    assert [row.user.username for row in running] == ["dorte"]
    trail = AuditEvent.objects.get(action="transfer_unit")
    assert (trail.resource_id, trail.fields) == (str(case.citizen_id), ["unit", "responsible"])


def test_the_caseworker_there_may_be_named_and_has_to_work_there(known: World) -> None:
    south()
    assert told(act(known.lead, known, "transfer", unit="SYD", responsible="anna")) == (
        400, "invalid"
    )  # fmt: skip
    assert act(known.lead, known, "transfer", unit="SYD", responsible="carl").status_code == 200
    assert Case.objects.get(pk=known.case.pk).responsible.username == "carl"


def test_nobody_is_handed_to_a_unit_without_caseworkers(known: World) -> None:
    make.make_unit("VEST")
    response = act(known.lead, known, "transfer", unit="VEST")
    assert told(response) == (400, "invalid")
    assert response.json()["errors"] == {
        "unit": ["Enheden har ingen sagsbehandler, der kan overtage ansvaret."]
    }
    assert Case.objects.get(pk=known.case.pk).unit.code == "NORD"


def test_a_case_that_is_not_planned_stands_on_the_other_units_list_of_unassigned(
    known: World,
) -> None:
    south()
    case = make.make_case("2024-05-06", plan=False)
    address = f"citizens/{case.citizen_id}/transfer/"
    assert known.lead.post(address, {"unit": "SYD"}).status_code == 200
    case = Case.objects.get(pk=case.pk)
    assert (case.unit.code, case.responsible, case.state) == ("SYD", None, "created")


def test_her_ended_cases_go_along(known: World) -> None:
    south()
    set_apart(known.case, "closed")
    make_open = Case.objects.create(
        citizen=known.case.citizen, unit=known.case.unit, track="general",
        residence_basis="andet", opened_on=make.day("2024-05-06"),
    )  # fmt: skip
    assert act(known.lead, known, "transfer", unit="SYD").status_code == 200
    cases = Case.objects.filter(citizen=make_open.citizen)
    assert {(one.unit.code, one.responsible) for one in cases} == {("SYD", None)}
    assert told(known.anna.get(f"citizens/{make_open.citizen_id}/")) == (404, "not_found")


@pytest.mark.parametrize(
    ("who", "status"), [("own", 403), ("other_lead", 404), ("manager", 403), ("mentor", 403)]
)
def test_only_the_units_own_lead_hands_over(known: World, who: str, status: int) -> None:
    south()
    assert act(caller(known, who), known, "transfer", unit="SYD").status_code == status
    assert Case.objects.get(pk=known.case.pk).unit.code == "NORD"


@pytest.mark.parametrize(("who", "status"), [("own", 403), ("lead", 200), ("other_lead", 404)])
def test_the_lead_merges_a_double(known: World, who: str, status: int) -> None:
    double = make.make_case("2024-02-05", plan=False)
    Case.objects.filter(pk=double.pk).update(
        state="cancelled", closed_on="2024-05-01", end_reason="fejloprettet"
    )
    data = {"double": double.pk, "arrived_on": "here"}
    response = act(caller(known, who), known, "merge", **data)
    assert response.status_code == status, response.content
    merged = AuditEvent.objects.filter(action="merge").count()
    assert merged == (status == 200)
    assert double.citizen.identifiers.exists() is (status != 200)
