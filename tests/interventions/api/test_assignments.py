"""Handing cases out: who may, to whom, and that nobody is left without a responsible."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import RoleGrant, User
from accounts.roles import Function
from cases.actions.kin import declare_kin
from cases.actions.staff import cases_left_by
from cases.models import Assignment, Case, Consent
from cases.queries import identifier_index
from interventions.models import Mentoring
from tests import make
from tests.interventions.api.calls import Caller, told
from tests.interventions.api.conftest import TODAY, World

CPR = "1705904321"
HERS = {"user": "bodil", "function": "responsible"}


def family(case: Case, username: str) -> None:
    case.citizen.identifiers.create(
        type="cpr", value=CPR, index=identifier_index("cpr", CPR), valid_from="2024-01-10"
    )
    declare_kin(CPR, "family", by=make.actor(User.objects.get(username=username), TODAY))


@pytest.mark.parametrize(
    ("who", "body", "expected"),
    [
        ("lead", HERS, 201),
        ("lead", {"user": "bodil", "function": "company_consultant"}, 201),
        ("lead", {"user": "bodil", "function": "mentor"}, 400),
        ("lead", {"user": "bodil", "function": "social_control_adviser"}, 400),
        ("lead", {"user": "ingen", "function": "responsible"}, 400),
        ("lead", {"user": "carl", "function": "responsible"}, 409),  # of another unit
        ("lead", {"user": "mia", "function": "responsible"}, 409),  # no caseworker
        ("lead", {"user": "bodil"}, 400),
        ("lead", {**HERS, "from_on": "2020-01-01"}, 400),
        ("anna", HERS, 403),
        ("colleague", HERS, 403),
        ("mentor", HERS, 403),
        ("manager", HERS, 403),
    ],
)
def test_who_hands_a_case_to_whom(world: World, who: str, body: Any, expected: int) -> None:
    before = Assignment.objects.count()
    response = getattr(world, who).post(f"cases/{world.case.pk}/assignments/", body)
    assert response.status_code == expected, response.content
    assert (Assignment.objects.count() > before) == (expected == 201)
    case = Case.objects.get(pk=world.case.pk)
    moved = expected == 201 and body["function"] == "responsible"
    assert str(case.responsible) == ("Bodil" if moved else "Anna")


def test_another_units_lead_finds_no_case(world: World) -> None:
    lead = Caller(make.make_user("otto", "team_lead", make.make_unit("SYD")))
    there = lead.post(f"cases/{world.case.pk}/assignments/", HERS)
    never = lead.post("cases/999999/assignments/", HERS)
    assert (there.status_code, there.content) == (404, never.content)


def closed(user: User) -> None:
    user.is_active = False
    user.save()


def moved_on(user: User) -> None:
    RoleGrant.objects.filter(user=user).update(to_on=TODAY)


@pytest.mark.parametrize(("leave", "expected"), [(closed, 400), (moved_on, 409)])
def test_whoever_has_left_is_given_nothing(world: World, leave: Any, expected: int) -> None:
    leave(User.objects.get(username="bodil"))
    response = world.lead.post(f"cases/{world.case.pk}/assignments/", HERS)
    assert response.status_code == expected


@pytest.mark.parametrize("function", ["responsible", "health_coordinator"])
def test_family_is_refused_with_a_sentence_that_tells_nothing(world: World, function: str) -> None:
    family(world.case, "bodil")
    body = {"user": "bodil", "function": function}
    response = world.lead.post(f"cases/{world.case.pk}/assignments/", body)
    assert told(response) == (403, "forbidden")
    assert response.json()["detail"] == "Bodil kan ikke få denne sag. Vælg en anden."


def test_a_function_ends_and_a_responsible_is_relieved_instead(world: World) -> None:
    world.lead.post(
        f"cases/{world.case.pk}/assignments/", {"user": "bodil", "function": "health_coordinator"}
    )
    rows = {row.function: row for row in world.case.assignments.all()}
    responsible = world.lead.post(f"assignments/{rows['responsible'].pk}/end/")
    assert told(responsible) == (409, "not_possible")
    mentor = world.lead.post(f"assignments/{rows['mentor'].pk}/end/")
    assert told(mentor) == (409, "not_possible")
    path = f"assignments/{rows['health_coordinator'].pk}/end/"
    assert world.colleague.post(path).status_code == 403
    assert world.lead.post(path).json()["to_on"] == TODAY
    assert world.lead.post(path).status_code == 409


def test_the_list_keeps_quiet_about_an_adviser_and_a_mentor_sees_who_is_there_now(
    world: World,
) -> None:
    make.assign(world.case, make.make_user("sif"), Function.SOCIAL_CONTROL_ADVISER, TODAY)
    told_anna = [r["function"] for r in world.anna.get(_list(world)).json()["results"]]
    assert told_anna == ["mentor", "responsible"]
    assert world.mentor.get(_list(world)).status_code == 200
    assert world.stranger.get(_list(world)).status_code == 404


def _list(world: World) -> str:
    return f"cases/{world.case.pk}/assignments/"


# --- mentors
@pytest.fixture
def unmentored(world: World) -> Case:
    case = make.make_case("2024-03-04", active=True, caseworker=make.make_user("anna"))
    make.make_consent(case, "mentor", "2024-04-08")
    return case


@pytest.mark.parametrize(
    ("who", "change", "expected"),
    [
        ("anna", "", 201),
        ("lead", "", 201),
        ("anna", "no_consent", 400),
        ("lead", "no_consent", 400),
        ("anna", "withdrawn", 400),
        ("anna", "family", 403),
        ("colleague", "", 403),
        ("colleague", "no_consent", 403),
        ("stranger", "", 404),
        ("stranger", "no_consent", 404),
        ("mentor", "", 403),
        ("manager", "", 403),
    ],
)
def test_who_assigns_a_mentor(
    world: World, unmentored: Case, who: str, change: str, expected: int
) -> None:
    if change == "no_consent":
        Consent.objects.filter(citizen=unmentored.citizen).delete()
    if change == "withdrawn":
        Consent.objects.filter(citizen=unmentored.citizen).update(withdrawn_on=TODAY)
    if change == "family":
        family(unmentored, "mads")
    path = f"cases/{unmentored.pk}/mentor-assignments/"
    response = getattr(world, who).post(path, {"mentor": "mads"})
    assert response.status_code == expected, response.content
    given = Assignment.objects.filter(case=unmentored, function="mentor").exists()
    assert given == (expected == 201)
    if expected == 201:
        step = Mentoring.objects.get(case=unmentored)
        assert (step.state, str(step.mentor)) == ("assigned", "Mads")
        assert world.other_mentor.get(f"cases/{unmentored.pk}/").status_code == 200
    if change == "family":
        assert response.json()["detail"] == "Mads kan ikke få denne sag. Vælg en anden."


def test_a_second_mentor_takes_over_from_the_first(world: World) -> None:
    path = f"cases/{world.case.pk}/mentor-assignments/"
    assert told(world.anna.post(path, {"mentor": "mia"})) == (409, "not_possible")
    response = world.anna.post(path, {"mentor": "mads", "handover_note": "Taler arabisk"})
    assert response.status_code == 201, response.content
    assert world.mentor.get(f"cases/{world.case.pk}/").status_code == 404
    assert world.mentoring.mentor.username == "mads"


@pytest.mark.parametrize(
    ("who", "expected"),
    [("anna", 200), ("lead", 200), ("colleague", 403), ("stranger", 404), ("mentor", 403),
     ("manager", 403)],
)  # fmt: skip
def test_who_ends_a_mentors_assignment(world: World, who: str, expected: int) -> None:
    row = world.case.assignments.get(function="mentor")
    response = getattr(world, who).post(f"mentor-assignments/{row.pk}/end/")
    assert response.status_code == expected, response.content
    assert world.mentoring.state == ("ended" if expected == 200 else "assigned")
    seen = world.mentor.get(f"cases/{world.case.pk}/").status_code
    assert seen == (404 if expected == 200 else 200)


# --- many at once
def test_each_of_many_cases_gets_its_verdict(world: World) -> None:
    anna = make.make_user("anna")
    cases = [make.make_case("2024-03-04", caseworker=anna) for _ in range(3)]
    foreign = make.make_case(
        "2024-03-04", unit=make.make_unit("SYD"), caseworker=make.make_user("carl")
    )
    family(cases[1], "bodil")
    ids = [world.case.pk, *(case.pk for case in cases), foreign.pk, 999_999]
    response = world.lead.post("assignments/bulk/", {"cases": ids, "to": ["bodil"]})
    verdicts = {v["case"]: v for v in response.json()["verdicts"]}
    assert [verdicts[pk]["verdict"] for pk in ids] == [
        "moved", "moved", "refused", "moved", "refused", "refused",
    ]  # fmt: skip
    assert verdicts[cases[1].pk]["reason"] == "Bodil kan ikke få denne sag. Vælg en anden."
    assert verdicts[foreign.pk]["reason"] == verdicts[999_999]["reason"]
    assert [c.pk for c in cases_left_by(anna, make.actor(anna, TODAY))] == [cases[1].pk]
    assert not Case.objects.exclude(state="created").filter(responsible=None).exists()


def test_they_are_spread_by_fewest_open_cases(world: World) -> None:
    anna, dina = make.make_user("anna"), make.make_user("dina")
    make.make_case("2024-03-04", caseworker=dina)
    ids = [make.make_case("2024-03-04", caseworker=anna).pk for _ in range(3)]
    response = world.lead.post("assignments/bulk/", {"cases": ids})
    assert [v["to"] for v in response.json()["verdicts"]] == ["Bodil", "Bodil", "Dina"]


def test_whoever_has_it_already_is_not_given_it_again(world: World) -> None:
    response = world.lead.post("assignments/bulk/", {"cases": [world.case.pk], "to": ["anna"]})
    assert response.json()["verdicts"][0]["reason"] == "Anna har allerede forløbet."


@pytest.mark.parametrize(
    ("who", "body", "expected"),
    [
        ("lead", {}, 400),
        ("lead", {"cases": []}, 400),
        ("lead", {"cases": "1"}, 400),
        ("lead", {"cases": [True]}, 400),
        ("lead", {"cases": list(range(501))}, 400),
        ("lead", {"cases": [1], "to": ["ingen"]}, 400),
        ("lead", {"cases": [1], "to": "anna"}, 400),
        ("lead", {"cases": [1], "unit": "SYD"}, 400),
        ("anna", {"cases": [1]}, 403),
        ("mentor", {"cases": [1]}, 403),
        ("manager", {}, 403),
    ],
)
def test_what_the_bulk_endpoint_refuses(world: World, who: str, body: Any, expected: int) -> None:
    assert getattr(world, who).post("assignments/bulk/", body).status_code == expected
