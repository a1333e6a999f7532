"""A page and the API are two doors to one action: what they leave behind is the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.forms.models import model_to_dict

from accounts.models import AuditEvent, User
from cases.models import Case, Event
from interventions.actions.companies import add_company
from interventions.models import CompanyPlacement, FollowUp, Goal, Mentoring
from tests import make
from tests.interventions.api.calls import Caller
from tests.interventions.api.test_cases import NEW
from tests.interventions.api.test_follow_ups import LOG
from tests.interventions.api.test_moves import MATCH
from tests.interventions.api.test_steps import GOAL

pytestmark = pytest.mark.django_db

IDS = ("id", "case", "object_id", "resource_id", "subjects", "request_id", "at")
Doing = Callable[[Caller, Case], Any]


def left_behind(doing: Doing, caller: Caller, case: Case) -> dict[str, list[dict[str, Any]]]:
    """The events and the trail's rows of one thing done, without what names the row."""
    before = {model: model.objects.count() for model in (Event, AuditEvent)}
    response = doing(caller, case)
    assert response.status_code in (200, 201, 302), response.content.decode()
    return {
        model.__name__: [
            {key: value for key, value in model_to_dict(row).items() if key not in IDS}
            for row in model.objects.order_by("pk")[count:]
        ]
        for model, count in before.items()
    }


def page(address: Callable[[Case], str], typed: Callable[[Case], dict[str, Any]]) -> Doing:
    return lambda caller, case: caller.client.post(address(case), typed(case))


def api(address: Callable[[Case], str], sent: dict[str, Any], **headers: str) -> Doing:
    return lambda caller, case: caller.post(address(case), sent, **headers)


def placement(case: Case) -> CompanyPlacement:
    return CompanyPlacement.objects.get(case=case)


def mentoring(case: Case) -> Mentoring:
    return Mentoring.objects.get(case=case)


def danish(sent: dict[str, Any], *days: str) -> dict[str, Any]:
    """The same facts as people type them; an unticked box is not sent at all."""
    typed = {key: value for key, value in sent.items() if value is not False}
    for name in days:
        year, month, day = sent[name].split("-")
        typed[name] = f"{day}-{month}-{year}"
    return typed


WEEK_BEFORE = {"effective_on": "2024-04-29"}
PAUSE = {"reason": "sygdom", "note": "Indlagt", "effective_on": "2024-05-02"}

WAYS: dict[str, tuple[Doing, Doing]] = {
    "a case is paused": (
        page(
            lambda case: f"/sager/{case.pk}/flyt/pause/",
            lambda case: {**danish(PAUSE, "effective_on"), "version": case.version},
        ),
        api(lambda case: f"cases/{case.pk}/moves/pause/", PAUSE),
    ),
    "a placement is matched": (
        page(
            lambda case: f"/skridt/{placement(case).pk}/flyt/match/",
            lambda case: {
                **danish(MATCH, "planned_from", "planned_to"),
                "effective_on": "06-05-2024",
                "version": placement(case).version,
            },
        ),
        api(lambda case: f"steps/{placement(case).pk}/moves/match/", MATCH),
    ),
    "a goal is added": (
        page(lambda case: f"/skridt/{placement(case).pk}/maal/", lambda _case: GOAL),
        api(lambda case: f"steps/{placement(case).pk}/goals/", GOAL),
    ),
    "a follow-up is logged": (
        page(
            lambda case: f"/mentorforloeb/{mentoring(case).pk}/opfoelgning/",
            lambda _case: {
                **danish(LOG, "occurred_on"), "next_at": "17-05-2024 15:00", "key": "fra-siden"
            },
        ),
        api(
            lambda case: f"steps/{mentoring(case).pk}/follow-ups/",
            LOG,
            **{"Idempotency-Key": "fra-api"},
        ),
    ),
}  # fmt: skip


def known_company(anna: User) -> None:
    """The register would learn of the company from whichever road is taken first."""
    company = {"cvr": MATCH["cvr"], "name": MATCH["company"]}
    unit = {"p_number": MATCH["p_number"], "contact": MATCH["contact"]}
    add_company(company, unit, by=make.actor(anna, "2024-02-05"))


def ready(anna: User) -> Case:
    """An active case with an assigned mentor, as often as it is asked for."""
    case = make.make_case("2024-02-05", active=True, caseworker=anna)
    make.make_consent(case, "mentor", "2024-04-08")
    caller = Caller(anna)
    step = mentoring(case)
    mentor = make.make_user("mia", "mentor").pk
    assert caller.post(f"steps/{step.pk}/moves/offer/", WEEK_BEFORE).status_code == 200
    sent = {"mentor": mentor, "until": "2025-02-12", **WEEK_BEFORE}
    assert caller.post(f"steps/{step.pk}/moves/assign/", sent).status_code == 200
    return Case.objects.get(pk=case.pk)


@pytest.mark.parametrize(("by_page", "by_api"), WAYS.values(), ids=WAYS.keys())
def test_the_same_move_leaves_the_same_events_and_trail(by_page: Doing, by_api: Doing) -> None:
    anna = make.make_user("anna")
    known_company(anna)
    first, second = ready(anna), ready(anna)
    there = left_behind(by_page, Caller(anna), first)
    here = left_behind(by_api, Caller(anna), second)
    assert there == here
    assert there["AuditEvent"]
    for case in (first, second):
        last = AuditEvent.objects.filter(subjects=[str(case.citizen_id)]).latest("pk")
        assert (last.actor, last.outcome) == ("anna", "allow")
    assert FollowUp.objects.count() in (0, 2)
    assert Goal.objects.count() in (0, 2)


def test_registering_leaves_the_same_events_and_trail() -> None:
    anna = make.make_user("anna")
    typed = {**danish(NEW, "born_on", "allocated_on", "opened_on"), "plan_now": "on"}
    other = {**NEW, "cpr": "180590-0007", "born_on": "1990-05-18", "given_name": "Sami",
             "family_name": "Taleb"}  # fmt: skip
    there = left_behind(
        lambda caller, _case: caller.client.post("/borgere/ny/", typed), Caller(anna), Case()
    )
    here = left_behind(lambda caller, _case: caller.post("cases/", other), Caller(anna), Case())
    assert there == here
    assert [event["move"] for event in here["Event"]] == ["create", "plan"]
    assert Case.objects.count() == 2
