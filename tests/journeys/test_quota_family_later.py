"""What comes later to a quota family: age, moving on, and a relative's wife.

All dates are worked out by hand.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import Case
from tests.journeys.office import (
    Office,
    deadlines,
    done,
    move,
    read,
    register,
    see,
    time_passes,
    told_after,
    url_of,
)
from tests.journeys.quota_family import (
    DAOUD,
    ESPERANCE,
    YARA,
    a_mentor_walks_along,
    arrived,
    enter,
    facts_page,
    words,
)
from tests.make import make_user

pytestmark = pytest.mark.django_db

REMINDED = "/?vis=paamindelser"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(monkeypatch, "2024-03-04")
    office.hire(make_user("anna"), make_user("mira", "mentor"), make_user("tina", "team_lead"))
    return office


def test_the_daughter_turns_eighteen_and_is_not_in_the_programme_for_that(office: Office) -> None:
    father, daughter = arrived(office, DAOUD, YARA)
    anna = office["anna"]
    done(register(anna, father, "husstand", members=[f"{daughter.citizen_id}"]))
    office.on("2025-08-20")
    assert "fylder 18" not in words(office, "anna", REMINDED)
    office.on("2025-08-21")
    assert words(office, "anna", REMINDED).count("Et barn fylder 18") == 2
    assert "fylder 18" in read(anna, father)
    assert "fylder 18" in read(anna, daughter)
    office.on("2025-09-20")
    assert time_passes(daughter, "2025-09-20") == {}
    assert time_passes(father, "2025-09-20") == {}
    assert [row.kind for row in daughter.steps.all()] == ["HealthAssessment"]
    assert set(deadlines(daughter, "2025-09-20")) == {"KM-HELBRED", "INL-HELBRED"}
    told = words(office, "anna", facts_page(daughter, "skridt"))
    assert "Introduktionsprogram: Borgeren var under 18 år, da ansvaret overgik" in told
    office.on("2025-10-21")
    assert "fylder 18" not in read(anna, daughter)


def test_the_father_moves_is_not_taken_over_and_then_is(office: Office) -> None:
    (father,) = arrived(office, DAOUD)
    a_mentor_walks_along(office, father)
    odense_does_not_approve(office, father)
    aarhus_does(office, father)


def odense_does_not_approve(office: Office, father: Case) -> None:
    """While one waits, and after the refusal, the programme goes on here (INL § 18)."""
    anna = office["anna"]
    office.on("2024-09-02")
    before = deadlines(father, "2024-09-02")
    running = set(father.steps.filter(ended_on=None).values_list("kind", flat=True))
    assert "Mentoring" in running
    told = told_after(move(anna, father, "report_move", moves_to="Odense"))
    assert "Flyttet – afventer overtagelse" in told
    assert deadlines(father, "2024-09-02") == before
    office.on("2024-09-16")
    done(move(anna, father, "keep", reason="Odense har ikke godkendt overtagelsen"))
    assert Case.objects.get(pk=father.pk).state == "active"
    assert set(father.steps.filter(ended_on=None).values_list("kind", flat=True)) == running


def aarhus_does(office: Office, father: Case) -> None:
    """Everything ends on the day of the handing over, also when it is written down later."""
    anna = office["anna"]
    office.on("2025-01-06")
    done(move(anna, father, "report_move", moves_to="Aarhus"))
    office.on("2025-02-03")
    assert "Mentorforløb" in words(office, "anna", url_of(father, "hand_over"))
    done(move(anna, father, "hand_over", effective_on="01-02-2025"))
    case = Case.objects.get(pk=father.pk)
    assert (case.state, f"{case.closed_on}", case.end_reason) == (
        "closed", "2025-02-01", "flyttet",
    )  # fmt: skip
    ends = {row.kind: f"{row.ended_on}" for row in case.steps.all()}
    assert ends.pop("AsylumCentreTalk") == "2024-04-10"  # on arrival
    assert set(ends.values()) == {"2025-02-01"}
    assert see(office["mira"], father).status_code == 404
    assert "Daoud" not in words(office, "anna", "/")


EMMANUEL = DAOUD | {
    "udlaendinge_id": "24681406", "given_name": "Emmanuel", "born_on": "22-12-1986",
}  # fmt: skip
GRACE = ESPERANCE | {
    "udlaendinge_id": "24681407", "given_name": "Grace", "born_on": "09-07-1989",
    "family_name": "Uwimana", "residence_basis": "familie_flygtning", "allocated_on": "",
    "opened_on": "23-09-2024", "cpr_registered_on": "16-09-2024", "arrived_on": "12-09-2024",
}  # fmt: skip


def test_the_brothers_wife_comes_later_with_dates_of_her_own(office: Office) -> None:
    brother, father = arrived(office, EMMANUEL, DAOUD)
    anna = office["anna"]
    a_mentor_walks_along(office, brother)
    office.on("2024-09-23")
    before = deadlines(brother, "2024-09-23")
    wife = enter(office, "anna", GRACE)
    stood = deadlines(wife, "2024-09-23")
    assert stood["INL-KONTRAKT"] == ("2024-10-16", "upcoming")
    assert stood["KM-PRAK-1M"] == ("2024-10-12", "upcoming")
    assert stood["KM-HELBRED"] == ("2025-03-16", "upcoming")
    assert "KM-ASYL" not in stood
    assert not wife.steps.filter(kind="AsylumCentreTalk").exists()
    done(
        register(
            anna,
            father,
            "relation",
            type="soeskende",
            from_on="10-04-2024",
            other=f"{brother.citizen_id}",
        )
    )
    # She bears another name and came on another day: her number finds her.
    told = told_after(
        register(
            anna,
            brother,
            "relation",
            type="aegtefaelle",
            from_on="12-09-2024",
            number="24681407",
            source="Vielsesattest",
        )
    )
    assert "Grace Uwimana" in told
    done(register(anna, wife, "indflytning", other=f"{brother.citizen_id}", on="12-09-2024"))
    for case, other in ((wife, brother), (brother, wife)):
        page = see(anna, case).content.decode()
        assert reverse("case", args=[other.pk]) in page
        assert "Ægtefælle" in page
    assert deadlines(brother, "2024-09-23") == before
    # Who walks with him sees nothing of her.
    assert see(office["mira"], wife).status_code == 404
    assert "Grace" not in read(office["mira"], brother)
