"""One case with a word of its own in every part."""

from datetime import date

import pytest

from accounts.models import User
from cases.actions.facts import open_need
from cases.models import Case
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.steps import add_goal
from interventions.models import CompanyPlacement, HealthAssessment, Mentoring
from tests.lifecycles.driver import go, lead
from tests.make import actor, make_case, make_consent, make_user, step_of
from tests.plugins.kept import Kept

ON = date(2024, 3, 11)


@pytest.fixture
def anna() -> User:
    return make_user("anna")


@pytest.fixture(scope="module")
def told_pk(kept: Kept) -> int:
    found = make_case(
        "2024-01-02",
        active=True,
        arrived_on="2024-03-02",
        caseworker=make_user("anna"),
        citizen={
            "address": "KANARI-address 1",
            "phone": "+4520304050",
            "identifiers": {"cpr": "1705901234"},
        },
    )
    for purpose in ("mentor", "doctor", "health_result"):
        make_consent(found, purpose, "2024-03-01")
    for code in ("dansk", "sundhed", "social_kontrol"):
        open_need(found, code, by=lead(ON), on=ON, note=f"KANARI-{code}")
    _placement(found)
    _mentoring(found)
    _health(found)
    return kept(found).pk


@pytest.fixture
def told_case(told_pk: int, anna: User) -> Case:
    """A word of its own in every part: KANARI-…"""
    return Case.objects.get(pk=told_pk)


def _placement(case: Case) -> None:
    placement = step_of(case, CompanyPlacement)
    add_goal(placement, by=lead(ON), type="social", text="KANARI-goal", sign="KANARI-sign")
    go(placement, "match", ON, tasks="KANARI-tasks")
    go(placement, "agree", date(2024, 3, 18))
    go(placement, "start", date(2024, 4, 15), note="KANARI-note")


def _mentoring(case: Case) -> None:
    mentoring = step_of(case, Mentoring)
    go(mentoring, "offer", date(2024, 3, 8))
    mentoring = go(mentoring, "assign", ON)
    data = {
        "occurred_on": "2024-03-20",
        "outcome": "completed",
        "contact_form": "phone",
        "topics": ["bank"],
        "text": "KANARI-log",
    }
    log_follow_up(mentoring, data, by=actor(make_user("mia"), "2024-03-20"), key="1")


def _health(case: Case) -> None:
    assessment = step_of(case, HealthAssessment)
    for name in ("offer", "accept", "examine"):
        assessment = go(assessment, name)
    go(assessment, "receive_result", result="KANARI-result", plan_effect="Ingen tunge løft")
