"""The citizens of the world: one for each variant, and crowds for the figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from accounts.roles import Function
from cases.actions.assignments import assign_responsible
from cases.actions.citizens import NewCitizen, register_citizen
from cases.models import Case
from config.demo.numbers import Numbers
from config.world.markers import markers
from config.world.staff import AWAY, FAR, HOME, Staff
from interventions.actions.opening import Opening, open_case
from interventions.actions.perform import perform

OPENED = 230  # days ago
ALLOCATED = 236
ARRIVED = 210
BORN = date(1983, 4, 27)
TEAM = {HOME: ("cw", "cw_author", "lead"), AWAY: ("cw_other", "cw_glass", "lead_other"),
        FAR: ("cw_far", "cw_far", "lead_far")}  # fmt: skip
VARIANTS = {
    "plain": HOME, "protected": HOME, "restricted": HOME, "closed": HOME, "erased": HOME,
    "planned_by_lead": HOME, "twin": HOME, "other_unit": AWAY, "other_area": FAR,
}  # fmt: skip
# (unit, residence basis, how many): cells of five and more, and of fewer
CROWDS = ((HOME, "eu", 6), (HOME, "ukraine_saerlov", 3), (AWAY, "eu", 7), (AWAY, "konvention", 2),
          (FAR, "eu", 5))  # fmt: skip


@dataclass
class Told:
    """A citizen of the world, and where her facts stand."""

    variant: str
    unit: str
    case: Case
    cpr: str
    markers: dict[str, str]
    steps: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    follow_ups: dict[str, int] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)  # needs, consents, records …

    @property
    def responsible(self) -> str:
        return TEAM[self.unit][0]

    @property
    def author(self) -> str:
        return TEAM[self.unit][1]

    @property
    def lead(self) -> str:
        return TEAM[self.unit][2]

    def again(self) -> Case:
        self.case = Case.objects.select_related("citizen", "unit").get(pk=self.case.pk)
        return self.case


def moment(staff: Staff, days: float) -> datetime:
    return staff.now - timedelta(days=days)


def open_one(staff: Staff, seed: int, variant: str, numbers: Numbers) -> Told:
    """Registered by the lead, planned by the author, handed to the one who answers for it now."""
    unit = VARIANTS[variant]
    _responsible, author, lead = TEAM[unit]
    by, found = staff.ago(lead, OPENED), markers(seed, variant)
    cpr = numbers.cpr(BORN, "K")
    mail = found["contact"].lower()
    values = {
        "given_name": "Vera", "family_name": found["name"], "born_on": BORN, "sex": "K",
        "language": "ara", "interpreter": "yes", "phone": numbers.phone(),
        "email": f"{mail}@example.com", "safe_contact": found["contact"],
        "address": found["address"], "care_mark": found["care_flag"],
    }  # fmt: skip
    citizen = register_citizen(
        NewCitizen(
            values, {"cpr": cpr}, "konvention", "SY", "SY", by.today,
            protected=variant == "protected", source=found["protection_flag"],
        ),
        by=by,
    )  # fmt: skip
    anchors = {
        "allocated_on": moment(staff, ALLOCATED).date(),
        "arrived_on": moment(staff, ARRIVED).date(),
    }
    case = open_case(Opening(citizen, staff.units[unit].pk, "konvention", by.today, anchors), by=by)
    told = Told(variant, unit, case, cpr, found)
    assign_responsible(case, staff.users[author], by=staff.ago(lead, OPENED - 1))
    planner = lead if variant == "planned_by_lead" else author
    perform(told.again(), "plan", by=staff.ago(planner, OPENED - 2))
    return told


def open_crowds(staff: Staff, rng: Random, numbers: Numbers) -> None:
    """People of whom only the figures tell."""
    for unit, basis, many in CROWDS:
        responsible, _author, lead = TEAM[unit]
        by = staff.ago(lead, OPENED)
        for number in range(many):
            born_on = date(rng.randint(1970, 2000), rng.randint(2, 12), rng.randint(2, 28))
            values = {
                "given_name": f"Mange{number}", "family_name": unit, "born_on": born_on, "sex": "M",
            }  # fmt: skip
            citizen = register_citizen(
                NewCitizen(values, {"cpr": numbers.cpr(born_on, "M")}, basis, "SY", "SY", by.today),
                by=by,
            )
            case = open_case(Opening(citizen, staff.units[unit].pk, basis, by.today), by=by)
            case = assign_responsible(case, staff.users[responsible], by=by)
            perform(case, "plan", by=staff.ago(responsible, OPENED - 1))


def hand_over(staff: Staff, told: Told) -> None:
    """From the author to the responsible caseworker, long enough ago."""
    assign_responsible(told.again(), staff.users[told.responsible], by=staff.ago(told.lead, 60))


FUNCTIONS = {
    "fn_company": Function.COMPANY_CONSULTANT,
    "fn_health": Function.HEALTH_COORDINATOR,
    "fn_family": Function.FAMILY_CASEWORKER,
    "fn_adviser": Function.SOCIAL_CONTROL_ADVISER,
}
