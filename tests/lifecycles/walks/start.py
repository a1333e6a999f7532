"""Who acts in a walk, and the cases that walks begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.actor import Actor, system
from cases.models import Case
from interventions.actions.appointments import book_appointments
from interventions.actions.concerns import raise_concern
from interventions.actions.papers import draft_decision
from interventions.actions.requests import propose_completion
from interventions.actions.steps import add_goal, add_step
from interventions.models import CompanyPlacement, DanishEducation, HealthAssessment, Mentoring
from tests.lifecycles.driver import OPENED, drive
from tests.lifecycles.papers import DRAFT
from tests.lifecycles.typed import DATA, morning
from tests.make import actor, assign, at, make_case, make_consent, make_unit, make_user, step_of

PURPOSES = ("mentor", "doctor", "health_result", "volunteer", "collaboration")
FIRST_DAY = OPENED + timedelta(days=120)  # by then most handovers have been reached
ROLES = {
    "anna": "caseworker", "leth": "team_lead", "lotte": "team_lead", "sofus": "caseworker",
    "sanne": "caseworker", "naboen": "caseworker", "mia": "mentor", "mads": "mentor",
}  # fmt: skip


@dataclass(frozen=True)
class People:
    actors: dict[str, Actor]

    def at(self, name: str, day: date) -> Actor:
        return self.actors[name].at(at(day)) if name in self.actors else system(at(day))


def people() -> People:
    """Also what the forms' data would make by and by, so that no walk makes it."""
    found = {name: actor(make_user(name, role), OPENED) for name, role in ROLES.items()}
    found["syd"] = actor(make_user("syd", "caseworker", make_unit("SYD")), OPENED)
    DATA["JobDanish", "enrol"](None, OPENED)
    return People(found)


@dataclass(frozen=True)
class Start:
    citizen_id: int
    today: date


def fresh(basis: str, *, state: str = "active", consents: bool = True, **citizen: Any) -> Start:
    known = {"cpr_registered_on": OPENED} if basis in ("kvote", "familie_flygtning") else {}
    case = make_case(
        OPENED, basis=basis, plan=state != "created", active=state == "active", citizen=citizen,
        **known,
    )  # fmt: skip
    if consents:
        give_all(case)
    return Start(case.citizen_id, FIRST_DAY)


def give_all(case: Case) -> None:
    for purpose in PURPOSES:
        make_consent(case, purpose, OPENED)


def eventful(**citizen: Any) -> Start:
    """Something of every kind is under way: what an end of the case has to end."""
    case = make_case(OPENED, active=True, citizen={"phone": "12345678", **citizen})
    give_all(case)
    on = case.handover_on or OPENED
    for name in ("sofus", "sanne"):
        assign(case, make_user(name), "social_control_adviser", OPENED)
    placement = step_of(case, CompanyPlacement)
    lead = actor(make_user("leth", "team_lead"), on)
    add_goal(placement, by=lead, type="language", text="Tale dansk", sign="Taler dansk")
    drive(placement, "running")
    for kind, state in ((Mentoring, "running"), (DanishEducation, "running"),
                        (HealthAssessment, "referred")):  # fmt: skip
        drive(step_of(case, kind), state)
    for kind, state in (("FollowUpTalk", "invited"), ("VolunteerActivity", "participating"),
                        ("WorkplaceDanish", "enrolled")):  # fmt: skip
        drive(add_step(case, kind, by=lead), state)
    _papers(case, on)
    return Start(case.citizen_id, FIRST_DAY)


def _papers(case: Case, on: date) -> None:
    """A decision, an appointment, a mentor's request and a concern."""
    anna = actor(make_user("anna"), on)
    draft_decision(case, by=anna, **DRAFT)
    day = FIRST_DAY + timedelta(days=20)
    book_appointments(case, [morning(day)], by=anna, meeting_form="in_person")
    raise_concern(case, by=anna, signs="Hun bliver hentet hver dag")
    mia = actor(make_user("mia", "mentor"), FIRST_DAY)
    propose_completion(step_of(case, CompanyPlacement), by=mia, text="Hun har fået et job.")


CHILD = {"born_on": date(2010, 5, 17)}
NEARLY_GROWN = {"born_on": date(2006, 2, 10)}  # grown up within some weeks of the opening
STARTS: dict[str, Callable[..., Start]] = {
    "konvention": lambda **c: fresh("konvention", **c),
    "kvote": lambda **c: fresh("kvote", **c),
    "familie_flygtning": lambda **c: fresh("familie_flygtning", state="planned", **c),
    "ukraine_saerlov": lambda **c: fresh("ukraine_saerlov", **c),
    "familie_anden": lambda **c: fresh("familie_anden", state="planned", **c),
    "eu": lambda **c: fresh("eu", consents=False, **c),
    "barn": lambda **c: fresh("konvention", **CHILD, **c),
    "næsten voksen": lambda **c: fresh("familie_anden", state="planned", **NEARLY_GROWN, **c),
    "oprettet": lambda **c: fresh("konvention", state="created", consents=False, **c),
    "begivenhedsrig": eventful,
}
