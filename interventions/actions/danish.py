"""What is kept beside the moves of Danish: attendance by the month, and the teams."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require, require_role
from cases.actions.changes import change_fields
from cases.errors import ConflictError, NotPossibleError
from cases.models import Case
from interventions.models import DanishAttendance, DanishEducation, DanishTeam, Step
from interventions.queries.danish_teams import teams

KEEP = Permission.STEP_MOVE


@transaction.atomic
def record_attendance(
    step: Step, *, by: Actor, month: date, attended: int, scheduled: int
) -> DanishAttendance:
    """The lessons of the calendar month of the day `month`; typed again they replace.

    Raises NotPossibleError for a month in which the class was not held.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=step.case_id)
    require(by, KEEP, case)
    step = Step.objects.get(pk=step.pk)
    first = month.replace(day=1)
    _refuse_outside(step, first, by)
    values = {"attended": attended, "scheduled": scheduled}
    row = DanishAttendance.objects.filter(step=step, month=first).first()
    if row:
        change_fields(row, values, citizen=case.citizen, by=by, effective_on=first)
        return row
    row = DanishAttendance.objects.create(step=step, month=first, **values)
    subjects, fields = [case.citizen_id], ["month", *values]
    record(by, "danishattendance.add", "danishattendance", row.pk, subjects=subjects, fields=fields)
    return row


@transaction.atomic
def set_danish_hours(step: DanishEducation, hours_per_week: int, *, by: Actor) -> None:
    """The school's hours of an ordinary week; the old ones stay readable.

    Raises NotPossibleError for an education that has ended, or when nothing is changed.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=step.case_id)
    require(by, KEEP, case)
    step = DanishEducation.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if step.is_ended:
        raise NotPossibleError(f"Danskuddannelsen er {step.state_label.lower()}.")
    if not change_fields(step, {"hours_per_week": hours_per_week}, citizen=case.citizen, by=by):
        raise NotPossibleError("Der er ikke ændret noget: det er det, der er registreret.")


def _refuse_outside(step: Step, first: date, by: Actor) -> None:
    if step.starts_on is None:
        raise NotPossibleError("Undervisningen er ikke begyndt. Registrér starten først.")
    if first < step.starts_on.replace(day=1):
        raise NotPossibleError(f"Undervisningen begyndte først den {step.starts_on:%d-%m-%Y}.")
    if first > by.today:
        raise NotPossibleError("Måneden ligger i fremtiden.")
    if step.ended_on and first > step.ended_on:
        raise NotPossibleError(f"Undervisningen sluttede den {step.ended_on:%d-%m-%Y}.")


@transaction.atomic
def save_team(
    team: DanishTeam | None, values: Mapping[str, Any], *, by: Actor, seen_version: int = 0
) -> DanishTeam:
    """Create a team, or change one; `values` are its columns. The teams are the whole city's.

    Raises PermissionDenied, ConflictError for a stale page, NotPossibleError.
    """
    require_role(by, KEEP)
    row = DanishTeam.objects.select_for_update().get(pk=team.pk) if team else DanishTeam()
    if team and seen_version != row.version:
        raise ConflictError("Holdet er ændret af en anden. Se det igen, og prøv en gang til.")
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    _refuse_fewer_seats(row)
    row.version += bool(team)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NotPossibleError("Der er allerede et hold med det navn og den første dag.") from error
    action = "danishteam.change" if team else "danishteam.create"
    record(by, action, "danishteam", row.pk, fields=changed)
    return row


def _refuse_fewer_seats(row: DanishTeam) -> None:
    taken = teams().get(pk=row.pk).taken if row.pk else 0
    if row.seats < taken:
        raise NotPossibleError(f"{taken} pladser er taget, så der kan ikke være færre.")
