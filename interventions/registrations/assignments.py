"""Colleagues who work on the case in a function."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import BY_HAND, Permission
from cases.actions.assignments import end_assignment, give_function
from cases.models import Assignment, Case
from interventions.forms.assignments import AssignmentForm, EndAssignmentForm
from interventions.law.wording import written
from interventions.registrations.base import CaseAction, Filled

ASSIGN = Permission.CASE_ASSIGN


def _give(filled: Filled) -> str:
    typed = dict(filled.typed)
    user = filled.form.users[typed.pop("user")]
    row = give_function(filled.case, user, by=filled.by, **typed)
    told = {"user": user, "what": row.get_function_display().lower(), "day": written(row.from_on)}
    return _("%(user)s er %(what)s på sagen fra %(day)s.") % told


def _end(filled: Filled) -> str:
    row, on = filled.form.about, filled.typed["on"]
    end_assignment(filled.case, row, by=filled.by, on=on)
    told = {"user": row.user, "day": written(on)}
    return _("%(user)s har ikke længere funktionen fra %(day)s.") % told


def _running(case: Case, _held: frozenset[Permission], pk: str) -> Assignment | None:
    rows = case.assignments.filter(function__in=BY_HAND).select_related("user")
    return rows.filter(pk=pk).first() if pk.isdecimal() else None


ACTIONS: dict[str, CaseAction] = {
    "tilknyt": CaseAction(
        _l("Tilknyt en kollega"), AssignmentForm, _give, ASSIGN, button=_l("Tilknyt")
    ),
    "tilknytning-slut": CaseAction(
        _l("Afslut en tilknytning"), EndAssignmentForm, _end, ASSIGN, find=_running,
        button=_l("Afslut"),
    ),
}  # fmt: skip
