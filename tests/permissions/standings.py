"""Everybody and how she stands to a case, in a world small enough to be asked again and again.

tests/data/held.csv says what each of them holds. The rows are written as they are: what makes
them in life is the matter of other tests.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from accounts.actor import Actor, system
from accounts.grants import TOKEN_SCOPES
from accounts.models import Kin, Promise, Unit, User
from accounts.queries import actor_for
from accounts.roles import Function, Role
from cases.models import Assignment, BrokenGlass, Case, Protection, Restriction, StandIn
from cases.queries import identifier_index
from tests.make import at, make_case, make_unit, make_user

NOW = at("2024-05-15")
TODAY, BEFORE, LONG_AGO = date(2024, 5, 15), date(2024, 5, 14), date(2024, 1, 10)
HOUR = timedelta(hours=1)
CPR = "1705904321"
F, TOKENS = Function, frozenset(TOKEN_SCOPES)


@dataclass(frozen=True)
class Standing:
    """`in_lists`: what she holds she also meets in lists."""

    by: Actor
    case: str
    in_lists: bool = True


@dataclass(frozen=True)
class Here:
    cases: dict[str, Case]
    people: dict[str, Actor]
    standings: dict[str, Standing]


def world() -> Here:
    units = {"NORD": make_unit("NORD"), "SYD": make_unit("SYD"), "VEST": make_unit("VEST", "VEST")}
    users = {name: make_user(name, role, units[unit]) for name, (role, unit) in STAFF.items()}
    cases = _cases(units, users)
    _relate(cases, users)
    people = {name: actor_for(user, NOW) for name, user in users.items()} | _no_people(units)
    standings = {
        name: Standing(people[who], case, *more) for name, (who, case, *more) in STANDINGS.items()
    }
    return Here(cases, people, standings)


STAFF: dict[str, tuple[str, str]] = {
    "anna": (Role.CASEWORKER, "NORD"),  # responsible for every case of the unit but two
    "bente": (Role.CASEWORKER, "NORD"),  # stands in
    "birte": (Role.CASEWORKER, "NORD"),  # stood in
    "bea": (Role.CASEWORKER, "SYD"),  # stands in still, and has moved
    "bodil": (Role.CASEWORKER, "NORD"),
    "eva": (Role.CASEWORKER, "NORD"),  # responsible for a relative
    "carl": (Role.CASEWORKER, "SYD"),
    "gitte": (Role.CASEWORKER, "SYD"),  # broke the glass
    "grete": (Role.CASEWORKER, "SYD"),  # broke it, and the hour is over
    "vera": (Role.CASEWORKER, "SYD"),  # one of each function follows
    "helle": (Role.CASEWORKER, "SYD"),
    "fie": (Role.CASEWORKER, "SYD"),
    "sonja": (Role.CASEWORKER, "SYD"),
    "else": (Role.CASEWORKER, "SYD"),  # was a consultant until today
    "lis": (Role.TEAM_LEAD, "NORD"),
    "lone": (Role.TEAM_LEAD, "NORD"),  # of somebody's family
    "mo": (Role.TEAM_LEAD, "SYD"),  # broke the glass
    "otto": (Role.TEAM_LEAD, "SYD"),
    "mia": (Role.MENTOR, "NORD"),
    "mona": (Role.MENTOR, "NORD"),  # of nobody
    "maja": (Role.MENTOR, "NORD"),  # until today
    "mary": (Role.MENTOR, "NORD"),  # has not promised
    "leo": (Role.MANAGER, "NORD"),
    "lea": (Role.MANAGER, "VEST"),
    "adam": (Role.ADMIN, "NORD"),
    "dora": (Role.DPO, "NORD"),
}
# case → (unit, responsible)
CASES = {
    "plain": ("NORD", "anna"),
    "protected": ("NORD", "anna"),
    "restricted": ("NORD", "anna"),
    "erased": ("NORD", "anna"),
    "lifted": ("NORD", "anna"),  # was restricted
    "safe": ("NORD", "anna"),  # was protected until today
    "family": ("NORD", "eva"),
    "unassigned": ("NORD", ""),
    "far": ("SYD", "carl"),
}
HIDDEN = False  # in lists
# name, the column of held.csv → (who, case[, in lists])
STANDINGS: dict[str, Any] = {
    "responsible": ("anna", "plain"),
    "responsible protected": ("anna", "protected"),
    "responsible restricted": ("anna", "restricted", HIDDEN),
    "responsible erased": ("anna", "erased"),
    "responsible lifted": ("anna", "lifted"),
    "responsible family": ("eva", "family"),
    "stand-in": ("bente", "plain"),
    "stand-in protected": ("bente", "protected"),
    "stand-in over": ("birte", "plain"),
    "stand-in moved": ("bea", "plain"),
    "same unit": ("bodil", "plain"),
    "same unit protected": ("bodil", "protected"),
    "same unit restricted": ("bodil", "restricted", HIDDEN),
    "same unit unassigned": ("bodil", "unassigned"),
    "same unit no longer protected": ("bodil", "safe"),
    "other unit": ("carl", "plain"),
    "glass": ("gitte", "plain", HIDDEN),
    "glass protected": ("gitte", "protected"),
    "glass restricted": ("gitte", "restricted", HIDDEN),
    "glass family": ("gitte", "family", HIDDEN),
    "glass over": ("grete", "plain"),
    "company consultant": ("vera", "plain"),
    "company consultant protected": ("vera", "protected"),
    "company consultant restricted": ("vera", "restricted", HIDDEN),
    "company consultant elsewhere": ("vera", "lifted"),
    "company consultant over": ("else", "plain"),
    "health coordinator": ("helle", "plain"),
    "family caseworker": ("fie", "plain"),
    "social control adviser": ("sonja", "plain"),
    "lead": ("lis", "plain"),
    "lead protected": ("lis", "protected"),
    "lead restricted": ("lis", "restricted", HIDDEN),
    "lead erased": ("lis", "erased"),
    "lead unassigned": ("lis", "unassigned"),
    "lead family": ("lone", "family"),
    "lead other unit": ("otto", "plain"),
    "lead glass": ("mo", "plain", HIDDEN),
    "lead glass protected": ("mo", "protected"),
    "mentor": ("mia", "plain"),
    "mentor protected": ("mia", "protected"),
    "mentor restricted": ("mia", "restricted", HIDDEN),
    "mentor glass": ("mia", "lifted"),  # no mentor breaks any
    "mentor never": ("mona", "plain"),
    "mentor ended": ("maja", "plain"),
    "mentor unpromised": ("mary", "plain"),
    "manager": ("leo", "plain"),
    "manager restricted": ("leo", "restricted"),
    "manager other area": ("lea", "plain"),
    "admin": ("adam", "plain"),
    "dpo": ("dora", "plain"),
    "dpo restricted": ("dora", "restricted"),
    "machine": ("machine", "plain"),
    "machine protected": ("machine", "protected"),
    "machine restricted": ("machine", "restricted", HIDDEN),
    "machine unassigned": ("machine", "unassigned"),
    "machine other unit": ("machine away", "plain"),
    "machine citizens.read": ("machine citizens.read", "plain"),
    "machine citizens.create": ("machine citizens.create", "plain"),
    "machine reports.read": ("machine reports.read", "plain"),
    "machine events.receive": ("machine events.receive", "plain"),
    "machine without unit": ("machine nowhere", "unassigned"),
    "caseworker without name or unit": ("nobody", "unassigned"),
    "manager without area": ("nobody's manager", "plain"),
    "system": ("system", "plain"),
    "system protected": ("system", "protected"),
    "system restricted": ("system", "restricted"),
    "system erased": ("system", "erased"),
}


def _cases(units: dict[str, Unit], users: dict[str, User]) -> dict[str, Case]:
    cases = {}
    for name, (unit, responsible) in CASES.items():
        case = make_case(LONG_AGO, plan=False, unit=units[unit])
        if responsible:
            case.responsible = users[responsible]
            case.save(update_fields=["responsible"])
            _assign(case, users[responsible], F.RESPONSIBLE)
        cases[name] = case
    return cases


def _relate(cases: dict[str, Case], users: dict[str, User]) -> None:
    for name, first, ended in (("protected", TODAY, None), ("safe", LONG_AGO, TODAY)):
        Protection.objects.create(citizen=cases[name].citizen, from_on=first, ended_on=ended)
    for name, lifted_at in (("restricted", None), ("lifted", NOW)):
        whose = {"citizen": cases[name].citizen, "reason": "x", "from_at": NOW}
        Restriction.objects.create(**whose, lifted_at=lifted_at)
    erased, family = cases["erased"].citizen, cases["family"].citizen
    erased.erased_at = NOW
    erased.save(update_fields=["erased_at"])
    index = identifier_index("cpr", CPR)
    family.identifiers.create(type="cpr", value=CPR, index=index, valid_from=LONG_AGO)
    for name in ("eva", "lone"):
        Kin.objects.create(user=users[name], index=index, relation="family", declared_at=NOW)
    Promise.objects.filter(user=users["mary"]).delete()
    _assigned(cases, users)
    _opened(cases, users)


def _assigned(cases: dict[str, Case], users: dict[str, User]) -> None:
    for name in ("plain", "protected", "restricted"):
        _assign(cases[name], users["vera"], F.COMPANY_CONSULTANT)
        _assign(cases[name], users["mia"], F.MENTOR)
    for who, function, to_on in (
        ("helle", F.HEALTH_COORDINATOR, None), ("fie", F.FAMILY_CASEWORKER, None),
        ("sonja", F.SOCIAL_CONTROL_ADVISER, None), ("mary", F.MENTOR, None),
        ("maja", F.MENTOR, TODAY), ("else", F.COMPANY_CONSULTANT, TODAY),
        # Functions that count in another role alone.
        ("mona", F.COMPANY_CONSULTANT, None), ("carl", F.MENTOR, None),
    ):  # fmt: skip
        _assign(cases["plain"], users[who], function, to_on)


def _assign(case: Case, user: User, function: str, to_on: date | None = None) -> None:
    given = {"user": user, "function": function, "from_on": LONG_AGO, "to_on": to_on}
    Assignment.objects.create(case=case, **given)


def _opened(cases: dict[str, Case], users: dict[str, User]) -> None:
    now, over = (NOW - HOUR / 2, NOW + HOUR / 2), (NOW - HOUR, NOW)
    for who, name, (first, last) in (
        ("bente", "plain", now), ("bente", "protected", now), ("birte", "plain", over),
        ("bea", "plain", now),
        ("gitte", "plain", now), ("gitte", "protected", now), ("gitte", "restricted", now),
        ("gitte", "family", now), ("mo", "plain", now), ("mo", "protected", now),
        ("grete", "plain", over), ("mia", "lifted", now),
    ):  # fmt: skip
        about = {"case": cases[name], "user": users[who], "from_at": first, "until_at": last}
        if who in ("bente", "birte", "bea"):
            StandIn.objects.create(**about, reason="x")
        else:
            BrokenGlass.objects.create(**about, cause="other", reason="x")


def _no_people(units: dict[str, Unit]) -> dict[str, Actor]:
    machine = Actor("token:x", "X", Role.INTEGRATOR, NOW, unit_id=units["NORD"].pk, scopes=TOKENS)
    alone = {
        f"machine {scope}": replace(machine, scopes=frozenset({scope}))
        for scope in ("citizens.read", "citizens.create", "reports.read", "events.receive")
    }
    nobody = Actor("ingen", "Ingen", Role.CASEWORKER, NOW)
    return {
        "machine": machine,
        **alone,
        "machine away": replace(machine, unit_id=units["SYD"].pk),
        "machine nowhere": replace(machine, username="token:nowhere", unit_id=None),
        "nobody": nobody,
        "nobody's manager": replace(nobody, role=Role.MANAGER),
        "system": system(NOW),
    }
