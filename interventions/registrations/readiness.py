"""Visitation (INL § 17) and barsel."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.models import Case
from interventions.actions.job_readiness import record_job_readiness
from interventions.actions.leaves import end_leave, record_leave
from interventions.forms.readiness import JobReadinessForm, LeaveEndForm, LeaveForm
from interventions.models import JobReadiness
from interventions.registrations.base import CaseAction, Filled


def _assessed(filled: Filled) -> str:
    record_job_readiness(filled.case, by=filled.by, **filled.typed)
    return _("Visitationen er registreret.")


def _leave(filled: Filled) -> str:
    record_leave(filled.case, by=filled.by, **filled.typed)
    return _("Barslen er registreret.")


def _leave_end(filled: Filled) -> str:
    end_leave(filled.case, filled.form.about, filled.typed["ended_on"], by=filled.by)
    return _("Barslens sidste dag er registreret.")


def leave_of(case: Case, _held: frozenset[Permission], pk: str) -> Any:
    return next((leave for leave in case.leaves.all() if str(leave.pk) == pk), None)


ACTIONS: dict[str, CaseAction] = {
    "visitation": CaseAction(JobReadiness.label, JobReadinessForm, _assessed),
    "barsel": CaseAction(_l("Registrér barsel"), LeaveForm, _leave),
    "barsel-slut": CaseAction(
        _l("Registrér barslens sidste dag"), LeaveEndForm, _leave_end, find=leave_of
    ),
}
