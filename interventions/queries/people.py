"""Reads about people beside the case in hand: colleagues, families, and possible doubles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.db.models import Count, Q, QuerySet

from accounts.actor import Actor
from accounts.models import RoleGrant, User
from accounts.queries import users_in_unit
from accounts.roles import Permission, Role
from accounts.wall import beyond
from cases.access import reaches
from cases.models import Away, Case, Citizen, Consent, Household, Protection
from cases.names import search_key
from cases.queries import visible_cases

ALIKE = 0.8  # of the letters; one word in common is enough as well
MANY = 200


@dataclass(frozen=True)
class Load:
    """A caseworker and how many cases she has that have not ended."""

    user: User
    open_cases: int
    away: bool = False

    @property
    def told(self) -> str:
        away = ", fraværende" if self.away else ""
        return f"{self.user} ({self.open_cases} åbne forløb{away})"


def caseworkers(unit_id: int, by: Actor) -> list[Load]:
    """The unit's active caseworkers, those with the fewest cases first."""
    users = users_in_unit(unit_id, Role.CASEWORKER, by.now)
    running = Case.objects.exclude(state__in=Case.ENDED).filter(responsible__in=users)
    with beyond():  # how many there are, also in the unit that takes over
        counts = dict(running.values_list("responsible").annotate(Count("pk")))
    away = set(Away.objects.filter(Away.running_on(by.today)).values_list("user_id", flat=True))
    loads = [Load(user, counts.get(user.pk, 0), user.pk in away) for user in users]
    return sorted(loads, key=lambda load: (load.open_cases, load.user.username))


def area_caseworkers(case: Case, by: Actor) -> list[User]:
    """Active caseworkers of the area in which the case lies, by name."""
    grants = RoleGrant.objects.filter(
        RoleGrant.valid_on(by.today), unit__area=case.unit.area_id, role=Role.CASEWORKER
    )
    users = User.objects.filter(is_active=True, pk__in=grants.values("user_id"))
    return list(users.order_by("name", "pk"))


def consented(case: Case, purpose: str, day: date) -> Consent | None:
    """The consent for the purpose that is in force on the day, if there is one."""
    given = case.citizen.consents.filter(purpose=purpose, given_on__lte=day)
    return given.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)).last()


def protection_of(citizen: Citizen, day: date) -> Protection | None:
    return citizen.protections.filter(Protection.in_force_on(day)).first()


def protection_known(case: Case, by: Actor) -> Protection | None:
    """The one in force, for whoever may know of it: a mentor is told to take care, not why."""
    found = protection_of(case.citizen, by.today)
    return found if found and reaches(by, Permission.CITIZEN_FACTS_SEE, case) else None


def household_of(citizen: Citizen) -> list[Citizen]:
    """Those who live with the citizen now, herself left out."""
    mine = Household.objects.filter(members__citizen=citizen, members__to_on=None)
    others = Citizen.objects.filter(memberships__household__in=mine, memberships__to_on=None)
    return list(others.exclude(pk=citizen.pk).order_by("born_on", "pk"))


def living_with(citizen: Citizen, by: Actor) -> QuerySet[Citizen]:
    """As household_of, those whom the actor may see: seeing one case opens no other."""
    mine = citizen.memberships.filter(to_on=None).values("household_id")
    here = Citizen.objects.filter(memberships__household__in=mine, memberships__to_on=None)
    seen = visible_cases(by).values("citizen_id")
    return here.filter(pk__in=seen).exclude(pk=citizen.pk)


def suggested_household(case: Case, by: Actor) -> list[Citizen]:
    """Visible people of the same surname who were allocated or arrived on the same day.

    A list proposes, a person confirms. Whoever is protected is never proposed, nor is anyone to
    her: a family may be what she is protected from.
    """
    family = search_key(case.citizen.family_name)
    if not family or protection_of(case.citizen, by.today):
        return []
    same_day = Q(allocated_on=case.allocated_on, allocated_on__isnull=False)
    same_day |= Q(arrived_on=case.arrived_on, arrived_on__isnull=False)
    others = visible_cases(by).filter(same_day, citizen__search_key__contains=family)
    shielded = Protection.objects.filter(Protection.in_force_on(by.today)).values("citizen_id")
    found = others.exclude(citizen=case.citizen_id).exclude(citizen__in=shielded)
    citizens = {c.citizen_id: c.citizen for c in found.order_by("citizen__born_on", "pk")[:MANY]}
    return [c for c in citizens.values() if search_key(c.family_name) == family]


def possible_doubles(by: Actor, born_on: date, *names: str) -> list[Case]:
    """Visible cases of people born on the same day whose names look like these."""
    if not by.may(Permission.CASE_SEE):
        return []
    wanted = search_key(*names)
    same_day = visible_cases(by).filter(citizen__born_on=born_on).order_by("pk")[:MANY]
    return [case for case in same_day if alike(wanted, case.citizen.search_key)]


def alike(one: str, other: str) -> bool:
    """Whether two folded names may be the same person's: a word in common, or nearly all letters.

    Words are sorted first, since given and family names change places.
    """
    words, others = sorted(one.split()), sorted(other.split())
    if set(words) & set(others):
        return True
    return SequenceMatcher(None, " ".join(words), " ".join(others)).ratio() >= ALIKE
