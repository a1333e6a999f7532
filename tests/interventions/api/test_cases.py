"""The list of cases, one case, and registering a citizen."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from accounts.roles import Function
from cases.models import Case, PersonIdentifier
from tests import make
from tests.interventions.api.calls import Caller, told
from tests.interventions.api.conftest import World
from tests.interventions.counting import is_border

CPR = "1705900009"
PLAIN = ["id", "given_name", "family_name", "birth_year", "language", "interpreter", "care_mark"]
PERSONAL = ["born_on", "born_estimated", "sex", "protected", "residence", "income"]


def keys(body: dict[str, Any]) -> set[str]:
    return set(body)


def test_the_list_tells_of_each_case_one_may_see_and_of_no_other(world: World) -> None:
    make.make_case("2024-03-04", unit=make.make_unit("SYD"), caseworker=make.make_user("carl"),
                   plan=False)  # fmt: skip
    body = world.anna.get("cases/").json()
    assert body == {
        "next": None,
        "previous": None,
        "results": [
            {
                "id": world.case.pk,
                "version": 4,
                "state": "active",
                "track": "copenhagen",
                "citizen": world.case.citizen_id,
                "given_name": "Amal",
                "family_name": "Haddad",
                "unit": "NORD",
                "responsible": "anna",
                "opened_on": "2024-02-05",
                "handover_on": "2024-04-02",
                "closed_on": None,
            }
        ],
    }


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_five_queries_whatever_the_rows(db: None, rows: int) -> None:
    vera = make.make_user("vera", unit=make.make_unit("VEST"))
    for _ in range(rows):
        make.make_case("2024-02-05", caseworker=vera, unit=make.make_unit("VEST"))
    caller = Caller(vera)
    caller.get("me/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(caller.get("cases/").json()["results"]) == rows
    statements = [q["sql"] for q in asked if not is_border(q)]
    assert len(statements) == 5


def test_the_list_is_cut_by_a_cursor_and_none_is_told_twice(db: None) -> None:
    vera = make.make_user("vera", unit=make.make_unit("VEST"))
    cases = [
        make.make_case("2024-02-05", plan=False, unit=make.make_unit("VEST")).pk for _ in range(5)
    ]
    caller, found, address = Caller(vera), [], "/api/v1/cases/?page_size=2"
    while address:
        body = caller.client.get(address).json()
        found.append([row["id"] for row in body["results"]])
        address = body["next"]
    assert found == [[cases[4], cases[3]], [cases[2], cases[1]], [cases[0]]]


def test_the_filters_narrow_by_state_track_and_overdue(world: World) -> None:
    late = world.case.pk
    new = make.make_case("2024-05-06", basis="ukraine_saerlov", plan=False).pk
    answers = {
        query: [row["id"] for row in world.anna.get(f"cases/?{query}").json()["results"]]
        for query in ("state=created", "state=paused", "track=copenhagen", "overdue=true",
                      "overdue=true&track=ukraine")
    }  # fmt: skip
    assert answers == {
        "state=created": [new],
        "state=paused": [],
        "track=copenhagen": [late],
        "overdue=true": [late],
        "overdue=true&track=ukraine": [],
    }


def test_a_mentor_is_not_told_how_to_reach_one_who_took_her_consent_back(world: World) -> None:
    world.case.citizen.consents.update(withdrawn_on="2024-05-01")
    assert set(world.mentor.get(f"cases/{world.case.pk}/").json()["citizen"]) == set(PLAIN)


def test_overdue_tells_nobody_of_a_health_deadline_that_she_may_not_see(world: World) -> None:
    """KM-HELBRED is overdue; all other deadlines have been met."""
    deadlines = world.case.deadlines
    deadlines.exclude(rule__code__in=["KM-HELBRED", "INL-HELBRED"]).update(met_on="2024-04-02")
    deadlines.filter(rule__code="KM-HELBRED").update(due_on="2024-05-03")
    assert len(world.anna.get("cases/?overdue=true").json()["results"]) == 1
    assert world.colleague.get("cases/?overdue=true").json()["results"] == []


def test_a_list_is_written_down_with_its_filters_and_whom_it_showed(world: World) -> None:
    world.anna.get("cases/?state=active")
    row = AuditEvent.objects.latest("pk")
    assert (row.actor, row.action, row.fields, row.hits, row.subjects) == (
        "anna", "case.list", ["state"], 1, [str(world.case.citizen_id)]
    )  # fmt: skip


def test_the_responsible_caseworker_is_told_the_facts_of_a_case(world: World) -> None:
    response = world.anna.get(f"cases/{world.case.pk}/")
    body = response.json()
    assert response["ETag"] == '"4"'
    assert (body["state"], body["state_label"], body["version"]) == ("active", "Aktivt", 4)
    assert body["residence_basis"] == "konvention"
    assert body["anchors"]["allocated_on"] == "2024-02-05"
    assert body["anchors"]["handover_on"] == "2024-04-02"
    assert keys(body["citizen"]) == {*PLAIN, *PERSONAL, "contact", "address", "consents"}
    assert body["citizen"]["born_on"] == "1990-05-17"
    assert body["citizen"]["residence"] == [
        {"code": "konvention", "from_on": "2024-02-05", "to_on": None}
    ]
    assert body["needs"] == []


def test_what_the_asker_may_not_see_is_absent(world: World) -> None:
    shown = {
        name: keys(getattr(world, name).get(f"cases/{world.case.pk}/").json()["citizen"])
        for name in ("anna", "lead", "colleague", "mentor")
    }
    everything = {*PLAIN, *PERSONAL, "contact", "address", "consents"}
    assert shown == {
        "anna": everything,
        "lead": everything,
        "colleague": everything - {"address", "consents"},
        "mentor": {*PLAIN, "contact"},
    }
    case = {name: keys(getattr(world, name).get(f"cases/{world.case.pk}/").json())
            for name in ("anna", "colleague", "mentor")}  # fmt: skip
    assert case["anna"] - case["colleague"] == {"needs"}
    assert case["colleague"] - case["mentor"] == {
        "anchors", "in_programme", "residence_basis", "end_reason"
    }  # fmt: skip


def test_a_protected_address_is_absent_for_everyone_and_contact_for_the_unit(db: None) -> None:
    anna = make.make_user("anna")
    case = make.make_case("2024-02-05", caseworker=anna, citizen={"protected": True})
    for user, contact in ((anna, True), (make.make_user("bodil"), False)):
        citizen = Caller(user).get(f"cases/{case.pk}/").json()["citizen"]
        assert citizen["protected"] is True
        assert "address" not in citizen
        assert ("contact" in citizen) is contact


def test_needs_of_health_and_social_control_are_shown_to_those_who_may_know(world: World) -> None:
    needs = world.case.citizen.needs
    for code in ("dansk", "sundhed", "social_kontrol"):
        needs.create(code=code, opened_on="2024-04-08")
    coordinator = make.make_user("hanne")
    make.assign(world.case, coordinator, Function.HEALTH_COORDINATOR, "2024-04-08")
    seen = {
        name: [need["code"] for need in caller.get(f"cases/{world.case.pk}/").json()["needs"]]
        for name, caller in (("anna", world.anna), ("hanne", Caller(coordinator)))
    }
    assert seen == {"anna": ["dansk", "sundhed", "social_kontrol"], "hanne": ["sundhed"]}


def test_a_read_is_written_down_with_the_names_of_what_was_shown(world: World) -> None:
    world.mentor.get(f"cases/{world.case.pk}/")
    row = AuditEvent.objects.latest("pk")
    assert (row.actor, row.action, row.resource_id) == ("mia", "case.read", str(world.case.pk))
    assert row.subjects == [str(world.case.citizen_id)]
    assert {"citizen", "birth_year"} <= set(row.fields)
    assert "born_on" not in row.fields


def of_vest() -> Any:
    """The world's case is another unit's."""
    return Case.objects.filter(unit__code="VEST")


NEW: dict[str, Any] = {
    "cpr": "170590-0009",
    "given_name": "Nour",
    "family_name": "Saleh",
    "born_on": "1990-05-17",
    "sex": "M",
    "citizenship": "Syrien",
    "birth_country": "SY",
    "interpreter": "yes",
    "residence_basis": "konvention",
    "allocated_on": "2024-05-02",
    "opened_on": "2024-05-06",
    "plan_now": True,
    "confirmed": ["cpr_modulus"],
}


@pytest.mark.django_db
def test_registering_opens_a_case_that_its_caseworker_answers_for() -> None:
    vera = Caller(make.make_user("vera", unit=make.make_unit("VEST")))
    response = vera.post("cases/", NEW)
    assert response.status_code == 201, response.content
    case = of_vest().get()
    assert response.json() == {
        "id": case.pk, "kind": "Case", "state": "planned", "state_label": "Planlagt",
        "version": case.version,
    }  # fmt: skip
    assert (str(case.citizen), case.responsible.username) == ("Nour Saleh", "vera")
    assert PersonIdentifier.objects.get(type="cpr").value == CPR
    shown = vera.get(f"cases/{case.pk}/").json()
    assert shown["citizen"]["cpr_masked"] == "170590-****"
    assert CPR.encode() not in vera.get(f"cases/{case.pk}/").content


@pytest.mark.django_db
def test_a_registration_that_does_not_do_says_which_field_and_stores_nothing() -> None:
    vera = Caller(make.make_user("vera", unit=make.make_unit("VEST")))
    response = vera.post("cases/", {**NEW, "born_on": "2030-01-02", "sex": "x"})
    assert told(response) == (400, "invalid")
    assert {"born_on", "sex"} <= set(response.json()["errors"])
    assert told(vera.post("cases/", {**NEW, "unit": 3, "state": "active"})) == (400, "invalid")
    assert not of_vest().exists()


@pytest.mark.django_db
def test_a_warning_is_told_by_its_code_and_taken_back_in_confirmed() -> None:
    vera = Caller(make.make_user("vera", unit=make.make_unit("VEST")))
    make.make_case(
        "2024-02-05",
        unit=make.make_unit("VEST"),
        citizen={"given_name": "Nour", "family_name": "Saleh"},
    )
    response = vera.post("cases/", NEW)
    body = response.json()
    assert told(response) == (400, "invalid")
    assert body["alike"] == [of_vest().get().pk]
    assert set(body["warnings"]) == {"cpr_modulus", "double"}
    trail = AuditEvent.objects.get(action="citizen.found")
    assert (trail.action, trail.subjects) == (
        "citizen.found", [str(of_vest().get().citizen_id)]
    )  # fmt: skip
    again = vera.post("cases/", {**NEW, "confirmed": ["cpr_modulus", "double"]})
    assert again.status_code == 201


@pytest.mark.django_db
def test_a_mentor_registers_nobody() -> None:
    assert told(Caller(make.make_user("mia", "mentor")).post("cases/", NEW)) == (403, "forbidden")
