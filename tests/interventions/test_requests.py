"""Requests from one person to another: help for a mentor, a step to end, a case to hand over."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from cases.access import OutOfReachError
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.requests import ask_to_hand_over, propose_completion
from interventions.models import FollowUpTalk, Mentoring, Request
from interventions.queries.requests import to_answer
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of, told
from tests.lifecycles.driver import again, drive, new_row
from tests.make import actor, assign, day, make_user
from tests.scenarios.acts import act

pytestmark = pytest.mark.django_db

TODAY = "2024-05-06"
LOG = {"outcome": "completed", "contact_form": "phone", "text": "Hun kan ikke betale huslejen."}
WORDS = "Hun taler dansk nu."


@pytest.fixture
def mentoring() -> Any:
    return drive(new_row("Mentoring"), "assigned")


@pytest.fixture
def case(mentoring: Any) -> Case:
    return mentoring.case


def mia(when: str = TODAY) -> Any:
    return actor(make_user("mia", "mentor"), when)


def log(mentoring: Any, **changes: Any) -> None:
    data = {"occurred_on": TODAY, **LOG, **changes}
    log_follow_up(mentoring, data, by=mia(), key=f"log-{changes}")


def talk(case: Case) -> Any:
    row = FollowUpTalk(case=case, added_on=day(TODAY))
    row.save()
    return row


def propose(case: Case) -> Request:
    return propose_completion(talk(case), by=mia(), text=WORDS)


def desk(monkeypatch: pytest.MonkeyPatch, name: str, role: str = "caseworker") -> Client:
    return sit_down(monkeypatch, make_user(name, role), TODAY)


def move(client: Client, row: Request, name: str, **typed: str) -> Any:
    data = {"version": again(row).version, "effective_on": "06-05-2024", **typed}
    return client.post(f"/registreringer/{row.pk}/flyt/{name}/", data)


def waiting(name: str, role: str = "caseworker") -> list[str]:
    return [one.title for one in to_answer(actor(make_user(name, role), TODAY))]


# --- help wanted


def test_a_mentor_who_wants_help_asks_the_responsible_caseworker(mentoring, monkeypatch):
    log(mentoring)
    assert waiting("anna") == []
    log(mentoring, help_wanted=True)
    assert waiting("anna") == ["Brug for hjælp"]
    page = text_of(desk(monkeypatch, "anna").get("/"))
    assert "1 anmodning venter på svar" in page
    assert "Hun kan ikke betale huslejen." in page
    assert waiting("leth", "team_lead") == []  # the lead decides who is responsible, no more
    assert waiting("berit") == []


def test_the_same_log_sent_twice_asks_once(mentoring):
    log(mentoring, help_wanted=True)
    log(mentoring, help_wanted=True)
    assert Request.objects.count() == 1


def test_an_answer_stands_on_the_mentors_own_page(mentoring, case, monkeypatch):
    log(mentoring, help_wanted=True)
    row = Request.objects.get()
    answer = move(desk(monkeypatch, "anna"), row, "accept", answer="Jeg ringer i morgen.")
    assert answer.status_code == 302
    assert waiting("anna") == []
    page = text_of(desk(monkeypatch, "mia", "mentor").get(f"/sager/{case.pk}/"))
    assert "Jeg ringer i morgen." in page


# --- a step to end


def test_a_mentor_proposes_to_end_a_shared_step_and_the_caseworker_makes_the_move(
    case, monkeypatch
):
    step = talk(case)
    hers = desk(monkeypatch, "mia", "mentor")
    address = f"/sager/{case.pk}/registrer/forslag/?id={step.pk}"
    assert address in hers.get(f"/sager/{case.pk}/").content.decode()
    answer = hers.post(address, {"text": WORDS})
    assert told(answer) == "Forslaget er sendt til sagsbehandleren."
    assert waiting("anna") == ["Forslag om at afslutte: Opfølgningssamtale"]
    anna = desk(monkeypatch, "anna")
    answer = move(anna, Request.objects.get(), "accept")
    assert "Foretag nu selv flytningen på skridtet." in told(answer)
    assert again(step).state == "planned"  # accepting moves nothing


def test_a_refusal_needs_its_reason(case, monkeypatch):
    row, anna = propose(case), desk(monkeypatch, "anna")
    assert WORDS in text_of(anna.get(f"/registreringer/{row.pk}/flyt/decline/"))
    assert move(anna, row, "decline").status_code == 422
    assert move(anna, row, "decline", answer="Hun mangler en samtale.").status_code == 302
    assert (again(row).state, again(row).answer) == ("declined", "Hun mangler en samtale.")


def test_a_mentor_makes_no_move_by_it_and_answers_nothing(case, monkeypatch):
    row, hers = propose(case), desk(monkeypatch, "mia", "mentor")
    assert move(hers, row, "accept").status_code == 403
    assert move(hers, row, "withdraw").status_code == 302
    assert again(row).state == "withdrawn"


def test_another_mentor_of_the_case_does_not_see_it(case, monkeypatch):
    row = propose(case)
    assign(case, make_user("mads", "mentor"), "mentor", "2024-03-01")
    theirs = desk(monkeypatch, "mads", "mentor")
    assert theirs.get(f"/registreringer/{row.pk}/flyt/withdraw/").status_code == 404
    assert WORDS not in text_of(theirs.get(f"/sager/{case.pk}/"))
    assert theirs.get(f"/api/v1/records/{row.pk}/").status_code == 404


def test_a_mentor_reads_her_own_request_over_the_api(case, monkeypatch):
    row = propose(case)
    body = desk(monkeypatch, "mia", "mentor").get(f"/api/v1/records/{row.pk}/").json()
    assert (body["kind"], body["state"]) == ("Request", "open")
    assert (body["facts"]["text"], body["facts"]["answer"]) == (WORDS, "")
    assert set(body["facts"]) == {"topic", "asked_by_id", "step_id", "text", "answer"}
    assert "end_reason" not in body


def test_a_colleague_who_sees_the_case_does_not_see_what_is_asked(case, monkeypatch):
    row, theirs = propose(case), desk(monkeypatch, "berit")
    assert theirs.get(f"/registreringer/{row.pk}/flyt/accept/").status_code == 404
    assert WORDS not in text_of(theirs.get(f"/sager/{case.pk}/"))


def test_only_a_shared_step_that_runs_may_be_proposed_and_only_once(case):
    step = talk(case)
    propose_completion(step, by=mia(), text=WORDS)
    with pytest.raises(NotPossibleError, match="venter på svar"):
        propose_completion(step, by=mia(), text=WORDS)
    hidden = case.steps.get(kind="HealthAssessment")
    with pytest.raises(OutOfReachError):
        propose_completion(hidden, by=mia(), text=WORDS)
    ended = act(talk(case), "cancel", TODAY)
    with pytest.raises(NotPossibleError, match="aflyst"):
        propose_completion(ended, by=mia(), text=WORDS)


# --- a case to hand over


def hand_over(case: Case) -> Request:
    by = actor(make_user("anna"), TODAY)
    return ask_to_hand_over(case, make_user("berit"), by=by, text="Jeg går på barsel.")


def test_the_team_lead_decides_who_takes_a_case_over(case, monkeypatch):
    row = hand_over(case)
    assert waiting("leth", "team_lead") == ["Ønske om at overdrage sagen: Berit"]
    assert waiting("anna") == waiting("berit") == []
    answer = move(desk(monkeypatch, "leth", "team_lead"), row, "accept")
    assert "Berit er nu ansvarlig for sagen." in told(answer)
    assert Case.objects.get(pk=case.pk).responsible.username == "berit"


def test_a_refused_hand_over_changes_nobody(case, monkeypatch):
    row = hand_over(case)
    lead = desk(monkeypatch, "leth", "team_lead")
    assert move(lead, row, "decline", answer="Berit har for mange.").status_code == 302
    assert Case.objects.get(pk=case.pk).responsible.username == "anna"


@pytest.mark.parametrize(("name", "role", "active"), [
    ("anna", "caseworker", True), ("mia", "mentor", True), ("sara", "caseworker", False),
])  # fmt: skip
def test_a_case_goes_to_another_active_caseworker_of_the_unit(case, name, role, active):
    other = make_user(name, role)
    User.objects.filter(pk=other.pk).update(is_active=active)
    with pytest.raises(NotPossibleError, match="Vælg en anden aktiv sagsbehandler"):
        ask_to_hand_over(case, other, by=actor(make_user("anna"), TODAY), text="Jeg går på barsel.")


def test_only_the_responsible_asks_to_hand_over(case):
    with pytest.raises(PermissionDenied):
        ask_to_hand_over(
            case, make_user("anna"), by=actor(make_user("berit"), TODAY), text="Giv mig den"
        )
    with pytest.raises(NotPossibleError, match="Kun den ansvarlige"):
        ask_to_hand_over(
            case, make_user("berit"), by=actor(make_user("leth", "team_lead"), TODAY), text="Nu"
        )


def test_the_page_offers_colleagues_and_the_lead_hears_of_it(case, monkeypatch):
    make_user("berit")
    anna = desk(monkeypatch, "anna")
    page = f"/sager/{case.pk}/registrer/overdrag/"
    assert "Berit" in text_of(anna.get(page))
    answer = anna.post(page, {"to_user": make_user("berit").pk, "text": "Barsel"})
    assert told(answer) == "Anmodningen er sendt til teamlederen."


# --- the end of the case, and what the list costs


def test_requests_lapse_with_the_case(case):
    row = propose(case)
    act(Case.objects.get(pk=case.pk), "close", TODAY, reason="job")
    assert again(row).state == "lapsed"
    with pytest.raises(NotPossibleError):
        hand_over(case)


def test_the_list_costs_the_same_with_many_requests(case, monkeypatch):
    anna = desk(monkeypatch, "anna")
    propose(case)
    few = queries_of(anna, "/")
    for _ in range(4):
        propose(case)
    assert queries_of(anna, "/") == few


def test_mentoring_is_never_proposed_by_one_who_does_not_mentor_it(mentoring):
    stranger = actor(make_user("mads", "mentor"), TODAY)
    with pytest.raises(OutOfReachError):
        propose_completion(Mentoring.objects.get(), by=stranger, text=WORDS)
