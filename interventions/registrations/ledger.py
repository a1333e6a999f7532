"""Hours of a week for the 37-hour duty, and a lowered number of hours."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.models import Case
from interventions.actions.ledger import correct_reduction, lower_hours, record_week
from interventions.forms.ledger import ReductionCorrection, ReductionForm, WeekForm
from interventions.law.hours import hours_text
from interventions.law.ledger import Week, total
from interventions.models import HoursReduction, WeekHours
from interventions.registrations.base import CaseAction, Filled


def _week(filled: Filled) -> str:
    form = filled.form
    record_week(filled.case, form.week, form.hours, by=filled.by)
    words = {"week": form.week, "hours": hours_text(total(form.hours))}
    return _("%(week)s er registreret: %(hours)s.") % words


def _lower(filled: Filled) -> str:
    lower_hours(filled.case, by=filled.by, **filled.typed)
    return _("Det nedsatte timetal er registreret.")


def _correct(filled: Filled) -> str:
    correct_reduction(filled.form.about, by=filled.by, **filled.typed)
    return _("Det nedsatte timetal er rettet, og det gamle er gemt.")


def _week_of(case: Case, _held: frozenset[Permission], pk: str) -> Any:
    rows = WeekHours.objects.filter(case=case, pk=pk) if pk.isdecimal() else ()
    return next((Week(row.iso_year, row.iso_week) for row in rows), None)


def _reduction_of(case: Case, held: frozenset[Permission], pk: str) -> Any:
    """The words tell of health."""
    if Permission.HEALTH_SEE not in held or not pk.isdecimal():
        return None
    return HoursReduction.objects.filter(case=case, pk=pk).first()


ACTIONS: dict[str, CaseAction] = {
    "uge": CaseAction(_l("Registrér timer i en uge"), WeekForm, _week),
    "uge-ret": CaseAction(_l("Ret timer i en uge"), WeekForm, _week, find=_week_of),
    "nedsat-timetal": CaseAction(_l("Nedsæt timetallet"), ReductionForm, _lower),
    "nedsat-timetal-ret": CaseAction(
        _l("Ret et nedsat timetal"), ReductionCorrection, _correct, find=_reduction_of
    ),
}
