"""Two ways in which a case of the quota family ends: a death, and a registration too many."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import Case
from interventions.models import HealthAssessment, Mentoring
from tests.journeys.office import (
    Office,
    deadlines,
    done,
    fill,
    move,
    read,
    refused,
    see,
    step,
    time_passes,
    told_after,
    url_of,
)
from tests.journeys.page_forms import form_of, words_of
from tests.journeys.quota_family import (
    DAOUD,
    ESPERANCE,
    a_mentor_walks_along,
    arrived,
    facts_page,
    words,
)
from tests.make import make_user

pytestmark = pytest.mark.django_db

REMINDED = "/?vis=paamindelser"
SEEN = ["double", "cpr_modulus"]


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(monkeypatch, "2024-03-04")
    office.hire(make_user("anna"), make_user("mira", "mentor"), make_user("tina", "team_lead"))
    return office


GRANDFATHER = DAOUD | {
    "udlaendinge_id": "24681405", "given_name": "Aimable", "born_on": "03-03-1951", "phone": "",
}  # fmt: skip


def test_the_grandfather_dies(office: Office) -> None:
    (case,) = arrived(office, GRANDFATHER)
    anna = office["anna"]
    a_mentor_walks_along(office, case)
    office.on("2024-06-14")
    assert "Aimable" in words(office, "anna", "/")
    done(move(anna, case, "close", effective_on="10-06-2024", reason="doed"))
    case = Case.objects.get(pk=case.pk)
    assert (case.state, f"{case.closed_on}") == ("closed", "2024-06-10")
    health = step(case, HealthAssessment)
    assert (health.state, f"{health.ended_on}") == ("lapsed", "2024-06-10")
    mentoring = step(case, Mentoring)
    assert (mentoring.state, f"{mentoring.ended_on}") == ("ended", "2024-06-10")
    assert {status for _, status in deadlines(case, "2024-10-30").values()} == {
        "met_on_time", "overdue", "lapsed",
    }  # fmt: skip
    assert deadlines(case, "2024-10-30")["KM-HELBRED"] == ("2024-10-15", "lapsed")
    assert see(office["mira"], case).status_code == 404
    nothing_is_due_sent_or_remembered(office, case)


def nothing_is_due_sent_or_remembered(office: Office, case: Case) -> None:
    office.on("2024-10-30")
    anna, health = office["anna"], step(case, HealthAssessment)
    for who, url in (("anna", "/"), ("anna", REMINDED), ("tina", "/"), ("mira", "/")):
        assert "Aimable" not in words(office, who, url)
    assert time_passes(case, "2024-10-30") == {}
    assert "flyt/" not in see(anna, case).content.decode()
    refused(anna.post(url_of(health, "offer"), {"effective_on": "30-10-2024"}))
    told = words(office, "anna", facts_page(case, "aftale"))
    assert "Sagen er afsluttet, og der kan ikke aftales møder på den." in told
    assert "Intet skridt kan tilføjes nu." in words(office, "anna", facts_page(case, "skridt"))
    told = words(office, "tina", url_of(case, "reopen"))
    assert "Borgeren er død. Sagen kan kun rettes." in told


def test_a_woman_registered_twice_becomes_one_again_by_two_people(office: Office) -> None:
    office.hire(make_user("berit"))
    (kept,) = arrived(office, ESPERANCE)
    office.on("2024-05-02")
    double = berit_registers_her_again(office)
    merge = facts_page(kept, "flet")
    the_double_is_cancelled(office, merge, double)
    told = refused(fill(office["tina"], merge, double=f"{double.pk}"))
    assert "Vælg: 10-04-2024 her eller 11-04-2024 i dobbeltsagen." in told
    told = told_after(fill(office["tina"], merge, double=f"{double.pk}", arrived_on="here"))
    assert "Ingen datoer er ændret." in told
    assert "Flettet med sag" in read(office["anna"], kept)
    assert set(kept.citizen.identifiers.values_list("type", flat=True)) == {"cpr", "udlaendinge_id"}
    assert "Espérance" in words(office, "anna", "/")
    assert "Espérance" not in words(office, "berit", "/")


def berit_registers_her_again(office: Office) -> Case:
    """With the number that she has by now; that she looks like somebody, Berit brushes aside."""
    again = ESPERANCE | {
        "udlaendinge_id": "",
        "cpr": "031184-0004",
        "opened_on": "02-05-2024",
        "arrived_on": "11-04-2024",
        "cpr_registered_on": "15-04-2024",
    }
    answer = fill(office["berit"], reverse("register"), **again)
    told = refused(answer)
    assert "Det er ikke en af de personer, der ligner" in told
    assert "Personnummeret opfylder ikke modulus 11." in told
    shown = form_of(answer.content.decode()) or {}
    done(office["berit"].post(reverse("register"), shown | {"confirmed": SEEN}))
    return Case.objects.latest("pk")


def the_double_is_cancelled(office: Office, merge: str, double: Case) -> None:
    """By two people; before that the cases cannot be merged."""
    # Merging is the team lead's, who has both.
    assert office["anna"].get(merge).status_code == 403
    told = refused(fill(office["tina"], merge, double=f"{double.pk}", arrived_on="here"))
    assert "Annullér først dobbeltsagen som fejloprettet; det godkendes af en anden." in told
    done(move(office["berit"], double, "cancel", approval_reason="Samme person som Annas sag"))
    approval = double.approvals.get()
    page = reverse("approval", args=[approval.pk])
    assert page in see(office["tina"], double).content.decode()
    told = words_of(office["berit"].get(page).content.decode())
    assert "Du har selv stillet forslaget. En anden skal afgøre det." in told
    assert "Afgøres senest 10-05-2024" in told  # Ascension Day is no working day
    assert office["berit"].post(page, {"approve": "1"}).status_code == 403
    done(office["tina"].post(page, {"approve": "1"}))
    assert Case.objects.get(pk=double.pk).state == "cancelled"
