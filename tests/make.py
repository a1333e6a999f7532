"""Invented people and cases for tests: plain functions over the ordinary actions.

`at("2024-02-05")` is the moment at which somebody acts; `make_case` plans unless told not to.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from accounts.actor import Actor, system
from accounts.models import Area, Promise, RoleGrant, Unit, User
from accounts.queries import WORDING, actor_for
from cases.actions.assignments import assign_function, assign_responsible
from cases.actions.citizens import NewCitizen, register_citizen
from cases.models import BrokenGlass, Case, Consent, Protection, TargetGroupPeriod
from interventions.actions.opening import Opening, open_case
from interventions.actions.perform import perform
from interventions.models import Company, FollowUp, Mentoring, ProductionUnit

EARLY = date(2000, 1, 1)
UNMEASURED = {"no_measurement": "Borgeren mødte ikke"}  # what closing a case asks for
_numbers = count(10_000_001)


def day(text: str | date) -> date:
    return text if isinstance(text, date) else date.fromisoformat(text)


def at(text: str | date | datetime) -> datetime:
    """Noon in UTC of a date, or an ISO instant."""
    if isinstance(text, datetime):
        return text
    if isinstance(text, str) and "T" in text:
        return datetime.fromisoformat(text)
    return datetime.combine(day(text), datetime.min.time().replace(hour=11), tzinfo=UTC)


def make_unit(code: str = "NORD", area: str = "CBSI") -> Unit:
    if unit := Unit.objects.select_related("area").filter(code=code).first():
        return unit
    place, _ = Area.objects.get_or_create(code=area, defaults={"name": area})
    return Unit.objects.create(code=code, name=code, area=place)


def make_user(username: str, role: str = "caseworker", unit: Unit | None = None) -> User:
    unit = unit or make_unit()
    held = User.objects.filter(
        username=username, grants__role=role, grants__unit=unit, grants__from_on=EARLY
    )
    if role in ("caseworker", "team_lead") and (user := held.first()):
        return user
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User(username=username, name=username.capitalize())
        user.set_unusable_password()
        user.save()
    where = {"area": unit.area} if role == "manager" else {"unit": unit}
    if role in ("admin", "dpo"):
        where = {}
    RoleGrant.objects.get_or_create(user=user, role=role, from_on=EARLY, **where)
    if role == "mentor":
        Promise.objects.get_or_create(user=user, wording=WORDING, defaults={"given_at": at(EARLY)})
    return user


def actor(user: User, when: str | date | datetime) -> Actor:
    return actor_for(user, at(when))


def make_citizen(when: str | date, **values: Any) -> Any:
    by = system(at(when))
    identifiers = values.pop("identifiers", {"udlaendinge_id": str(next(_numbers))})
    facts = {
        "residence_basis": values.pop("basis", "konvention"),
        "birth_country": values.pop("birth_country", "SY"),
        "citizenship": values.pop("citizenship", "SY"),
        "protected": values.pop("protected", False),
    }
    person = {
        "given_name": "Amal",
        "family_name": "Haddad",
        "born_on": date(1990, 5, 17),
        "sex": "K",
        **values,
    }
    return register_citizen(NewCitizen(person, identifiers, on=day(when), **facts), by=by)


def make_case(
    opened: str | date,
    *,
    basis: str = "konvention",
    plan: bool = True,
    active: bool = False,
    caseworker: User | None = None,
    unit: Unit | None = None,
    citizen: dict[str, Any] | None = None,
    **anchors: Any,
) -> Case:
    """A case opened on the day; `anchors` are its dates (allocated_on defaults to the day)."""
    unit = unit or make_unit()
    by = system(at(opened))
    dates = {"allocated_on": day(opened), **{k: v and day(v) for k, v in anchors.items()}}
    person = make_citizen(opened, basis=basis, **(citizen or {}))
    case = open_case(Opening(person, unit.pk, basis, day(opened), dates), by=by)
    if plan or active:
        assign_responsible(case, caseworker or make_user("anna", unit=unit), by=by)
        perform(case, "plan", by=by)
    if active:
        handover = Case.objects.get(pk=case.pk).handover_on or day(opened)
        perform(case, "take_over", by=system(at(max(handover, day(opened)))))
    return Case.objects.get(pk=case.pk)


def make_consent(case: Case, purpose: str, given: str | date) -> Consent:
    return Consent.objects.create(
        citizen=case.citizen, purpose=purpose, scope="alt", receiver="nogen",
        given_on=day(given), form="written",
    )  # fmt: skip


def step_of(case: Case, kind: Any) -> Any:
    return kind.objects.get(case=case)


def assign(case: Case, user: User, function: str, when: str | date) -> None:
    assign_function(case, user, function, by=system(at(when)), on=day(when))


def make_production_unit(name: str, cvr: str, p_number: str, contact: str = "Bo") -> Any:
    company, _ = Company.objects.get_or_create(cvr=cvr, defaults={"name": name})
    return ProductionUnit.objects.create(company=company, p_number=p_number, contact=contact)


def make_target_group(case: Case, code: str, from_on: str | date) -> None:
    """In the group from the day on, as a fact that was there before anybody looked."""
    TargetGroupPeriod.objects.create(citizen=case.citizen, code=code, from_on=day(from_on))


def make_glass(case: Case, who: str = "glasbryder") -> BrokenGlass:
    """Broken by somebody of another unit long ago, and reviewed by nobody."""
    user = make_user(who, unit=make_unit("OEST"))
    hour = {"from_at": at("2024-02-05"), "until_at": at("2024-02-06")}
    return BrokenGlass.objects.create(case=case, user=user, cause="other", reason="x", **hour)


def make_follow_up(mentoring: Mentoring, author: str = "mette") -> FollowUp:
    """Written long ago by a mentor whom nobody asks as."""
    return FollowUp.objects.create(
        mentoring=mentoring, author=make_user(author, "mentor"), occurred_on=day("2024-02-05"),
        outcome="no_show", contact_form="phone", recorded_at=at("2024-02-05"), key=author,
    )  # fmt: skip


def make_protection(case: Case) -> Protection:
    return Protection.objects.create(citizen=case.citizen, from_on=EARLY, source="CPR")
