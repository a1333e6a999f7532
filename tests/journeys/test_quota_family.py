"""A quota family with a girl of sixteen and a boy of six, their first year, page by page.

Father, mother and children each have a case with dates of its own. All dates are worked out by
hand.
"""

from __future__ import annotations

import pytest

from cases.models import Case
from interventions.models import HealthAssessment
from tests.journeys.office import (
    Office,
    consent,
    deadlines,
    done,
    move,
    read,
    refused,
    see,
    step,
    told_after,
    url_of,
)
from tests.journeys.page_forms import words_of
from tests.journeys.quota_family import (
    set_date,
    the_family_is_registered,
    they_land_and_are_in_the_cpr,
    they_live_together,
)
from tests.journeys.quota_parents import (
    the_father_was_ill_which_is_written_down_afterwards,
    the_mother_has_a_child,
    the_mother_sews_at_a_welcome_house,
    the_school_is_told_within_a_consent_that_ends,
)
from tests.make import make_user

pytestmark = pytest.mark.django_db

HEALTH = {"INL-HELBRED", "KM-HELBRED"}


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(monkeypatch, "2024-03-04")
    office.hire(make_user("anna"), make_user("tina", "team_lead"))
    return office


def test_the_first_year(office: Office) -> None:
    family = their_deadlines_wait_until_they_are_in_the_cpr(office)
    a_misread_date_moves_what_is_counted_from_it_and_nothing_else(office, family)
    for name in family:
        done(move(office["anna"], family[name], "take_over"))
    the_school_is_told_within_a_consent_that_ends(office, family["Adam"])
    the_mother_sews_at_a_welcome_house(office, family["Espérance"])
    all_are_offered_a_health_assessment(office, family)
    the_girl_of_sixteen_decides_herself(office, family["Yara"])
    for_the_boy_of_six_who_has_the_custody_decides(office, family["Adam"])
    the_father_was_ill_which_is_written_down_afterwards(office, family["Daoud"])
    the_mother_has_a_child(office, family["Espérance"])


def their_deadlines_wait_until_they_are_in_the_cpr(office: Office) -> dict[str, Case]:
    family = the_family_is_registered(office)
    father, daughter, son = family["Daoud"], family["Yara"], family["Adam"]
    stood = deadlines(father, "2024-03-04")
    # Only the first measurement is counted from a day that is known: that of the case itself.
    assert stood.pop("PROG-MAAL-BASIS") == ("2024-04-04", "upcoming")
    assert set(stood.values()) == {("None", "awaiting_date")}
    assert "når datoen for overgivelse af ansvaret er registreret" in read(office["anna"], father)
    for child in (daughter, son):
        assert [s.kind for s in child.steps.all()] == ["HealthAssessment"]
        assert set(deadlines(child, "2024-03-04")) == HEALTH
    told = they_live_together(office, family)
    assert "Husstanden er bekræftet." in told
    for name in ("Espérance", "Yara", "Adam"):
        assert f"{name} Mbarushimana" in told
    they_land_and_are_in_the_cpr(office, family)
    assert deadlines(father, "2024-04-17")["INL-KONTRAKT"] == ("2024-05-11", "upcoming")
    assert deadlines(son, "2024-04-17") == {
        "KM-HELBRED": ("2024-10-15", "upcoming"), "INL-HELBRED": ("2024-10-15", "upcoming"),
    }  # fmt: skip
    return family


def a_misread_date_moves_what_is_counted_from_it_and_nothing_else(
    office: Office, family: dict[str, Case]
) -> None:
    father = family["Daoud"]
    before = {name: deadlines(case, "2024-04-17") for name, case in family.items()}
    right = set_date(office, father, "cpr_registered_on", "15-04-2024", "Læst forkert i CPR")
    assert "9 frister er flyttet" in told_after(right)
    after = deadlines(father, "2024-04-17")
    moved = {code: day for code, (day, _) in after.items() if before["Daoud"][code][0] != day}
    assert moved == {
        "INL-KONTRAKT": "2024-05-15",
        "INL-VRT-1M": "2024-05-15",
        "INL-DU-HENV": "2024-05-15",
        "DUL-START-I": "2024-05-15",
        "INL-VISITATION": "2024-07-15",
        "INL-HELBRED": "2024-10-15",
        "KM-HELBRED": "2024-10-15",
        "INL-PROG-1Y": "2025-04-15",
        "INL-PROG-5Y": "2029-04-15",
    }
    assert after["KM-MENTOR-TILBUD"] == ("2024-04-17", "soon")
    for name in ("Espérance", "Yara", "Adam"):
        assert deadlines(family[name], "2024-04-17") == before[name]


def all_are_offered_a_health_assessment(office: Office, family: dict[str, Case]) -> None:
    """Scenario 41: of a quota refugee it is never found that it is not needed."""
    anna, father = office["anna"], family["Daoud"]
    office.on("2024-05-06")
    his = step(father, HealthAssessment)
    url = url_of(his, "find_not_needed")
    assert url not in see(anna, father).content.decode()
    assert "Kvoteflygtninge skal altid tilbydes" in words_of(anna.get(url).content.decode())
    typed = {"reason": "Virker rask", "existing_information": "Ingen"}
    hidden = {"version": his.version, "effective_on": "06-05-2024"}
    assert "Kvoteflygtninge skal altid tilbydes" in refused(anna.post(url, typed | hidden))
    for name in ("Daoud", "Yara", "Adam"):
        offered = step(family[name], HealthAssessment)
        typed = {"existing_information": "Papirer fra IOM", "guidance_given": "on"}
        assert "rettidigt" in told_after(move(anna, offered, "offer", **typed))
        stood = deadlines(family[name], "2024-05-06")
        assert {stood[code] for code in HEALTH} == {("2024-10-15", "met_on_time")}


def the_girl_of_sixteen_decides_herself(office: Office, daughter: Case) -> None:
    """Her parents are told before it is written down."""
    anna, hers = office["anna"], step(daughter, HealthAssessment)
    told = refused(move(anna, hers, "decline", declined_by="custody_holder"))
    assert "Borgeren er 16 år og afgør det selv." in told
    told = refused(move(anna, hers, "decline", declined_by="citizen"))
    assert "Indehaveren af forældremyndigheden skal orienteres først." in told
    done(move(anna, hers, "decline", declined_by="citizen", custody_informed="on"))
    assert step(daughter, HealthAssessment).state == "declined"


def for_the_boy_of_six_who_has_the_custody_decides(office: Office, son: Case) -> None:
    """And may think better of it."""
    anna, his = office["anna"], step(son, HealthAssessment)
    told = refused(move(anna, his, "decline", declined_by="citizen"))
    assert "Borgeren er 6 år: kun indehaveren af forældremyndigheden kan afslå." in told
    done(move(anna, his, "decline", declined_by="custody_holder"))
    office.on("2024-05-20")
    done(move(anna, his, "offer_again"))
    consent(anna, son, "doctor", "Lægehuset")
    done(move(anna, his, "accept", clinic="Lægehuset", interpreter="ordered"))
    assert step(son, HealthAssessment).state == "referred"
