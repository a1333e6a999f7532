"""Reads of the register of companies, and of the workplaces that a citizen comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.actor import Actor
from accounts.roles import Permission
from accounts.wall import beyond
from cases.access import reach
from cases.models import Case, EmploymentSpell
from interventions.models import Company, CompanyPlacement, ProductionUnit
from interventions.queries.placements import HELD

WAGE_SUBSIDY = CompanyPlacement.Form.WAGE_SUBSIDY


@dataclass(frozen=True)
class Workplace:
    cvr: str
    name: str
    since: date


def units() -> QuerySet[ProductionUnit]:
    """All known production units with their companies, by name."""
    return ProductionUnit.objects.select_related("company")


def companies(typed: str = "") -> QuerySet[Company]:
    """By a part of the name, or by the beginning of the CVR or p-number."""
    found = Company.objects.prefetch_related("units")
    if not typed:
        return found
    digits = typed.replace(" ", "")
    if digits.isdecimal():
        return found.filter(
            Q(cvr__startswith=digits) | Q(units__p_number__startswith=digits)
        ).distinct()
    return found.filter(name__icontains=typed)


def known_elsewhere(p_number: str, cvr: str) -> Company | None:
    """The company to which the register says the production unit belongs, if it is another."""
    unit = units().filter(p_number=p_number).exclude(company__cvr=cvr).first()
    return unit.company if unit else None


def latest_workplace(case: Case, besides: int) -> Workplace | None:
    """Where the citizen was employed last, ordinarily or with a wage subsidy.

    `besides` is the placement that is asked about.
    """
    found = [
        Workplace(job.cvr, job.employer, job.from_on)
        for job in EmploymentSpell.objects.filter(citizen=case.citizen_id)
    ]
    subsidised = CompanyPlacement.objects.filter(
        case__citizen=case.citizen_id, form=WAGE_SUBSIDY, starts_on__isnull=False
    ).exclude(pk=besides)
    found += [Workplace(row.cvr, row.company, row.starts_on) for row in subsidised if row.starts_on]
    return max(found, key=lambda place: place.since, default=None)


def open_at(cvr: str, by: Actor) -> list[CompanyPlacement]:
    """The placements at the company that have not ended and that the actor may end."""
    mine = CompanyPlacement.objects.filter(cvr=cvr, state__in=HELD, case__in=_movable(by))
    return list(mine.select_related("case__citizen", "case__unit").order_by("planned_from", "pk"))


def elsewhere_at(cvr: str, by: Actor) -> int:
    """How many more there are, which are for others to end."""
    every = CompanyPlacement.objects.filter(cvr=cvr, state__in=HELD)
    with beyond():  # a number, and no name
        return every.exclude(case__in=_movable(by)).count()


def _movable(by: Actor) -> QuerySet[Case]:
    return Case.objects.filter(reach(by, Permission.PLACEMENT_MOVE))
