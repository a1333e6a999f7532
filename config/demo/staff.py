"""The area, its two units, and who works there."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.actor import Actor
from accounts.localtime import instant
from accounts.models import Area, Promise, RoleGrant, Unit, User
from accounts.queries import WORDING, actor_for
from accounts.roles import Role

NOON = time(12)


@dataclass(frozen=True)
class Employee:
    username: str
    name: str
    role: Role
    unit: str = ""

    @property
    def place(self) -> str:
        """What the log-in covers, as it is told to the person at the terminal."""
        return self.unit or (AREA[0] if self.role == Role.MANAGER else "hele kommunen")


UNITS = (("NORD", "Integration Nord"), ("SYD", "Integration Syd"))
AREA = ("CBSI", "Center for Beskæftigelse, Sprog og Integration")
STAFF = (
    Employee("sagsbehandler", "Karen Vestergaard", Role.CASEWORKER, "NORD"),
    Employee("sagsbehandler2", "Mikkel Bøgelund", Role.CASEWORKER, "NORD"),
    Employee("teamleder", "Ulla Dyrholm", Role.TEAM_LEAD, "NORD"),
    Employee("mentor", "Yasmin El-Amrani", Role.MENTOR, "NORD"),
    Employee("virksomhedskonsulent", "Torben Skovsgaard", Role.CASEWORKER, "NORD"),
    Employee("sagsbehandler3", "Aleksandra Wiśniewska", Role.CASEWORKER, "SYD"),
    Employee("teamleder2", "Henrik Ravnsø", Role.TEAM_LEAD, "SYD"),
    Employee("mentor2", "Dawit Mengistu", Role.MENTOR, "SYD"),
    Employee("leder", "Bodil Ærø", Role.MANAGER),
    Employee("admin", "Jens Åkjær", Role.ADMIN),
    Employee("dpo", "Signe Østrup", Role.DPO),
)
# They have cases too; nobody is told their log-ins, which are made as all others.
COLLEAGUES = (
    Employee("sagsbehandler4", "Rasmus Holtegaard", Role.CASEWORKER, "SYD"),
    Employee("vejleder", "Nanna Friis-Holm", Role.CASEWORKER, "NORD"),
    Employee("vejleder2", "Gitte Sandvang", Role.CASEWORKER, "SYD"),
    Employee("sundhed", "Marianne Toftlund", Role.CASEWORKER, "NORD"),
    Employee("familie", "Peter Ellegaard", Role.CASEWORKER, "NORD"),
    Employee("mentor3", "Hodan Abdulle Lind", Role.MENTOR, "NORD"),
    Employee("mentor4", "Olena Bondar", Role.MENTOR, "NORD"),
    Employee("mentor5", "Samuel Tesfay Holm", Role.MENTOR, "SYD"),
)
EVERYBODY = (*STAFF, *COLLEAGUES)
UNIT_OF = {employee.username: employee.unit for employee in EVERYBODY}
MENTORS = {
    code: [e.username for e in EVERYBODY if e.role == Role.MENTOR and e.unit == code]
    for code, _ in UNITS
}


class Staff:
    """The users as actors at any moment of the demo."""

    def __init__(self, now: datetime) -> None:
        self.users = {user.username: user for user in User.objects.all()}
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self._actors = {name: actor_for(user, now) for name, user in self.users.items()}

    def at(self, username: str, now: datetime) -> Actor:
        return self._actors[username].at(now)

    def lead_of(self, unit: str, now: datetime) -> Actor:
        return self.at("teamleder" if unit == "NORD" else "teamleder2", now)


def hire(since: date) -> None:
    """Area, units and users with one password for all: it is hashed once, to save time."""
    area = Area.objects.create(code=AREA[0], name=AREA[1])
    units = {code: Unit.objects.create(code=code, name=name, area=area) for code, name in UNITS}
    password = make_password(settings.DEMO_PASSWORD)
    for employee in EVERYBODY:
        user = User.objects.create(
            username=employee.username,
            name=employee.name,
            email=f"{employee.username}@example.com",
            password=password,
        )
        RoleGrant.objects.create(
            user=user,
            role=employee.role,
            unit=units.get(employee.unit),
            area=area if employee.role == Role.MANAGER else None,
            from_on=since,
        )
        if employee.role == Role.MENTOR:
            Promise.objects.create(user=user, wording=WORDING, given_at=instant(since, NOON))
