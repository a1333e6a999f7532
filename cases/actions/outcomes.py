"""Jobs, education, Danish tests and clarifications: dated facts, corrected with their old values.

What follows for the deadlines stands in interventions/actions/outcomes.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Q

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require
from cases.actions.changes import change_fields
from cases.actions.death import refuse_after_death
from cases.errors import NotPossibleError
from cases.models import (
    Case,
    Clarification,
    DanishTestResult,
    EducationSpell,
    EmploymentSpell,
    WorkedMonth,
)

EDIT = Permission.CASE_EDIT
BEGINS = ("from_on", "passed_on", "decided_on")
ONE_DAY = timedelta(days=1)
Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def record_job(case: Case, *, by: Actor, **values: Any) -> EmploymentSpell:
    """`values` are the columns of EmploymentSpell. Raises NotPossibleError for the same job twice.

    Nothing closes by itself: the case stays open for retention and follow-up.
    """
    case = _locked(case, by, values)
    same = EmploymentSpell.objects.filter(employer__iexact=values["employer"])
    _refuse_twice(case, same, values, "Jobbet er allerede registreret")
    return _added(EmploymentSpell(citizen=case.citizen, **values), case, by, values)


@transaction.atomic
def record_education(case: Case, *, by: Actor, **values: Any) -> EducationSpell:
    """`values` are the columns of EducationSpell. Raises NotPossibleError for the same twice."""
    case = _locked(case, by, values)
    same = EducationSpell.objects.filter(institution__iexact=values["institution"])
    _refuse_twice(case, same, values, "Uddannelsen er allerede registreret")
    return _added(EducationSpell(citizen=case.citizen, **values), case, by, values)


@transaction.atomic
def record_danish_test(case: Case, *, by: Actor, **values: Any) -> DanishTestResult:
    """`values` are the columns of DanishTestResult; each test is passed once."""
    case = _locked(case, by, values)
    had = DanishTestResult.objects.filter(citizen=case.citizen_id, test=values["test"]).first()
    if had:
        raise NotPossibleError(
            f"Prøven er registreret som bestået den {had.passed_on:%d-%m-%Y}. Ret den i stedet."
        )
    return _added(DanishTestResult(citizen=case.citizen, **values), case, by, values)


@transaction.atomic
def record_clarification(case: Case, *, by: Actor, outcome: str, decided_on: date) -> Clarification:
    """`outcome` is a code of the table `clarification`; each is decided once."""
    values = {"outcome": outcome, "decided_on": decided_on}
    case = _locked(case, by, values)
    had = Clarification.objects.filter(citizen=case.citizen_id, outcome=outcome).first()
    if had:
        raise NotPossibleError(
            f"Afklaringen er registreret den {had.decided_on:%d-%m-%Y}. Ret den i stedet."
        )
    return _added(Clarification(citizen=case.citizen, **values), case, by, values)


@transaction.atomic
def end_spell(
    case: Case,
    spell: EmploymentSpell | EducationSpell,
    *,
    by: Actor,
    to_on: date,
    completed: bool = False,
) -> None:
    """The job or education ends; `to_on` is the first day after it. `completed` for education.

    Raises NotPossibleError when it has ended already, or would end before it begins.
    """
    case = _locked(case, by, {"to_on": to_on})
    spell.refresh_from_db()
    if spell.to_on:
        raise NotPossibleError("Slutdatoen er allerede registreret. Ret den i stedet.")
    _refuse_backwards(spell.from_on, to_on)
    values: dict[str, Any] = {"to_on": to_on}
    if isinstance(spell, EducationSpell):
        values["completed"] = completed
    change_fields(spell, values, citizen=case.citizen, by=by, effective_on=to_on)


@transaction.atomic
def record_hours(
    case: Case, spell: EmploymentSpell, month: date, hours: Decimal, *, by: Actor
) -> WorkedMonth:
    """The hours worked in the calendar month of the day `month`; typed again they replace.

    Raises NotPossibleError for a month in which the job does not run.
    """
    first = month.replace(day=1)
    case = _locked(case, by, {"from_on": first})
    if (spell.from_on.replace(day=1) > first) or (spell.to_on and spell.to_on <= first):
        raise NotPossibleError("Jobbet løber ikke i den måned. Vælg en anden, eller ret jobbet.")
    row = WorkedMonth.objects.filter(spell=spell, month=first).first()
    if row:
        change_fields(row, {"hours": hours}, citizen=case.citizen, by=by, effective_on=first)
        return row
    values = {"month": first, "hours": hours}
    return _added(WorkedMonth(spell=spell, **values), case, by, values)


@transaction.atomic
def correct_outcome(
    case: Case, row: models.Model, values: Mapping[str, Any], *, by: Actor, reason: str
) -> list[str]:
    """Correct what was entered wrongly; the old values stay readable. Answers which changed."""
    case = _locked(case, by, values)
    row.refresh_from_db()
    if "from_on" in values and (to_on := values.get("to_on", getattr(row, "to_on", None))):
        _refuse_backwards(values["from_on"], to_on)
    changed = change_fields(row, values, citizen=case.citizen, by=by, reason=reason)
    if not changed:
        raise NotPossibleError("Der er ikke ændret noget: det er det, der er registreret.")
    return changed


def _locked(case: Case, by: Actor, values: Mapping[str, Any]) -> Case:
    """`values` are the columns to be written: none of their days may lie after her death."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    require(by, EDIT, case)
    to_on = values.get("to_on")
    last_day = to_on - ONE_DAY if to_on else None
    refuse_after_death(case.citizen_id, [*(values.get(name) for name in BEGINS), last_day])
    return case


def _refuse_twice(
    case: Case, rows: models.QuerySet[Any], values: Mapping[str, Any], told: str
) -> None:
    """The same place on overlapping days is the same spell, typed twice."""
    from_on, to_on = values["from_on"], values.get("to_on")
    if to_on:
        _refuse_backwards(from_on, to_on)
        rows = rows.filter(from_on__lt=to_on)
    running = Q(to_on__isnull=True) | Q(to_on__gt=from_on)
    if had := rows.filter(running, citizen=case.citizen_id).first():
        raise NotPossibleError(f"{told} fra den {had.from_on:%d-%m-%Y}. Ret det i stedet.")


def _refuse_backwards(from_on: date, to_on: date) -> None:
    if to_on <= from_on:
        raise NotPossibleError("Den sidste dag ligger før den første.")


def _added(row: Row, case: Case, by: Actor, fields: Iterable[str]) -> Row:
    row.save()
    resource = str(row._meta.model_name)
    record(by, f"{resource}.add", resource, row.pk, subjects=[case.citizen_id], fields=fields)
    return row
