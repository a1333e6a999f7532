"""Attendance of Danish classes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.models import Case
from interventions.actions.danish import record_attendance, set_danish_hours
from interventions.forms.danish import AttendanceForm, DanishHoursForm
from interventions.models import DanishEducation
from interventions.queries.sections.danish import DANISH
from interventions.queries.steps import steps_of
from interventions.registrations.base import CaseAction, Filled


def _attendance(filled: Filled) -> str:
    row = record_attendance(filled.form.about, by=filled.by, **filled.typed)
    return _("Fremmødet er registreret: %(row)s.") % {"row": row}


def _step_of(case: Case, held: frozenset[Permission], pk: str) -> Any:
    taught = (step for step in steps_of(case, held) if step.kind in DANISH)
    return next((step for step in taught if str(step.pk) == pk), None)


def _hours(filled: Filled) -> str:
    set_danish_hours(filled.form.about, filled.typed["hours_per_week"], by=filled.by)
    return _("Timerne om ugen er registreret.")


def _education_of(case: Case, held: frozenset[Permission], pk: str) -> Any:
    step = _step_of(case, held, pk)
    return step if isinstance(step, DanishEducation) and not step.is_ended else None


ACTIONS: dict[str, CaseAction] = {
    "fremmoede": CaseAction(
        _l("Registrér fremmøde til dansk"), AttendanceForm, _attendance, Permission.STEP_MOVE,
        find=_step_of,
    ),
    "dansk-timer": CaseAction(
        _l("Registrér danskuddannelsens timer om ugen"), DanishHoursForm, _hours,
        Permission.STEP_MOVE, find=_education_of,
    ),
}  # fmt: skip
