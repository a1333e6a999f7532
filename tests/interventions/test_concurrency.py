"""Several people at once, each in a thread and a database connection of her own.

One wins; the others are told who was first and what she did; nothing is written twice.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.actor import Actor
from accounts.models import AuditEvent
from cases.errors import ConflictError, NotPossibleError
from cases.models import Approval, Case, Event
from interventions.actions.approvals import decide, propose
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.opening import Opening, open_case
from interventions.actions.perform import perform
from interventions.models import CompanyPlacement, FollowUp, HealthAssessment, Mentoring
from tests.lifecycles.driver import again, data_for
from tests.make import (
    actor,
    day,
    make_case,
    make_citizen,
    make_consent,
    make_unit,
    make_user,
    step_of,
)
from tests.scenarios.acts import act, agreed

pytestmark = pytest.mark.django_db(transaction=True)

Attempt = Callable[[], Any]


def at_once(*attempts: Attempt) -> list[Any]:
    """What each attempt answered, or the refusal it met; they begin at the same moment."""
    gate = Barrier(len(attempts))

    def run(attempt: Attempt) -> Any:
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            return attempt()
        except NotPossibleError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return [done.result() for done in [pool.submit(run, attempt) for attempt in attempts]]


def refusals(answers: list[Any]) -> list[NotPossibleError]:
    return [answer for answer in answers if isinstance(answer, NotPossibleError)]


def lead(username: str, when: str = "2024-02-20") -> Actor:
    return actor(make_user(username, "team_lead"), when)


def move(row: Any, name: str, username: str, when: str, **more: Any) -> Attempt:
    by = lead(username, when)
    return partial(perform, row, name, data_for(row, name, by.today), by=by, **more)


@pytest.fixture
def case() -> Case:
    return make_case("2023-11-05", arrived_on="2024-01-31", active=True)


def test_scenario_44_two_who_move_one_placement_at_once(case: Case) -> None:
    placement = agreed(case, "2024-02-19")
    answers = at_once(
        move(placement, "start", "tove", "2024-02-20T09:00:00+00:00"),
        move(placement, "cancel", "lotte", "2024-02-20T09:00:00+00:00"),
    )
    (refusal,) = refusals(answers)
    state = again(placement).state
    assert state in ("running", "cancelled")
    target, who, what, told = {
        "running": ("»Aflys«", "Tove", "start", "Start"),
        "cancelled": ("»Start«", "Lotte", "cancel", "Aflys"),
    }[state]
    assert refusal.messages == (
        f"{target} er ikke mulig fra tilstanden »{again(placement).state_label}«.",
        f"Sidst ændret af {who} den 20-02-2024 10:00: »{told}«.",
    )
    events = Event.objects.filter(kind="CompanyPlacement", move__in=("start", "cancel"))
    assert [event.move for event in events] == [what]


def test_two_who_make_the_same_move_from_the_same_page(case: Case) -> None:
    placement = agreed(case, "2024-02-19")
    answers = at_once(
        *(
            move(placement, "start", who, "2024-02-20T09:00:00+00:00",
                 seen_version=placement.version)
            for who in ("tove", "lotte")
        )
    )  # fmt: skip
    (refusal,) = refusals(answers)
    assert isinstance(refusal, ConflictError)
    event = Event.objects.get(kind="CompanyPlacement", move="start")
    assert refusal.messages == (f"Sidst ændret af {event.by} den 20-02-2024 10:00: »Start«.",)
    assert again(placement).version == placement.version + 1


def test_sixteen_at_once_make_one_move(case: Case) -> None:
    placement = agreed(case, "2024-02-19")
    trail = AuditEvent.objects.count()
    starters = [f"leder{n}" for n in range(16)]
    answers = at_once(*(move(placement, "start", who, "2024-02-20") for who in starters))
    assert len(refusals(answers)) == 15
    assert Event.objects.filter(kind="CompanyPlacement", move="start").count() == 1
    assert AuditEvent.objects.count() == trail + 1
    assert again(placement).version == placement.version + 1


def test_two_who_move_different_steps_of_one_case_both_succeed(case: Case) -> None:
    placement = agreed(case, "2024-02-19")
    assessment = step_of(case, HealthAssessment)
    answers = at_once(
        move(placement, "start", "tove", "2024-02-20"),
        move(assessment, "offer", "lotte", "2024-02-20"),
    )
    assert refusals(answers) == []
    met = case.deadlines.filter(met_on=day("2024-02-20")).values_list("rule__code", flat=True)
    assert sorted(met) == ["INL-HELBRED", "INL-VRT-1M", "KM-HELBRED", "KM-PRAK-1M"]


def test_two_planners_plan_once() -> None:
    case = make_case("2023-11-05", plan=False)
    case.responsible = make_user("anna")
    case.save()
    answers = at_once(*(move(case, "plan", who, "2023-11-06") for who in ("tove", "lotte")))
    (refusal,) = refusals(answers)
    assert refusal.messages[0] == "»Planlæg« er ikke mulig fra tilstanden »Planlagt«."
    codes = list(case.deadlines.values_list("rule__code", flat=True))
    kinds = list(case.steps.values_list("kind", flat=True))
    assert (len(codes), len(set(codes))) == (18, 18)
    assert (len(kinds), len(set(kinds))) == (6, 6)


def test_two_follow_ups_with_one_key_are_one(case: Case) -> None:
    make_consent(case, "mentor", "2024-01-31")
    mia = make_user("mia", "mentor")
    row = act(step_of(case, Mentoring), "offer", "2024-02-01")
    row = act(row, "assign", "2024-02-05", mentor=mia.pk)
    typed = {"occurred_on": "2024-02-12", "outcome": "completed", "contact_form": "phone"}
    by = actor(mia, "2024-02-12")
    answers = at_once(*[partial(log_follow_up, row, typed, by=by, key="samme")] * 8)
    assert len({answer.pk for answer in answers}) == 1
    assert FollowUp.objects.count() == 1
    assert Event.objects.filter(kind="Mentoring", move="start").count() == 1


def test_two_proposals_of_one_move_are_one(case: Case) -> None:
    answers = at_once(
        *(
            partial(propose, case, "cancel", {}, by=lead(who), reason="Oprettet to gange")
            for who in ("tove", "lotte")
        )
    )
    (refusal,) = refusals(answers)
    assert refusal.messages == ("Det er allerede sendt til godkendelse.",)
    assert Approval.objects.count() == 1


def test_two_deciders_decide_once(case: Case) -> None:
    by = actor(make_user("anna"), "2024-02-20")
    approval = propose(case, "cancel", {}, by=by, reason="Oprettet to gange")
    answers = at_once(
        partial(decide, approval, by=lead("tove"), approve=True),
        partial(decide, approval, by=lead("lotte"), approve=False),
    )
    (refusal,) = refusals(answers)
    outcome = again(approval).outcome
    told = {"approved": "godkendt", "refused": "afvist"}[outcome]
    assert refusal.messages == (f"Forslaget er allerede {told}.",)
    assert again(case).state == {"approved": "cancelled", "refused": "active"}[outcome]


def test_two_who_open_a_case_for_one_citizen_open_one() -> None:
    citizen, on = make_citizen("2024-02-05"), day("2024-02-05")
    opening = Opening(citizen, make_unit().pk, "konvention", on, {"allocated_on": on})
    answers = at_once(*(partial(open_case, opening, by=lead(who)) for who in ("tove", "lotte")))
    (refusal,) = refusals(answers)
    assert refusal.messages == ("Borgeren har allerede et åbent forløb.",)
    assert Case.objects.filter(citizen=citizen).count() == 1


def test_a_move_waits_for_a_closing_and_then_finds_the_case_closed(case: Case) -> None:
    placement = step_of(case, CompanyPlacement)
    answers = at_once(
        move(case, "close", "tove", "2024-02-20"),
        move(placement, "match", "lotte", "2024-02-20"),
    )
    assert again(case).state == "closed"
    assert again(placement).state == "lapsed"
    assert len(refusals(answers)) == (
        0 if Event.objects.filter(kind="CompanyPlacement", move="match").exists() else 1
    )
