"""The school's weekly hours: asked at the placing, corrected, and proposed for the week."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from cases.errors import InvalidDataError
from cases.models import Case, Change
from interventions.actions.steps import add_step
from interventions.law.ledger import Week
from interventions.models import DanishEducation
from interventions.queries.ledger import suggested
from tests.interventions.desk import sit_down, text_of, told
from tests.lifecycles.driver import again
from tests.make import actor, make_case, make_user, step_of
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, agreed, started

pytestmark = pytest.mark.django_db

TODAY = "2024-05-06"
W18, W19 = Week(2024, 18), Week(2024, 19)  # Mondays 29 April and 6 May


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-10", active=True))


@pytest.fixture
def anna(case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), TODAY)


def school(case: Case, begun: str = "2024-03-25", hours: Any = 12) -> DanishEducation:
    row = act(step_of(case, DanishEducation), "refer", "2024-03-11")
    row = act(row, "place", "2024-03-18", hours_per_week=hours)
    found: DanishEducation = act(row, "start", begun)
    return found


def send(client: Client, case: Case, row: Any, **typed: Any) -> Any:
    version = Case.objects.get(pk=case.pk).version
    url = f"/sager/{case.pk}/registrer/dansk-timer/?id={row.pk}"
    return client.post(url, {"version": version, **typed})


def test_the_hours_are_asked_when_she_is_placed_and_may_be_unknown(case):
    assert school(case).hours_per_week == 12
    other = make_case("2024-01-10", active=True)
    assert school(other, hours="").hours_per_week is None
    assert suggested(other, W19) == {}


@pytest.mark.parametrize("hours", ["0", "38", "12,5"])
def test_hours_that_no_week_has_are_refused(case, hours):
    row = act(step_of(case, DanishEducation), "refer", "2024-03-11")
    with pytest.raises(InvalidDataError, match="hours_per_week"):
        act(row, "place", "2024-03-18", hours_per_week=hours)


def test_they_are_corrected_on_a_page_of_their_own_and_the_old_ones_are_kept(case, anna):
    row = school(case)
    link = f"/sager/{case.pk}/registrer/dansk-timer/?id={row.pk}"
    assert link in anna.get(f"/sager/{case.pk}/").content.decode()
    assert anna.get(link).context["form"]["hours_per_week"].value() == 12
    assert told(send(anna, case, row, hours_per_week="9")) == "Timerne om ugen er registreret."
    assert again(row).hours_per_week == 9
    change = Change.objects.get(resource="danisheducation", field="hours_per_week")
    assert (change.old, change.new) == ("12", "9")
    assert AuditEvent.objects.first().fields == ["hours_per_week"]
    answer = send(anna, case, row, hours_per_week="9")
    assert answer.status_code == 409
    assert "Der er ikke ændret noget" in text_of(answer)
    assert send(anna, case, row, hours_per_week="38").status_code == 422


def test_an_education_that_has_ended_has_no_hours_to_correct(case, anna):
    row = act(school(case), "break_off", "2024-04-15")
    assert send(anna, case, row, hours_per_week="9").status_code == 404


def test_who_sees_the_step_but_moves_none_cannot_change_them(case, monkeypatch):
    row = school(case)
    reader = sit_down(monkeypatch, make_user("bo"), TODAY)
    assert send(reader, case, row, hours_per_week="9").status_code == 403
    assert again(row).hours_per_week == 12


# --- proposed for the week


@pytest.mark.parametrize(
    ("begun", "week", "hours"),
    [
        ("2024-04-29", W18, {"dansk": Decimal(12)}),  # on the week's Monday
        ("2024-04-30", W18, {}),
        ("2024-04-30", W19, {"dansk": Decimal(12)}),
    ],
)
def test_a_week_is_proposed_the_schools_hours_from_the_first_whole_one(case, begun, week, hours):
    school(case, begun)
    assert suggested(case, week) == hours


def test_a_week_within_a_pause_is_proposed_none(case):
    row = act(school(case), "pause", "2024-05-01")
    assert suggested(case, W18) == {"dansk": Decimal(12)}
    assert suggested(case, W19) == {}
    act(row, "resume", "2024-05-06")
    assert suggested(case, W19) == {"dansk": Decimal(12)}


def test_school_team_and_workplace_are_added_up_beside_the_placement(case):
    school(case, hours=6)
    placement = started(case, "2024-03-25", hours_per_week=15, planned_to="2024-05-31")
    by = actor(make_user("leth", "team_lead"), "2024-04-02")
    lessons = add_step(case, "WorkplaceDanish", by=by)
    lessons = act(lessons, "enrol", "2024-04-02", at_placement=placement.pk, hours_per_week=4)
    act(lessons, "start", "2024-04-08")
    assert suggested(case, W19) == {"praktik": Decimal(15), "dansk": Decimal(10)}


def test_the_page_of_the_week_comes_with_them(case, anna):
    school(case)
    form = anna.get(f"/sager/{case.pk}/registrer/uge/").context["form"]
    assert form["day"].value().isoformat() == "2024-04-29"
    assert "12" in text_of(anna.get(f"/sager/{case.pk}/registrer/uge/"))


def test_a_placement_that_fills_the_week_beside_school_must_be_confirmed(case):
    school(case, hours=10)
    with pytest.raises(InvalidDataError, match="sæt hak"):
        agreed(case, "2024-04-02", hours_per_week=28)
