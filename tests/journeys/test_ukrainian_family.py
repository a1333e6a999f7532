"""A mother and her daughter from Ukraine, their first ninety days, through the pages alone.

Allocated Monday 8 April 2024, so that the responsibility passes after 15 working days, on Monday
29 April (scenario 25). All dates are worked out by hand.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from cases.models import Case
from interventions.models import (
    CompanyPlacement,
    FollowUp,
    FollowUpTalk,
    HealthAssessment,
    Mentoring,
    Step,
    WelcomeTalk,
)
from interventions.queries.deadlines import case_facts, stated
from interventions.queries.rules import rule_book
from tests.interventions.desk import sit_down, text_of, turn_clock
from tests.make import make_unit, make_user

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="(version|key)" value="([^"]*)"')

OKSANA = {
    "udlaendinge_id": "24681357",
    "given_name": "Оксана",
    "family_name": "Коваленко",
    "born_on": "14-09-1988",
    "sex": "K",
    "citizenship": "Ukraine",
    "birth_country": "UA",
    "language": "ukr",
    "interpreter": "yes",
    "phone": "20 30 40 50",
    "residence_basis": "ukraine_saerlov",
    "allocated_on": "08-04-2024",
    "arrived_on": "15-04-2024",
    "opened_on": "10-04-2024",
    "plan_now": "on",
}
SOFIA = OKSANA | {
    "udlaendinge_id": "24681358",
    "given_name": "Софія",
    "born_on": "02-03-2015",
    "phone": "",
}


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> dict[str, Client]:
    """Anna the caseworker, Mira the mentor and Tina the team lead, each at her own screen."""
    users: dict[str, User] = {
        "anna": make_user("anna", "caseworker", make_unit()),
        "mira": make_user("mira", "mentor", make_unit()),
        "tina": make_user("tina", "team_lead", make_unit()),
    }
    return {name: sit_down(monkeypatch, user, "2024-04-10") for name, user in users.items()}


def come_back(monkeypatch: pytest.MonkeyPatch, team: dict[str, Client], when: str) -> None:
    """Days later everybody signs in again: a session does not last overnight."""
    turn_clock(monkeypatch, when)
    for name, client in team.items():
        client.force_login(User.objects.get(username=name))


def fill(client: Client, url: str, **typed: Any) -> Any:
    """Open the page and send its form with what its hidden fields say."""
    page = client.get(url)
    assert page.status_code == 200, (url, page.status_code)
    return client.post(url, dict(HIDDEN.findall(page.content.decode())) | typed, follow=True)


def done(answer: Any) -> str:
    """The page after a form that was accepted."""
    assert answer.status_code == 200, text_of(answer)[:3000]
    assert answer.redirect_chain, text_of(answer)[:3000]
    return text_of(answer)


def move(client: Client, step: Step, name: str, on: str, **typed: Any) -> Any:
    url = reverse("step-move", args=[step.pk, name])
    return fill(client, url, effective_on=on, **typed)


def deadlines(case: Case, today: str) -> dict[str, tuple[str, str]]:
    """Rule code → due date and status."""
    rows = case.deadlines.select_related("rule").prefetch_related("exemptions")
    told = stated(rows, case_facts(case), rule_book(), date.fromisoformat(today))
    return {s.rule.code: (f"{s.deadline.due_on}", str(s.status)) for s in told}


def case_of(given_name: str) -> Case:
    return Case.objects.get(citizen__given_name=given_name)


def test_the_first_ninety_days(  # noqa: PLR0915 - a story is told in one go
    team: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, mira, tina = team["anna"], team["mira"], team["tina"]

    # 10 April: Anna registers both; the mother's plan comes with its deadlines.
    done(fill(anna, reverse("register"), **OKSANA))
    done(fill(anna, reverse("register"), **SOFIA))
    mother, daughter = case_of("Оксана"), case_of("Софія")
    assert (mother.track, mother.state, f"{mother.handover_on}") == (
        "ukraine", "planned", "2024-04-29",
    )  # fmt: skip
    assert deadlines(mother, "2024-04-10") | {
        "UA-VELKOMST": ("2024-05-13", "upcoming"),
        "INL-VRT-1M": ("2024-05-29", "upcoming"),
        "INL-KONTRAKT": ("2024-05-29", "upcoming"),
        "UA-PROG-3M": ("2024-07-15", "upcoming"),
        "PROG-MAAL-BASIS": ("2024-05-10", "upcoming"),
    } == deadlines(mother, "2024-04-10")
    assert not daughter.steps.exists()
    assert not daughter.deadlines.exists()

    # 25 April is too early to take over; the page says so and nothing happens.
    come_back(monkeypatch, team, "2024-04-25")
    take_over = reverse("case-move", args=[mother.pk, "take_over"])
    assert "29-04-2024" in text_of(anna.get(take_over))
    assert case_of("Оксана").state == "planned"
    come_back(monkeypatch, team, "2024-04-29")
    done(fill(anna, take_over, effective_on="29-04-2024"))

    # The welcome talk: invited, held, and a need for a health assessment is found.
    come_back(monkeypatch, team, "2024-04-30")
    talk = WelcomeTalk.objects.get(case=mother)
    done(
        move(
            anna, talk, "invite", "30-04-2024", meets_at="07-05-2024 10:00",
            channel="sms", letter="Ласкаво просимо. Vi ses tirsdag kl. 10.", interpreter="booked",
        )
    )  # fmt: skip
    come_back(monkeypatch, team, "2024-05-07")
    told = done(
        move(
            anna, talk, "hold", "07-05-2024",
            bank_account="no", mitid="no", job_help="yes", health_need="yes",
        )
    )  # fmt: skip
    assert "rettidigt" in told
    assert deadlines(mother, "2024-05-07")["UA-VELKOMST"] == ("2024-05-13", "met_on_time")
    assert deadlines(mother, "2024-05-07")["INL-HELBRED"] == ("2024-10-29", "upcoming")
    health = HealthAssessment.objects.get(case=mother)
    assert health.state == "assessing_need"

    # The placement: without a goal it cannot be agreed; with one it starts within the month.
    come_back(monkeypatch, team, "2024-05-14")
    placement = CompanyPlacement.objects.get(case=mother)
    done(
        move(
            anna, placement, "match", "14-05-2024", form="placement", company="Bageriet på hjørnet",
            cvr="13585628", p_number="1001234567", contact="Bo Bager", tasks="Bage og sælge brød",
            hours_per_week="30", planned_from="27-05-2024", planned_to="25-08-2024",
        )
    )  # fmt: skip
    done(
        fill(
            anna, reverse("goal-add", args=[placement.pk]), type="language",
            text="Kan ekspedere en kunde på dansk", sign="Ekspederer selv tre kunder i træk",
        )
    )  # fmt: skip
    done(
        move(
            anna, placement, "agree", "14-05-2024",
            purpose="training", signed="on", quota_checked="on",
        )
    )  # fmt: skip
    come_back(monkeypatch, team, "2024-05-27")
    done(move(anna, placement, "start", "27-05-2024"))
    assert deadlines(mother, "2024-05-30")["INL-VRT-1M"] == ("2024-05-29", "met_on_time")
    assert deadlines(mother, "2024-05-30")["INL-KONTRAKT"] == ("2024-05-29", "overdue")

    # A mentor by decision: with consent, and she sees the case from that day and not before.
    assert mira.get(reverse("case", args=[mother.pk])).status_code == 404
    done(fill(anna, reverse("case-action", args=[mother.pk, "skridt"]), kind="Mentoring"))
    done(
        fill(
            anna, reverse("case-action", args=[mother.pk, "samtykke"]), purpose="mentor",
            scope="Navn og telefon", receiver="Mira", given_on="27-05-2024", form="oral",
        )
    )  # fmt: skip
    mentoring = Mentoring.objects.get(case=mother)
    done(move(anna, mentoring, "offer", "27-05-2024"))
    mira_id = str(User.objects.get(username="mira").pk)
    done(move(anna, mentoring, "assign", "27-05-2024", mentor=mira_id, until="27-11-2024"))
    assert mira.get(reverse("case", args=[mother.pk])).status_code == 200
    assert mira.get(reverse("case", args=[daughter.pk])).status_code == 404

    # 3 June: the first follow-up starts the mentoring, and sent twice it is one row.
    come_back(monkeypatch, team, "2024-06-03")
    log = reverse("follow-up", args=[mentoring.pk])
    page = mira.get(log)
    typed = dict(HIDDEN.findall(page.content.decode())) | {
        "occurred_on": "03-06-2024",
        "outcome": "completed",
        "contact_form": "in_person",
        "topics": ["mitid", "bank"],
        "text": "Vi fik oprettet MitID sammen. Банк наступного тижня.",
    }
    for _ in range(2):
        done(mira.post(log, typed, follow=True))
    assert FollowUp.objects.count() == 1
    assert Mentoring.objects.get(case=mother).state == "running"

    # Health is offered in good time; the mentor is told nothing of it.
    come_back(monkeypatch, team, "2024-06-10")
    done(
        move(
            anna, health, "offer", "10-06-2024",
            existing_information="Papirer fra asylsystemet er gennemgået", guidance_given="on",
        )
    )  # fmt: skip
    assert deadlines(mother, "2024-06-10")["INL-HELBRED"] == ("2024-10-29", "met_on_time")
    assert "elbreds" not in text_of(mira.get(reverse("case", args=[mother.pk])))

    # A follow-up talk in the tenth week.
    done(fill(anna, reverse("case-action", args=[mother.pk, "skridt"]), kind="FollowUpTalk"))
    follow_up = FollowUpTalk.objects.get(case=mother)
    done(
        move(
            anna, follow_up, "invite", "10-06-2024", meets_at="08-07-2024 09:00",
            talk_form="in_person", channel="digital_post", letter="Indkaldelse",
            interpreter="booked",
        )
    )  # fmt: skip
    come_back(monkeypatch, team, "2024-07-08")
    done(
        move(
            anna, follow_up, "hold", "08-07-2024", changes="Ingen", course_followed="Ja",
            outcome="Taler med kunderne", need_for_change="Flere timer",
        )
    )  # fmt: skip

    # Day ninety-two: the programme's three months have passed. It is guidance, never law.
    come_back(monkeypatch, team, "2024-07-16")
    assert deadlines(mother, "2024-07-15")["UA-PROG-3M"] == ("2024-07-15", "soon")
    assert deadlines(mother, "2024-07-16")["UA-PROG-3M"] == ("2024-07-15", "overdue")
    assert "ejledende" in text_of(anna.get(reverse("case", args=[mother.pk])))

    # The team lead's figures see two openings in the second quarter, too few to be shown.
    report = tina.get(
        reverse("progression-report"),
        {"from": "2024-04", "to": "2024-06", "format": "json"},
    )
    assert report.status_code == 200
    rows = json.loads(report.content)["rows"]
    assert {row["opened"] for row in rows} == {"–"}

    # Every page that showed the mother is in the trail, and none of it holds her name.
    trail = AuditEvent.objects.filter(subjects__contains=[str(mother.citizen_id)])
    assert {"anna", "mira"} <= set(trail.values_list("actor", flat=True))
    for row in AuditEvent.objects.values():
        assert "Коваленко" not in str(row)
