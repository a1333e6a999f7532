"""Attendance of Danish classes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.models import Case
from interventions.actions.danish import record_attendance
from interventions.forms.danish import AttendanceForm
from interventions.queries.sections.danish import DANISH
from interventions.queries.steps import steps_of
from interventions.views.registrations.base import CaseAction, Filled


def _attendance(filled: Filled) -> str:
    row = record_attendance(filled.form.about, by=filled.by, **filled.typed)
    return _("Fremmødet er registreret: %(row)s.") % {"row": row}


def _step_of(case: Case, held: frozenset[Permission], pk: str) -> Any:
    taught = (step for step in steps_of(case, held) if step.kind in DANISH)
    return next((step for step in taught if str(step.pk) == pk), None)


ACTIONS: dict[str, CaseAction] = {
    "fremmoede": CaseAction(
        _l("Registrér fremmøde til dansk"), AttendanceForm, _attendance, Permission.STEP_MOVE,
        find=_step_of,
    ),
}  # fmt: skip
