"""Every move of every kind is made through its own page: one walk after another, with the mouse.

A walk is a list of (day, move, what is typed). The last test holds the walks against the code.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from django.test import Client

from cases.actions.assignments import assign_responsible
from cases.models import Approval, Case
from interventions.actions.steps import add_goal, add_step
from interventions.models import KINDS, DanishTeam, Goal
from tests.interventions import around_walks, danish_walks
from tests.interventions.desk import sit_down, text_of, turn_clock
from tests.make import UNMEASURED, actor, make_case, make_consent, make_user, step_of, system
from tests.make import at as moment

pytestmark = pytest.mark.django_db

PLACES: dict[str, str] = {"Case": "sager", "Goal": "maal"}
INVITED = {"meets_at": "07-03-2024 09:00", "channel": "letter", "letter": "Kom til samtale"}
TALK = {**INVITED, "talk_form": "in_person"}
COMPANY = {
    "form": "placement", "company": "Bageriet Ærø", "cvr": "13585628", "p_number": "1234567890",
    "contact": "Åse", "tasks": "Bage brød", "hours_per_week": "30",
    "planned_from": "06-03-2024", "planned_to": "02-04-2024",
}  # fmt: skip
AGREED = {
    "purpose": "training", "signed": "on", "quota_checked": "on",
    "goal-type": "language", "goal-text": "Taler med kunderne", "goal-sign": "Siger ti ord",
}  # fmt: skip
RUNNING = [("05", "plan", {}), ("05", "take_over", {})]
PLACED = [("05", "match", COMPANY), ("05", "agree", AGREED), ("06", "start", {})]

CONTRACT = {
    "job_goal": "Job i et køkken",
    "contract_goals": "Bestå modul 3",
    "activities": "Danskuddannelse og praktik",
    "declaration_signed_on": "05-03-2024",
}
WALKS: dict[str, list[tuple[str, str, dict[str, str]]]] = {
    "AsylumCentreTalk": [
        ("05", "reschedule", {"meets_at": "06-03-2024 10:00"}),
        ("06", "miss", {}),
        ("06", "plan_again", {}),
        ("07", "hold", {"competences": "Kok", "job_goal": "Køkken"}),
    ],
    "AsylumCentreTalk, aflyst": [("05", "cancel", {"reason": "Afslag"})],
    "WelcomeTalk": [
        ("05", "invite", INVITED),
        ("07", "miss", {"contact_attempts": "Ringet to gange"}),
        ("07", "invite_again", {**INVITED, "meets_at": "08-03-2024 09:00"}),
        ("08", "hold", {"bank_account": "yes", "mitid": "no", "job_help": "yes",
                        "health_need": "yes"}),
    ],
    "WelcomeTalk, undtaget": [("05", "invite", INVITED), ("05", "exempt", {"reason": "I job"})],
    "CompanyPlacement": [
        *PLACED,
        ("07", "record_absence", {"type": "syg", "from_on": "07-03-2024"}),
        ("08", "extend", {"planned_to": "28-05-2024", "reason": "Går godt"}),
        ("11", "pause", {"reason": "sygdom"}),
        ("18", "resume", {}),
    ],
    "CompanyPlacement, gennemført": PLACED,
    "CompanyPlacement, afbrudt": [
        *PLACED, ("08", "break_off", {"reason": "job", "continues_as": "job"}),
    ],
    "CompanyPlacement, aflyst": [("05", "cancel", {"reason": "Virksomheden sprang fra"})],
    "Mentoring": [
        ("05", "offer", {}),
        ("05", "decline", {}),
        ("06", "offer_again", {}),
        ("06", "assign", {"mentor": "mentor", "until": "05-02-2025"}),
        ("07", "change_mentor", {"mentor": "mentor", "handover_note": "Kender familien"}),
        ("07", "start", {}),
        ("08", "extend", {"until": "06-02-2025", "reason": "Lidt endnu"}),
        ("08", "end", {"reason": "job", "closing_note": "Tak for nu"}),
    ],
    "HealthAssessment": [
        ("05", "offer", {"existing_information": "Journal fra centret", "guidance_given": "on"}),
        ("05", "decline", {}),
        ("06", "offer_again", {}),
        ("06", "accept", {"clinic": "Lægehuset"}),
        ("07", "miss", {}),
        ("07", "accept", {"clinic": "Lægehuset"}),
        ("08", "examine", {}),
        ("08", "receive_result", {"result": "Rask", "plan_effect": "Ingen"}),
    ],
    "HealthAssessment, uden resultat": [
        ("05", "offer", {"existing_information": "Journal", "guidance_given": "on"}),
        ("06", "accept", {"clinic": "Lægehuset"}),
        ("07", "examine", {}),
        ("08", "close_without_result", {}),
    ],
    "HealthAssessment, ikke nødvendig": [
        ("05", "find_not_needed", {"reason": "Set i går", "existing_information": "Journal"}),
        ("06", "reassess", {}),
    ],
    "FollowUpTalk": [
        ("05", "invite", TALK),
        ("05", "send_regrets", {"reason": "Syg"}),
        ("05", "replan", {}),
        ("05", "invite", TALK),
        ("07", "miss", {"contact_attempts": "Sms", "reasonable_cause": "unknown"}),
        ("07", "invite_again", {**TALK, "meets_at": "08-03-2024 09:00"}),
        ("08", "hold", {"changes": "Ingen", "course_followed": "Ja", "outcome": "Taler mere",
                        "need_for_change": "Nej"}),
    ],
    "FollowUpTalk, aflyst": [("05", "cancel", {"reason": "Ferie"})],
    "IntegrationProgramme": [
        ("05", "agree_contract", CONTRACT),
        ("05", "start", {}),
        ("06", "revise_contract", {"contract_goals": "Job i en butik", "reason": "Flyttet"}),
        ("07", "pause", {"reason": "sygdom"}),
        ("08", "resume", {}),
        ("08", "complete", {"reason": "job"}),
    ],
    "IntegrationProgramme, afbrudt": [
        ("05", "agree_contract", CONTRACT), ("08", "break_off", {"reason": "udrejst"}),
    ],
    **danish_walks.WALKS,
    **around_walks.WALKS,
    "Goal": [("05", "reach", {"evaluation": "Ti ord"})],
    "Goal, delvist": [("05", "reach_partly", {})],
    "Goal, ikke": [("05", "fail", {})],
    "Goal, opgivet": [("05", "drop", {"reason": "Forkert mål"})],
    "Case": [
        ("05", "plan", {}),
        ("05", "approve_plan", {}),
        ("05", "take_over", {}),
        ("06", "pause", {"reason": "barsel", "pause_expected_end_on": "01-09-2024"}),
        ("07", "resume", {}),
        ("08", "close", {"reason": "job", **UNMEASURED}),
        ("08", "reopen", {"reason": "Jobbet holdt kun en dag"}),
    ],
    "Case, flytter": [
        *RUNNING,
        ("06", "report_move", {"moves_to": "Aarhus"}),
        ("07", "keep", {"reason": "Aarhus overtager ikke"}),
        ("08", "report_move", {"moves_to": "Odense"}),
        ("08", "hand_over", {}),
    ],
    "Case, andet spor": [
        *RUNNING, ("06", "change_track", {"reason": "skift_spor", "residence_basis": "eu"}),
    ],
    "Case, fejloprettet": [("05", "cancel", {"approval_reason": "Oprettet to gange"})],
}  # fmt: skip
BASES = {"WelcomeTalk": "ukraine_saerlov", "FollowUpTalk": "andet"}


def start_of(walk: str) -> Any:
    """The row at which the walk begins, in a case of an active caseworker."""
    kind = walk.partition(",")[0]
    if kind in ("JobDanish", "WorkplaceDanish"):
        return danish_walks.beside_the_plan(kind)
    if kind in ("VolunteerActivity", "SocialControlConcern"):
        return around_walks.beside_the_plan(kind)
    if kind == "Case":
        case = make_case("2024-01-02", plan=False)
        return assign_responsible(case, make_user("anna"), by=system(moment("2024-01-02")))
    not_needed = walk == "HealthAssessment, ikke nødvendig"
    basis = "ukraine_saerlov" if not_needed else BASES.get(kind, "konvention")
    arrived = {} if kind == "AsylumCentreTalk" else {"arrived_on": "2024-02-10"}
    case = make_case("2024-01-02", basis=basis, active=True, **arrived)
    for purpose in ("mentor", "doctor", "health_result"):
        make_consent(case, purpose, "2024-02-01")
    by = actor(make_user("anna"), "2024-03-04")
    if not_needed:
        return add_step(case, "HealthAssessment", by=by)
    if kind == "Goal":
        placement = step_of(case, KINDS["CompanyPlacement"])
        return add_goal(placement, by=by, type="social", text="Hilser", sign="Siger godmorgen")
    return step_of(case, KINDS[kind])


def page_of(row: Any, move: str) -> str:
    return f"/{PLACES.get(row.kind, 'skridt')}/{row.pk}/flyt/{move}/"


def again(row: models.Model) -> Any:
    return type(row)._default_manager.get(pk=row.pk)


def make_through_page(client: Client, row: Any, move: str, typed: dict[str, str]) -> Any:
    shown = client.get(page_of(row, move))
    assert shown.status_code == 200, text_of(shown)
    fresh = again(row)
    answer = client.post(
        page_of(row, move), {**prefilled(shown), **typed, "version": fresh.version}
    )
    assert answer.status_code == 302, text_of(answer)[2000:]
    return again(row)


def prefilled(shown: Any) -> dict[str, str]:
    """What the form sends when nothing is touched."""
    form = shown.context["form"]
    values = {field.html_name: field.value() for field in form}
    dated = {name: f"{v:%d-%m-%Y}" if hasattr(v, "strftime") else v for name, v in values.items()}
    return {name: value for name, value in dated.items() if value not in (None, "", False)}


@pytest.mark.parametrize("walk", WALKS)
def test_each_move_of_the_walk_is_made_through_its_page(
    walk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = start_of(walk)
    mentor = make_user("mentor", "mentor")
    lead = make_user("lene", "team_lead")
    for day, move, typed in WALKS[walk]:
        who = lead if move in ("reopen", "approve_plan") else make_user("anna")
        who = make_user("sofus") if row.kind == "SocialControlConcern" else who
        client = sit_down(monkeypatch, who, f"2024-03-{day}")
        before = row.state
        chosen = {"mentor": str(mentor.pk)} if "mentor" in typed else {}
        if "team" in typed:
            chosen["team"] = str(DanishTeam.objects.get().pk)
        row = make_through_page(client, row, move, {**typed, **chosen})
        targets = {a.target for a in row.arrows() if (a.move.name, a.source) == (move, before)}
        four_eyes = {before} if "approval_reason" in typed else set()
        assert {row.state} == (four_eyes or targets), move


def test_a_placement_ends_with_an_evaluation_of_each_goal(monkeypatch: pytest.MonkeyPatch) -> None:
    row = start_of("CompanyPlacement")
    for day, move, typed in PLACED:
        row = make_through_page(
            sit_down(monkeypatch, make_user("anna"), f"2024-03-{day}"), row, move, typed
        )
    turn_clock(monkeypatch, "2024-04-02")
    client = sit_down(monkeypatch, make_user("anna"), "2024-04-02")
    goal = row.goals.get()
    assert f"Sprogligt mål: {goal.text}" in text_of(client.get(page_of(row, "complete")))
    typed = {f"goal_{goal.pk}": "reach_partly", "continues_as": "new_placement"}
    row = make_through_page(client, row, "complete", typed)
    assert (row.state, again(goal).state) == ("completed", "partly_reached")


def test_a_proposed_cancellation_is_made_by_the_second_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = start_of("Case")
    client = sit_down(monkeypatch, make_user("anna"), "2024-03-05")
    case = make_through_page(client, case, "cancel", {"approval_reason": "Oprettet to gange"})
    assert case.state == "created"
    approval = Approval.objects.get(case=case)
    lead = sit_down(monkeypatch, make_user("lene", "team_lead"), "2024-03-06")
    lead.post(f"/godkendelser/{approval.pk}/", {"approve": "1"})
    assert again(case).state == "cancelled"


def test_the_walks_leave_out_no_move() -> None:
    kinds: dict[str, Any] = {**KINDS, "Case": Case, "Goal": Goal}
    there_are = {
        (kind, name)
        for kind, model in kinds.items()
        for name, move in model.moves().items()
        if not move.by_time
    }
    walked = {
        (walk.partition(",")[0], move) for walk, steps in WALKS.items() for _, move, _ in steps
    }
    assert there_are - walked == {("CompanyPlacement", "complete")}  # walked by a test of its own
    assert walked - there_are == set()
