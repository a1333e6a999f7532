"""The register of companies and their places, kept by those who arrange placements.

Placements keep a copy of what the register said when they were matched: a printed agreement does
not change with it.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require_role
from cases.errors import NotPossibleError
from interventions.models import Company, ProductionUnit

KNOWN = "Nummeret er lige blevet registreret af en anden. Søg virksomheden frem."


@transaction.atomic
def add_company(company: dict[str, Any], unit: dict[str, Any], *, by: Actor) -> Company:
    """A company with its first production unit. Raises NotPossibleError for a known number."""
    require_role(by, Permission.COMPANIES_KEEP)
    try:
        with transaction.atomic():
            added = Company.objects.create(**company)
            ProductionUnit.objects.create(company=added, **unit)
    except IntegrityError as error:
        raise NotPossibleError(KNOWN) from error
    _trail(by, "company.add", added, [*company, *unit])
    return added


@transaction.atomic
def add_unit(company: Company, unit: dict[str, Any], *, by: Actor) -> ProductionUnit:
    require_role(by, Permission.COMPANIES_KEEP)
    try:
        with transaction.atomic():
            added = ProductionUnit.objects.create(company=company, **unit)
    except IntegrityError as error:
        raise NotPossibleError(KNOWN) from error
    _trail(by, "company.add_unit", company, unit)
    return added


@transaction.atomic
def change_company(row: Company | ProductionUnit, values: dict[str, Any], *, by: Actor) -> None:
    """Of a company or a unit: what differs is saved, and the trail names the fields."""
    require_role(by, Permission.COMPANIES_KEEP)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NotPossibleError(KNOWN) from error
    company = row.company if isinstance(row, ProductionUnit) else row
    _trail(by, "company.change", company, changed)


def _trail(by: Actor, action: str, company: Company, fields: Any) -> None:
    record(by, action, "company", company.pk, fields=fields)
