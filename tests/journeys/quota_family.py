"""Four people who come together as quota refugees, registered page by page in March 2024.

They land on Wednesday 10 April. The municipality becomes responsible for each of them on the day
of the CPR registration (INL § 4 stk. 3), which is not known before.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from accounts.models import User
from cases.models import Case
from interventions.models import Mentoring
from tests.journeys.office import (
    Office,
    consent,
    done,
    fill,
    move,
    register,
    see,
    step,
    time_passes,
    told_after,
)
from tests.journeys.page_forms import words_of

DAOUD = {
    "udlaendinge_id": "24681401",
    "given_name": "Daoud",
    "family_name": "Mbarushimana",
    "born_on": "17-05-1980",
    "sex": "M",
    "citizenship": "CD",
    "birth_country": "CD",
    "language": "swa",
    "interpreter": "yes",
    "phone": "20 30 40 61",
    "residence_basis": "kvote",
    "allocated_on": "12-02-2024",
    "opened_on": "04-03-2024",
}
ESPERANCE = DAOUD | {
    "udlaendinge_id": "24681402", "given_name": "Espérance", "born_on": "03-11-1984", "sex": "K",
    "phone": "20 30 40 62",
}  # fmt: skip
YARA = DAOUD | {  # sixteen on the day they land
    "udlaendinge_id": "24681403", "given_name": "Yara", "born_on": "20-09-2007", "sex": "K",
    "phone": "",
}  # fmt: skip
ADAM = DAOUD | {  # six
    "udlaendinge_id": "24681404", "given_name": "Adam", "born_on": "05-02-2018", "phone": "",
}  # fmt: skip
FAMILY = (DAOUD, ESPERANCE, YARA, ADAM)


def enter(office: Office, who: str, person: dict[str, Any]) -> Case:
    """The citizen registered by the colleague, who becomes the responsible."""
    done(fill(office[who], reverse("register"), **person))
    return Case.objects.latest("pk")


def the_family_is_registered(office: Office) -> dict[str, Case]:
    """On 4 March; by given name."""
    return {person["given_name"]: enter(office, "anna", person) for person in FAMILY}


def they_live_together(office: Office, family: dict[str, Case]) -> str:
    members = [f"{family[name].citizen_id}" for name in ("Espérance", "Yara", "Adam")]
    return told_after(register(office["anna"], family["Daoud"], "husstand", members=members))


def they_land_and_are_in_the_cpr(office: Office, family: dict[str, Case]) -> None:
    """In on 10 April; registered in the CPR on Monday 15 April, which for the father is misread."""
    office.on("2024-04-17")
    for name, case in family.items():
        done(set_date(office, case, "arrived_on", "10-04-2024"))
        told = "11-04-2024" if name == "Daoud" else "15-04-2024"
        done(set_date(office, case, "cpr_registered_on", told))


def set_date(office: Office, case: Case, anchor: str, day: str, reason: str = "") -> Any:
    typed = {"anchor": anchor, "day": day} | ({"reason": reason} if reason else {})
    return register(office["anna"], case, "dato", **typed)


def arrived(office: Office, *people: dict[str, str]) -> list[Case]:
    """Registered on 4 March, here since 10 April, taken over on 15 April."""
    cases = [enter(office, "anna", person) for person in people]
    office.on("2024-04-15")
    for case in cases:
        done(set_date(office, case, "arrived_on", "10-04-2024"))
        done(set_date(office, case, "cpr_registered_on", "15-04-2024"))
        done(move(office["anna"], case, "take_over"))
        time_passes(case, "2024-04-15")
    return cases


def a_mentor_walks_along(office: Office, case: Case) -> None:
    anna, mentoring = office["anna"], step(case, Mentoring)
    done(move(anna, mentoring, "offer"))
    consent(anna, case, "mentor", "Mentoren")
    mira = str(User.objects.get(username="mira").pk)
    done(move(anna, mentoring, "assign", mentor=mira, until="10-04-2025"))
    assert see(office["mira"], case).status_code == 200


def words(office: Office, who: str, url: str) -> str:
    return words_of(office[who].get(url).content.decode())


def facts_page(case: Case, name: str) -> str:
    return reverse("case-action", args=[case.pk, name])
