"""The pages of standing in, broken glass, kin and handing out: for everyone, at both widths."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.actor import Actor
from accounts.models import Kin, Promise, User
from accounts.queries import actor_for
from accounts.roles import Function
from cases.actions.assignments import assign_function
from cases.actions.deputies import register_away
from cases.actions.openings import break_glass, stand_in
from cases.models import Case
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.perform import perform
from interventions.models import FollowUp, Mentoring
from tests.browser.looks import DESK, PHONE, Look
from tests.interventions.amal import amals_case
from tests.make import make_case, make_consent, make_unit, make_user, step_of

pytestmark = pytest.mark.django_db(transaction=True)

GLASS = {"cause": "meeting", "reason": "Borgeren står i receptionen og er akut syg"}


def now_as(username: str) -> Actor:
    now = timezone.now()
    return actor_for(User.objects.get(username=username), now, signed_in_at=now)


@pytest.fixture(scope="module")
def case(committed: None) -> Case:
    """Amal's case with everything that there can be told of on these pages; they only read."""
    case, south = amals_case(), make_unit("SYD")
    for username, role, unit in (
        ("bodil", "caseworker", None), ("lone", "team_lead", None), ("carl", "caseworker", south),
        ("dora", "dpo", None), ("maja", "mentor", None), ("ny", "mentor", None),
    ):  # fmt: skip
        make_user(username, role, unit)
    Promise.objects.filter(user__username="ny").delete()
    make_case("2024-01-08", plan=False, citizen={"given_name": "أمل"})
    stand_in(case, by=now_as("bodil"), reason="Anna er syg i dag")
    break_glass(case.pk, by=now_as("carl"), **GLASS)
    today = now_as("lone").today
    register_away(
        User.objects.get(username="anna"), User.objects.get(username="bodil"), by=now_as("lone"),
        from_on=today, to_on=today + timedelta(days=5),
    )  # fmt: skip
    Kin.objects.create(
        user=User.objects.get(username="bodil"), index="x", relation="family",
        declared_at=timezone.now(),
    )  # fmt: skip
    _mentored(case, today)
    return case


def _mentored(case: Case, today: date) -> None:
    make_consent(case, "mentor", "2024-03-04")
    by = now_as("lone")
    perform(step_of(case, Mentoring), "offer", by=by)
    # Beyond the first year two people decide: what stands here is as if they had.
    step = step_of(case, Mentoring)
    Mentoring.objects.filter(pk=step.pk).update(
        state="running", mentor=User.objects.get(username="maja"), starts_on=today,
        until=today + timedelta(days=90),
    )  # fmt: skip
    assign_function(case, User.objects.get(username="maja"), Function.MENTOR, by=by, on=today)
    log = {"occurred_on": today, "outcome": "no_show", "contact_form": "phone", "text": "Ringet"}
    log_follow_up(step_of(case, Mentoring), log, by=now_as("maja"), key="1")


@pytest.mark.parametrize(
    ("username", "address"),
    [
        ("anna", "/"), ("lone", "/"), ("dora", "/"), ("bodil", "/sager/{case}/registrer/vikar/"),
        ("bodil", "/sager/{case}/"), ("lone", "/sager/{case}/registrer/udpeg-vikar/"),
        ("carl", "/opslag/"), ("carl", "/noedadgang/sag/{case}/"), ("carl", "/sager/{case}/"),
        ("carl", "/sager/{case}/registrer/noednotat/"), ("lone", "/noedadgang/"),
        ("dora", "/noedadgang/{glass}/"), ("anna", "/naermeste/"), ("lone", "/naermeste/bekraeft/"),
        ("lone", "/fordeling/"), ("lone", "/fravaer/"), ("anna", "/bekraeft/"), ("ny", "/tavshed/"),
        ("maja", "/"), ("maja", "/sager/{case}/"), ("maja", "/opfoelgninger/{log}/"),
        ("lone", "/vikariater/{stand_in}/slut/"),
    ],
)  # fmt: skip
def test_a_page_has_no_violations_breaks_no_policy_and_fits_the_screen(
    case: Case, look: Look, username: str, address: str
) -> None:
    ids = {
        "case": case.pk, "glass": case.brokenglass_set.get().pk, "log": FollowUp.objects.get().pk,
        "stand_in": case.standin_set.first().pk,
    }  # fmt: skip
    assert look(username, address.format(**ids), DESK, PHONE) == []
