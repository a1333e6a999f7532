"""Corrections of registered absences."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.models import Case
from interventions.actions.absences import correct_absence
from interventions.forms.absences import AbsenceCorrectionForm
from interventions.models import Absence
from interventions.registrations.base import CaseAction, Filled


def _correct(filled: Filled) -> str:
    typed = dict(filled.typed)
    reason = typed.pop("reason")
    correct_absence(filled.form.about, typed, by=filled.by, reason=reason)
    return _("Fraværet er rettet.")


def absence_of(case: Case, _held: frozenset[Permission], pk: str) -> Any:
    rows = Absence.objects.filter(placement__case=case).select_related("placement")
    return next((row for row in rows if str(row.pk) == pk), None)


ACTIONS: dict[str, CaseAction] = {
    "fravaer-ret": CaseAction(
        _l("Ret fravær"), AbsenceCorrectionForm, _correct, Permission.PLACEMENT_MOVE,
        find=absence_of,
    ),
}  # fmt: skip
