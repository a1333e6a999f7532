"""Who works in the world: a user for every role and relation of permissions.csv."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from accounts.actions import promise
from accounts.actor import Actor
from accounts.models import Area, RoleGrant, Unit, User
from accounts.queries import actor_for
from accounts.roles import Role

SINCE = timedelta(days=4 * 365)
# code → area; the first is where nearly everything happens
UNITS = {"NORD": "CENTRUM", "SYD": "CENTRUM", "OEST": "RING", "VEST": "RING"}
HOME, AWAY, FAR = "NORD", "SYD", "OEST"


@dataclass(frozen=True)
class Person:
    key: str
    role: str
    unit: str = HOME
    functions: tuple[str, ...] = ()

    @property
    def username(self) -> str:
        return f"verden-{self.key}".replace("_", "-")


CW, TL = Role.CASEWORKER, Role.TEAM_LEAD
PEOPLE = (
    Person("cw", CW),
    Person("cw_author", CW),  # had the cases before, and wrote their notes
    Person("cw_substitute", CW),
    Person("cw_same", CW),
    Person("cw_other", CW, AWAY),
    Person("cw_glass", CW, AWAY),
    Person("cw_glass_expired", CW, AWAY),
    Person("cw_family", CW),
    Person("cw_disabled", CW),
    Person("cw_far", CW, FAR),
    Person("fn_company", CW, HOME, ("company_consultant",)),
    Person("fn_health", CW, HOME, ("health_coordinator",)),
    Person("fn_family", CW, HOME, ("family_caseworker",)),
    Person("fn_adviser", CW, HOME, ("social_control_adviser",)),
    Person("lead", TL),
    Person("lead_second", TL),
    Person("lead_other", TL, AWAY),
    Person("lead_glass", TL, AWAY),
    Person("lead_family", TL),
    Person("lead_far", TL, FAR),
    Person("mentor", Role.MENTOR),
    Person("mentor_ended", Role.MENTOR),  # three days ago
    Person("mentor_long_ended", Role.MENTOR),  # more than seven days ago
    Person("mentor_never", Role.MENTOR),
    Person("mentor_suspended", Role.MENTOR),
    Person("mentor_family", Role.MENTOR),
    Person("manager", Role.MANAGER),
    Person("manager_far", Role.MANAGER, FAR),
    Person("admin", Role.ADMIN, ""),
    Person("admin_second", Role.ADMIN, ""),
    Person("dpo", Role.DPO, ""),
)
DISABLED = ("cw_disabled", "mentor_suspended")


class Staff:
    """The users as actors at any moment."""

    def __init__(self, users: Mapping[str, User], units: Mapping[str, Unit], now: datetime) -> None:
        self.users, self.units, self.now = users, units, now
        self._actors = {key: actor_for(user, now) for key, user in users.items()}

    def at(self, key: str, moment: datetime) -> Actor:
        return self._actors[key].at(moment)

    def ago(self, key: str, days: float) -> Actor:
        return self.at(key, self.now - timedelta(days=days))


def hire(password: str, now: datetime) -> Staff:
    """Areas, units and users; the one password is hashed once, to save time."""
    areas = {code: Area.objects.create(code=code, name=code) for code in set(UNITS.values())}
    units = {
        code: Unit.objects.create(code=code, name=f"Enhed {code}", area=areas[area])
        for code, area in UNITS.items()
    }
    hashed, since = make_password(password), (now - SINCE).date()
    users = {}
    for person in PEOPLE:
        user = User.objects.create(
            username=person.username,
            name=person.key.replace("_", " ").capitalize(),
            email=f"{person.username}@example.com",
            password=hashed,
        )
        unit = units.get(person.unit)
        leads_area = person.role == Role.MANAGER
        RoleGrant.objects.create(
            user=user,
            role=person.role,
            unit=None if leads_area else unit,
            area=unit.area if unit and leads_area else None,
            from_on=since,
        )
        users[person.key] = user
    staff = Staff(users, units, now)
    for person in PEOPLE:
        if person.role == Role.MENTOR:
            promise(by=staff.at(person.key, now - SINCE + timedelta(days=1)))
    return Staff(users, units, now)


def disable(staff: Staff) -> None:
    """At the very end: who is closed can be given nothing any more."""
    User.objects.filter(pk__in=[staff.users[key].pk for key in DISABLED]).update(is_active=False)
