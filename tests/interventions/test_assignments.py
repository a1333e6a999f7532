"""Colleagues on a case: given by a team lead for a time, and of no use before or after it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import AuditEvent, User
from accounts.roles import Permission
from cases.access import held_on
from cases.actions.assignments import end_assignment, give_function
from cases.errors import NotPossibleError
from cases.models import Assignment, Case
from tests.interventions.amal import TODAY, amals_case, page_of
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of, told
from tests.make import UNMEASURED, actor, day, make_case, make_unit, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import act

pytestmark = pytest.mark.django_db

P = Permission


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(amals_case())


@pytest.fixture
def torben() -> User:
    """Of another unit of the same area."""
    return make_user("torben", unit=make_unit("SYD"))


@pytest.fixture
def lead(monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("lone", "team_lead"), TODAY)


def lone(when: str = TODAY) -> Any:
    return actor(make_user("lone", "team_lead"), when)


def on(case: Case, user: User, when: str) -> frozenset[Permission]:
    return held_on(actor(user, when), case)


def give(case: Case, user: User, function: str = "company_consultant", **days: Any) -> Assignment:
    return give_function(case, user, function, by=lone(), **{"from_on": day(TODAY), **days})


@pytest.mark.parametrize(("function", "holds", "lacks"), [
    ("company_consultant", P.PLACEMENT_MOVE, P.HEALTH_SEE),
    ("health_coordinator", P.HEALTH_MOVE, P.NEEDS_SEE),
    ("family_caseworker", P.NEED_EDIT, P.PLACEMENT_MOVE),
])  # fmt: skip
def test_a_function_holds_from_its_first_day_to_the_day_it_ends(
    case: Case, torben: User, function: str, holds: Permission, lacks: Permission
) -> None:
    give(case, torben, function, from_on=day("2024-05-13"), to_on=day("2024-05-20"))
    held = {when: on(case, torben, when) for when in (
        "2024-05-12", "2024-05-13", "2024-05-19", "2024-05-20",
    )}  # fmt: skip
    assert [holds in permissions for permissions in held.values()] == [False, True, True, False]
    assert P.CASE_SEE not in held["2024-05-12"]
    assert lacks not in held["2024-05-13"]


def test_the_team_lead_gives_it_on_a_page_and_the_colleague_finds_the_case_on_her_list(
    case: Case, torben: User, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/sager/{case.pk}/registrer/tilknyt/"
    assert f'href="{page}"' in lead.get(f"/sager/{case.pk}/").content.decode()
    form = text_of(lead.get(page))
    assert "Virksomhedskonsulent" in form
    assert "Social kontrol-vejleder" not in form
    assert "Mentor" not in form
    typed = {"function": "company_consultant", "user": torben.pk, "from_on": "06-05-2024"}
    answer = lead.post(page, typed)
    assert "Torben er virksomhedskonsulent på sagen fra 06-05-2024." in told(answer)
    desk = sit_down(monkeypatch, torben, TODAY)
    assert "Amal Haddad" in text_of(desk.get("/"))
    assert desk.get(f"/sager/{case.pk}/").status_code == 200


def test_it_ends_on_the_page_and_the_case_is_gone_that_day(
    case: Case, torben: User, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = give(case, torben)
    page = f"/sager/{case.pk}/registrer/tilknytning-slut/?id={row.pk}"
    assert page in lead.get(f"/sager/{case.pk}/").content.decode()
    answer = lead.post(page, {"on": "05-05-2024"})
    assert answer.status_code == 422
    assert "Vælg 06-05-2024 eller en senere dag." in text_of(answer)
    assert "fra 08-05-2024" in told(lead.post(page, {"on": "08-05-2024"}))
    desk = sit_down(monkeypatch, torben, "2024-05-07")
    assert desk.get(f"/sager/{case.pk}/").status_code == 200
    desk = sit_down(monkeypatch, torben, "2024-05-08")
    assert desk.get(f"/sager/{case.pk}/").status_code == 404
    assert "Amal Haddad" not in text_of(desk.get("/"))


def test_only_the_team_lead_gives_and_ends(case: Case, torben: User) -> None:
    row = give(case, torben)
    for user in (make_user("anna"), torben):
        by = actor(user, TODAY)
        with pytest.raises(PermissionDenied):
            give_function(case, torben, "health_coordinator", by=by, from_on=by.today)
        with pytest.raises(PermissionDenied):
            end_assignment(case, row, by=by, on=by.today)


REFUSED = [
    ("somebody of another area", "company_consultant", {}, "er ikke sagsbehandler i sagens område"),
    ("a mentor", "company_consultant", {}, "Mia er ikke sagsbehandler i sagens område"),
    ("a closed user", "company_consultant", {}, "er lukket"),
    ("torben", "mentor", {}, "Vælg virksomhedskonsulent"),
    ("torben", "social_control_adviser", {}, "Vælg virksomhedskonsulent"),
    ("torben", "family_caseworker", {"from_on": day("2024-05-05")}, "adgang gives ikke bagud"),
    ("torben", "family_caseworker", {"to_on": day(TODAY)}, "skal ligge efter den første dag"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "function", "days", "told_why"), REFUSED)
def test_whoever_may_not_hold_it_is_refused_with_a_sentence(
    case: Case, torben: User, who: str, function: str, days: dict[str, Any], told_why: str
) -> None:
    people = {
        "torben": lambda: torben,
        "somebody of another area": lambda: make_user("ebbe", unit=make_unit("AAR", "AARHUS")),
        "a mentor": lambda: make_user("mia", "mentor"),
        "a closed user": closed_user,
    }
    with pytest.raises(NotPossibleError, match=told_why):
        give(case, people[who](), function, **days)
    assert Assignment.objects.filter(case=case).exclude(function="responsible").count() == 0


def closed_user() -> User:
    user = make_user("karl")
    user.is_active = False
    user.save()
    return user


def test_nobody_has_the_same_function_twice_at_a_time(case: Case, torben: User) -> None:
    give(case, torben, to_on=day("2024-06-01"))
    with pytest.raises(NotPossibleError, match="allerede virksomhedskonsulent på sagen"):
        give(case, torben, from_on=day("2024-05-31"))
    give(case, torben, from_on=day("2024-06-01"))
    give(case, torben, "health_coordinator")
    assert Assignment.objects.filter(case=case, user=torben).count() == 3


def test_closing_the_case_ends_also_what_was_to_end_or_to_begin_later(
    case: Case, torben: User
) -> None:
    row = give(case, torben, to_on=day("2024-09-01"))
    later = give(case, torben, "health_coordinator", from_on=day("2024-08-01"))
    act(case, "close", TODAY, reason="udrejst", **UNMEASURED)
    row.refresh_from_db()
    later.refresh_from_db()
    assert (row.to_on, later.to_on) == (day(TODAY), day("2024-08-01"))
    assert on(case, torben, "2024-08-01") == frozenset()
    with pytest.raises(NotPossibleError, match="Sagen er afsluttet"):
        give(case, torben)


def test_giving_and_ending_leave_one_row_each_in_the_trail(case: Case, torben: User) -> None:
    row = give(case, torben)
    end_assignment(case, row, by=lone("2024-05-07"), on=day("2024-05-07"))
    with pytest.raises(NotPossibleError, match="Tilknytningen sluttede 07-05-2024"):
        end_assignment(case, row, by=lone("2024-05-08"), on=day("2024-05-08"))
    rows = AuditEvent.objects.filter(actor="lone").order_by("pk")
    assert [(r.action, r.fields) for r in rows] == [
        ("case.assign", ["company_consultant"]), ("case.unassign", ["company_consultant"]),
    ]  # fmt: skip


def test_the_part_lists_who_is_what_and_never_an_adviser(case: Case, torben: User) -> None:
    give(case, torben, from_on=day("2024-06-01"))
    Assignment.objects.create(
        case=case, user=make_user("kim"), function="social_control_adviser", from_on=day(TODAY)
    )
    (part,) = [s for s in page_of(case).sections if s.key == "assignments"]
    assert [(e.title, e.state, e.under) for e in part.entries] == [
        ("Anna", "Ansvarlig sagsbehandler", "fra 08-01-2024"),
        ("Torben", "Virksomhedskonsulent", "fra 01-06-2024"),
    ]
    assert part.links == ()
    assert [e.links for e in part.entries] == [(), ()]


def test_the_part_costs_the_page_no_query_at_one_row_or_at_thirty(
    torben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case("2024-01-08", active=True)
    client = sit_down(monkeypatch, make_user("anna"), TODAY)
    before = queries_of(client, f"/sager/{case.pk}/")
    for number in range(29):
        user = make_user(f"kollega{number}")
        Assignment.objects.create(
            case=case, user=user, function="family_caseworker", from_on=day("2024-02-01")
        )
    assert queries_of(client, f"/sager/{case.pk}/") == before
