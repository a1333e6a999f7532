"""A case with a row in every table behind the second wall, and how each leads to its citizen."""

from __future__ import annotations

import os
from typing import Any

import pytest

from accounts.wall import is_exempt
from cases.models import Case, Change, Citizen, IntegrationNeed, PersonIdentifier
from interventions.actions.journal import write_note
from interventions.actions.papers import receive_access_request
from interventions.models import (
    FollowUp,
    HealthAssessment,
    InstrumentVersion,
    JournalNote,
    Measurement,
    Mentoring,
    Record,
    SocialControlConcern,
    Step,
)
from tests.make import actor, at, day, make_case, make_follow_up, make_unit, make_user

WALLED: dict[Any, str] = {
    Case: "citizen",
    Citizen: "pk",
    PersonIdentifier: "citizen",
    Change: "citizen",
    IntegrationNeed: "citizen",
    Step: "case__citizen",
    Record: "case__citizen",
    JournalNote: "case__citizen",
    Measurement: "case__citizen",
    HealthAssessment: "case__citizen",
    SocialControlConcern: "case__citizen",
    FollowUp: "mentoring__case__citizen",
}


def need_the_wall() -> None:
    """A superuser, whom only a TEST_DATABASE_URL can name, goes past every wall."""
    if is_exempt():
        assert os.environ.get("TEST_DATABASE_URL"), "the embedded server's role is no superuser"
        pytest.skip("TEST_DATABASE_URL names a role that goes past row-level security")


def full_case(username: str, unit: str, name: str = "Haddad") -> Case:
    """`name` stands in every text of it."""
    place, began = make_unit(unit), day("2024-01-11")
    user = make_user(username, unit=place)
    known = {"family_name": name, "address": f"{name} Alle 1"}
    case = make_case("2024-01-10", caseworker=user, unit=place, citizen=known)
    by = actor(user, began)
    IntegrationNeed.objects.create(citizen=case.citizen, code="dansk", opened_on=began)
    write_note(case, by=by, theme="samtale", happened_on=began, text=f"Om {name}")
    receive_access_request(case, by=by, received_on=began, asked_by=name, wanted="Hele sagen")
    for kind in (Mentoring, HealthAssessment, SocialControlConcern):
        if not kind.objects.filter(case=case).exists():
            more = {"raised_by": user, "signs": name} if kind is SocialControlConcern else {}
            kind(case=case, added_on=began, **more).save()
    make_follow_up(Mentoring.objects.get(case=case), author=f"mentor-{username}")
    Measurement.objects.create(
        case=case, measured_on=began, by_role="borger", occasion="baseline", recorded_by=user,
        recorded_at=at(began), version=InstrumentVersion.objects.earliest("pk"),
    )  # fmt: skip
    return case


def rows_of(case: Case, model: Any) -> set[int]:
    found = model.objects.filter(**{WALLED[model]: case.citizen_id})
    return set(found.values_list("pk", flat=True))
