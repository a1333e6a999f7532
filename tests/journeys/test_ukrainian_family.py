"""A mother and her daughter from Ukraine, their first ninety days, through the pages alone.

Allocated Monday 8 April 2024, so that the responsibility passes after 15 working days, on Monday
29 April (scenario 25). All dates are worked out by hand.
"""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from accounts.models import AuditEvent, User
from cases.models import Case
from interventions.models import (
    CompanyPlacement,
    FollowUp,
    FollowUpTalk,
    HealthAssessment,
    Mentoring,
    WelcomeTalk,
)
from tests.journeys.office import (
    Office,
    consent,
    deadlines,
    done,
    fill,
    move,
    read,
    register,
    see,
    told_after,
)
from tests.journeys.page_forms import form_of, words_of
from tests.make import make_user

pytestmark = pytest.mark.django_db

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
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    """Anna the caseworker, Mira the mentor and Tina the team lead, each at her own screen."""
    found = Office(monkeypatch, "2024-04-10")
    found.hire(make_user("anna"), make_user("mira", "mentor"), make_user("tina", "team_lead"))
    return found


def case_of(given_name: str) -> Case:
    return Case.objects.get(citizen__given_name=given_name)


def test_the_first_ninety_days(  # noqa: PLR0915 - a story is told in one go
    office: Office,
) -> None:
    anna, mira, tina = office["anna"], office["mira"], office["tina"]

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
    office.on("2024-04-25")
    take_over = reverse("case-move", args=[mother.pk, "take_over"])
    assert "29-04-2024" in words_of(anna.get(take_over).content.decode())
    assert case_of("Оксана").state == "planned"
    office.on("2024-04-29")
    done(move(anna, mother, "take_over"))

    # The welcome talk: invited, held, and a need for a health assessment is found.
    office.on("2024-04-30")
    talk = WelcomeTalk.objects.get(case=mother)
    done(
        move(
            anna, talk, "invite", meets_at="07-05-2024 10:00",
            channel="sms", letter="Ласкаво просимо. Vi ses tirsdag kl. 10.", interpreter="booked",
        )
    )  # fmt: skip
    office.on("2024-05-07")
    told = told_after(
        move(
            anna, talk, "hold",
            bank_account="no", mitid="no", job_help="yes", health_need="yes",
        )
    )  # fmt: skip
    assert "rettidigt" in told
    assert deadlines(mother, "2024-05-07")["UA-VELKOMST"] == ("2024-05-13", "met_on_time")
    assert deadlines(mother, "2024-05-07")["INL-HELBRED"] == ("2024-10-29", "upcoming")
    health = HealthAssessment.objects.get(case=mother)
    assert health.state == "assessing_need"

    # The placement: without a goal it cannot be agreed; with one it starts within the month.
    office.on("2024-05-14")
    placement = CompanyPlacement.objects.get(case=mother)
    done(
        move(
            anna, placement, "match", form="placement", company="Bageriet på hjørnet",
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
            anna, placement, "agree",
            purpose="training", signed="on", quota_checked="on",
        )
    )  # fmt: skip
    office.on("2024-05-27")
    done(move(anna, placement, "start"))
    assert deadlines(mother, "2024-05-30")["INL-VRT-1M"] == ("2024-05-29", "met_on_time")
    assert deadlines(mother, "2024-05-30")["INL-KONTRAKT"] == ("2024-05-29", "overdue")

    # A mentor by decision: with consent, and she sees the case from that day and not before.
    assert see(mira, mother).status_code == 404
    done(register(anna, mother, "skridt", kind="Mentoring"))
    consent(anna, mother, "mentor", "Mira")
    mentoring = Mentoring.objects.get(case=mother)
    done(move(anna, mentoring, "offer"))
    mira_id = str(User.objects.get(username="mira").pk)
    done(move(anna, mentoring, "assign", mentor=mira_id, until="27-11-2024"))
    assert see(mira, mother).status_code == 200
    assert see(mira, daughter).status_code == 404

    # 3 June: the first follow-up starts the mentoring, and sent twice it is one row.
    office.on("2024-06-03")
    log = reverse("follow-up", args=[mentoring.pk])
    standing = form_of(mira.get(log).content.decode())
    assert standing is not None
    typed = standing | {
        "occurred_on": "03-06-2024",
        "outcome": "completed",
        "contact_form": "in_person",
        "topics": ["mitid", "bank"],
        "text": "Vi fik oprettet MitID sammen. Банк наступного тижня.",
    }
    for _ in range(2):
        done(mira.post(log, typed))
    assert FollowUp.objects.count() == 1
    assert Mentoring.objects.get(case=mother).state == "running"

    # Health is offered in good time; the mentor is told nothing of it.
    office.on("2024-06-10")
    done(
        move(
            anna, health, "offer",
            existing_information="Papirer fra asylsystemet er gennemgået", guidance_given="on",
        )
    )  # fmt: skip
    assert deadlines(mother, "2024-06-10")["INL-HELBRED"] == ("2024-10-29", "met_on_time")
    assert "elbreds" not in read(mira, mother)

    # A follow-up talk in the tenth week.
    done(register(anna, mother, "skridt", kind="FollowUpTalk"))
    follow_up = FollowUpTalk.objects.get(case=mother)
    done(
        move(
            anna, follow_up, "invite", meets_at="08-07-2024 09:00",
            talk_form="in_person", channel="digital_post", letter="Indkaldelse",
            interpreter="booked",
        )
    )  # fmt: skip
    office.on("2024-07-08")
    done(
        move(
            anna, follow_up, "hold", changes="Ingen", course_followed="Ja",
            outcome="Taler med kunderne", need_for_change="Flere timer",
        )
    )  # fmt: skip

    # Day ninety-two: the programme's three months have passed. It is guidance, never law.
    office.on("2024-07-16")
    assert deadlines(mother, "2024-07-15")["UA-PROG-3M"] == ("2024-07-15", "soon")
    assert deadlines(mother, "2024-07-16")["UA-PROG-3M"] == ("2024-07-15", "overdue")
    assert "ejledende" in read(anna, mother)

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
