"""A mentor's own log on its page: edited for a day, added to afterwards, hers alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from interventions.actions.perform import perform
from interventions.models import FollowUp, Mentoring
from tests.interventions.desk import sit_down, text_of, told
from tests.make import actor, make_case, make_consent, make_follow_up, make_user, step_of

pytestmark = pytest.mark.django_db

DAY, NEXT_DAY = "2024-05-15T11:00:00+00:00", "2024-05-16T11:00:00+00:00"
LOG: dict[str, Any] = {
    "occurred_on": "14-05-2024", "outcome": "completed", "contact_form": "in_person",
    "text": "Vi gik til banken",
}  # fmt: skip


@pytest.fixture
def mia() -> User:
    return make_user("mia", "mentor")


@pytest.fixture
def mentoring(mia: User) -> Mentoring:
    case = make_case("2024-04-08", active=True, caseworker=make_user("anna"))
    make_consent(case, "mentor", "2024-04-08")
    by, step = actor(make_user("anna"), "2024-05-13"), step_of(case, Mentoring)
    perform(step, "offer", by=by)
    perform(step, "assign", {"mentor": mia.pk, "until": "2024-08-01"}, by=by)
    return step_of(case, Mentoring)


@pytest.fixture
def client(mia: User, mentoring: Mentoring, monkeypatch: pytest.MonkeyPatch) -> Client:
    client = sit_down(monkeypatch, mia, DAY)
    client.post(f"/mentorforloeb/{mentoring.pk}/opfoelgning/", {**LOG, "key": "1"})
    return client


def page() -> str:
    return f"/opfoelgninger/{FollowUp.objects.get(key='1').pk}/"


def test_it_is_edited_within_the_day(client: Client, mentoring: Mentoring) -> None:
    case = f"/sager/{mentoring.case_id}/"
    assert page() in client.get(case).content.decode()
    assert "Vi gik til banken" in text_of(client.get(page()))
    wrong = client.post(page(), {**LOG, "occurred_on": "17-05-2024", "text": "Mit nye"})
    assert (wrong.status_code, "Mit nye" in text_of(wrong)) == (422, True)
    done = client.post(page(), {**LOG, "text": "Vi gik til posthuset"})
    assert (done["Location"], told(done)) == (case, "Opfølgningen er rettet.")
    assert FollowUp.objects.get().text == "Vi gik til posthuset"


def test_after_the_day_the_text_becomes_an_addition(
    client: Client, mia: User, mentoring: Mentoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, mia, NEXT_DAY)
    late = client.post(page(), {**LOG, "text": "Det nåede jeg ikke"})
    assert (late.status_code, "Det nåede jeg ikke" in text_of(late)) == (409, True)
    assert client.post(page(), {"text": ""}).status_code == 422
    assert client.post(page(), {"text": "Det nåede jeg ikke"}).status_code == 302
    assert FollowUp.objects.get().text == "Vi gik til banken"
    anna = sit_down(monkeypatch, make_user("anna"), NEXT_DAY)
    text = text_of(anna.get(f"/sager/{mentoring.case_id}/"))
    assert "Det nåede jeg ikke" in text
    assert "tilføjet 16-05-2024 13:00" in text
    assert page() not in text


@pytest.mark.parametrize(
    ("who", "role", "expected"),
    [("mads", "mentor", 404), ("anna", "caseworker", 403), ("bodil", "caseworker", 403),
     ("kurt", "manager", 403)],
)  # fmt: skip
def test_it_is_nobody_elses(
    client: Client, monkeypatch: pytest.MonkeyPatch, who: str, role: str, expected: int
) -> None:
    other = sit_down(monkeypatch, make_user(who, role), DAY)
    assert other.get(page()).status_code == expected
    assert other.post(page(), LOG).status_code == expected


def test_an_earlier_mentors_log_is_not_hers(client: Client, mentoring: Mentoring) -> None:
    row = make_follow_up(mentoring)
    assert client.get(f"/opfoelgninger/{row.pk}/").status_code == 404
