"""Standing in and breaking the glass: who gets which answer, and what is left in the trail."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from accounts.http import SIGNED_IN
from accounts.models import AuditEvent, Promise
from cases.actions.kin import declare_kin
from cases.models import BrokenGlass, Protection, Restriction, StandIn
from cases.queries import identifier_index
from interventions.models import JournalNote
from tests import make
from tests.interventions.api.calls import JSON, ROOT, Caller, told
from tests.interventions.api.conftest import TODAY, World

WHY = {"reason": "Anna er syg"}
GLASS = {"cause": "meeting", "reason": "Borgeren står i receptionen og er akut syg"}
CPR = "1705904321"


def fresh(caller: Caller, at: Any = TODAY) -> Caller:
    session = caller.client.session
    session[SIGNED_IN] = make.at(at).isoformat()
    session.save()
    return caller


def new(world: World, username: str, role: str = "caseworker", unit: str = "SYD") -> Caller:
    return fresh(Caller(make.make_user(username, role, make.make_unit(unit))))


def family(world: World, username: str) -> None:
    world.case.citizen.identifiers.create(
        type="cpr", value=CPR, index=identifier_index("cpr", CPR), valid_from="2024-01-10"
    )
    declare_kin(CPR, "family", by=make.actor(make.make_user(username), TODAY))


def last_trail() -> tuple[str, str]:
    row = AuditEvent.objects.latest("pk")
    return row.action, row.outcome


@pytest.mark.parametrize(
    ("who", "body", "expected"),
    [
        ("colleague", WHY, 201),
        ("colleague", {}, 400),
        ("colleague", {"reason": "  "}, 400),
        ("colleague", {**WHY, "until_at": "2025-01-01"}, 400),
        ("anna", WHY, 409),
        ("stranger", WHY, 404),
        ("stranger", {}, 404),
        ("mentor", WHY, 403),
        ("other_mentor", {}, 403),
        ("manager", WHY, 403),
        ("lead", WHY, 403),
    ],
)
def test_who_may_stand_in(world: World, who: str, body: Any, expected: int) -> None:
    response = getattr(world, who).post(f"cases/{world.case.pk}/stand-in/", body)
    assert response.status_code == expected, response.content
    assert StandIn.objects.count() == (expected == 201)
    if expected == 201:
        assert response.json()["until_at"] == "2024-05-07T13:00:00+02:00"
        assert last_trail() == ("take_substitute", "allow")
    if expected in (403, 404):
        assert last_trail() == ("POST api-stand-in", "deny")


def test_nobody_stands_in_on_her_familys_case_and_trying_is_told_to_the_dpo(world: World) -> None:
    family(world, "bodil")
    there = world.colleague.post(f"cases/{world.case.pk}/stand-in/", WHY)
    never = world.colleague.post("cases/999999/stand-in/", WHY)
    assert (there.status_code, there.content) == (404, never.content)
    row = AuditEvent.objects.get(action="conflict_of_interest")
    assert (row.actor, row.outcome, row.subjects) == ("bodil", "deny", [str(world.case.citizen_id)])


@pytest.mark.parametrize(
    ("who", "body", "expected"),
    [
        ("stranger", GLASS, (201, "")),
        ("stranger", {"cause": "meeting"}, (400, "invalid")),
        ("stranger", {"cause": "meeting", "reason": "Kort, 19 tegn lang"}, (400, "invalid")),
        ("stranger", {**GLASS, "cause": "x"}, (400, "invalid")),
        ("colleague", GLASS, (409, "not_possible")),
        ("mentor", GLASS, (403, "forbidden")),
        ("other_mentor", {}, (403, "forbidden")),
        ("manager", {}, (403, "forbidden")),
    ],
)
def test_who_may_break_the_glass(world: World, who: str, body: Any, expected: Any) -> None:
    caller = fresh(getattr(world, who))
    response = caller.post(f"cases/{world.case.pk}/break-glass/", body)
    if expected[0] != 201:
        assert told(response) == expected
        assert not BrokenGlass.objects.exists()
        return
    assert response.status_code == 201, response.content
    assert response.json()["until_at"] == "2024-05-06T14:00:00+02:00"
    assert last_trail() == ("break_glass.request", "allow")


@pytest.mark.parametrize("role", ["team_lead", "caseworker"])
@pytest.mark.parametrize("why", ["protected", "restricted", "family", "erased"])
@pytest.mark.parametrize("body", [GLASS, {}])
def test_glass_that_cannot_be_broken_looks_like_none(
    world: World, role: str, why: str, body: Any
) -> None:
    caller, citizen = new(world, "sofus", role), world.case.citizen
    if why == "protected":
        Protection.objects.create(citizen=citizen, from_on="2024-01-01", source="CPR")
    if why == "restricted":
        Restriction.objects.create(citizen=citizen, reason="x", from_at=make.at(TODAY))
    if why == "family":
        family(world, "sofus")
    if why == "erased":
        citizen.erased_at = make.at(TODAY)
        citizen.save()
    there = caller.post(f"cases/{world.case.pk}/break-glass/", body)
    never = caller.post("cases/999999/break-glass/", body)
    assert (there.status_code, there.content) == (404, never.content)
    assert not BrokenGlass.objects.exists()
    assert AuditEvent.objects.filter(action="conflict_of_interest").exists() == (why == "family")


@pytest.mark.parametrize(("minutes", "expected"), [(10, 201), (11, 403)])
def test_the_glass_asks_for_a_fresh_sign_in(world: World, minutes: int, expected: int) -> None:
    caller = fresh(world.stranger, make.at(TODAY) - timedelta(minutes=minutes))
    response = caller.post(f"cases/{world.case.pk}/break-glass/", GLASS)
    assert response.status_code == expected
    if expected == 403:
        assert told(response) == (403, "fresh_sign_in_needed")


def test_without_one_nobody_learns_whether_a_case_is_there(world: World) -> None:
    there = world.stranger.post(f"cases/{world.case.pk}/break-glass/", GLASS)
    never = world.stranger.post("cases/999999/break-glass/", GLASS)
    assert (there.status_code, there.content) == (never.status_code, never.content)


def test_the_eleventh_time_in_a_day_is_refused(world: World) -> None:
    caller = fresh(world.stranger)
    for _ in range(10):
        assert caller.post(f"cases/{world.case.pk}/break-glass/", GLASS).status_code == 201
    eleventh = caller.post(f"cases/{world.case.pk}/break-glass/", GLASS)
    assert told(eleventh) == (429, "too_many")
    assert "10 gange på et døgn" in eleventh.json()["detail"]
    assert BrokenGlass.objects.count() == 10


def test_behind_broken_glass_one_reads_and_writes_one_kind_of_note(world: World) -> None:
    caller, pk = fresh(world.stranger), world.case.pk
    assert caller.post(f"cases/{pk}/emergency-notes/", {"text": "x"}).status_code == 404
    caller.post(f"cases/{pk}/break-glass/", GLASS)
    assert caller.get(f"cases/{pk}/").status_code == 200
    note = {"theme": "andet", "happened_on": TODAY, "text": "x", "direction": "internal"}
    assert told(caller.post(f"cases/{pk}/notes/", note)) == (403, "forbidden")
    assert caller.post(f"cases/{pk}/moves/close/", {}).status_code == 403
    written = caller.post(f"cases/{pk}/emergency-notes/", {"text": "Lægen er tilkaldt"})
    assert written.status_code == 201, written.content
    row = JournalNote.objects.get(pk=written.json()["id"])
    assert (row.emergency, row.text, row.by.username) == (True, "Lægen er tilkaldt", "carl")
    assert caller.get("cases/").json()["results"] == []


@pytest.mark.parametrize("who", ["anna", "lead", "mentor", "colleague", "manager"])
def test_whoever_has_no_broken_glass_writes_no_emergency_note(world: World, who: str) -> None:
    response = getattr(world, who).post(f"cases/{world.case.pk}/emergency-notes/", {"text": "x"})
    assert response.status_code == 403
    assert not JournalNote.objects.exists()


VERDICT = {"verdict": "explained"}


@pytest.mark.parametrize(
    ("who", "body", "expected"),
    [
        ("lead", VERDICT, 200),
        ("lead", {"verdict": "breach", "note": "Ikke tjenstligt"}, 200),
        ("lead", {"verdict": "breach"}, 400),
        ("lead", {}, 400),
        ("dpo", VERDICT, 200),
        ("anna", VERDICT, 403),
        ("stranger", VERDICT, 403),
        ("admin", VERDICT, 403),
        ("other_lead", VERDICT, 404),
    ],
)
def test_who_reviews_it(world: World, who: str, body: Any, expected: int) -> None:
    fresh(world.stranger).post(f"cases/{world.case.pk}/break-glass/", GLASS)
    row = BrokenGlass.objects.get()
    others = {
        "dpo": lambda: new(world, "dora", "dpo"),
        "admin": lambda: new(world, "adam", "admin"),
        "other_lead": lambda: new(world, "otto", "team_lead"),
    }
    caller = others[who]() if who in others else getattr(world, who)
    response = caller.post(f"break-glass/{row.pk}/review/", body)
    assert response.status_code == expected, response.content
    row.refresh_from_db()
    assert (row.verdict, row.reviewed_at is not None) == (
        (body["verdict"], True) if expected == 200 else ("", False)
    )


def test_nobody_reviews_her_own_whatever_she_sends(world: World) -> None:
    lead = new(world, "otto", "team_lead")
    lead.post(f"cases/{world.case.pk}/break-glass/", GLASS)
    for body in (VERDICT, {}):
        response = lead.post(f"break-glass/{BrokenGlass.objects.get().pk}/review/", body)
        assert told(response) == (403, "forbidden")


def test_the_list_names_no_citizen(world: World) -> None:
    fresh(world.stranger).post(f"cases/{world.case.pk}/break-glass/", GLASS)
    dpo = new(world, "dora", "dpo")
    response = dpo.get("break-glass/")
    assert [row["case"] for row in response.json()["results"]] == [world.case.pk]
    assert "Haddad" not in json.dumps(response.json(), ensure_ascii=False)
    assert world.anna.get("break-glass/").status_code == 403


def test_a_mentor_who_has_not_promised_is_told_so_everywhere(world: World) -> None:
    Promise.objects.all().delete()
    for path in ("cases/", f"cases/{world.case.pk}/", "steps/", f"steps/{world.mentoring.pk}/"):
        assert told(world.mentor.get(path)) == (403, "promise_missing"), path
    answer = world.mentor.client.post(
        f"{ROOT}steps/{world.mentoring.pk}/follow-ups/", "{}", content_type=JSON
    )
    assert told(answer) == (403, "promise_missing")
