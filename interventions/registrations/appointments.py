"""Appointments that are booked by hand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from accounts.roles import Permission
from interventions.actions.appointments import book_appointments
from interventions.forms.appointments import AppointmentForm
from interventions.queries.appointments import overlapping
from interventions.registrations.base import CaseAction, Filled
from interventions.registrations.told import overlap_warning


def _book(filled: Filled) -> str:
    form = filled.form
    rows = book_appointments(filled.case, form.times, by=filled.by, **form.columns())
    told = ngettext("Aftalen er booket.", "%(n)s aftaler er booket.", len(rows)) % {"n": len(rows)}
    return " ".join(filter(None, (told, overlap_warning(overlapping(filled.case, rows)))))


ACTIONS: dict[str, CaseAction] = {
    "aftale": CaseAction(
        _l("Book en aftale"), AppointmentForm, _book, Permission.STEP_MOVE, button=_l("Book")
    ),
}
