"""R11: a move that shares something is told of a day on which the consent was in force."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases.errors import InvalidDataError
from interventions.actions.perform import perform
from interventions.models import HealthAssessment, Mentoring
from tests.lifecycles.driver import OPENED, data_for, drive, next_day
from tests.make import actor, make_case, make_consent, make_user, step_of

pytestmark = pytest.mark.django_db

EARLIER = timedelta(days=3)


@pytest.mark.parametrize(
    ("kind", "move", "purpose"),
    [(HealthAssessment, "accept", "doctor"), (Mentoring, "assign", "mentor")],
)
def test_nothing_is_shared_on_a_day_before_the_consent(kind, move, purpose):
    case = make_case(OPENED, active=True)
    row = drive(step_of(case, kind), "offered")
    told_on = next_day(row)
    make_consent(case, purpose, told_on)
    by = actor(make_user("anna"), told_on)
    day = told_on - EARLIER
    with pytest.raises(InvalidDataError) as refused:
        perform(row, move, {**data_for(row, move, day), "note": "Glemt"}, by=by)
    (words,) = refused.value.form.errors["effective_on"]
    assert words == (
        f"Borgerens samtykke gjaldt ikke den {day:%d-%m-%Y}. Ret samtykkets dato, eller "
        "vælg en dag, hvor det gælder."
    )
    assert perform(row, move, data_for(row, move, told_on), by=by).state != "offered"
