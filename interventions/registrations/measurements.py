"""Measurements of progression: one page for each view of the citizen."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from interventions.actions.measurements import record_measurement
from interventions.forms.measurement import MeasurementForm
from interventions.models import Measurement
from interventions.queries.sections.measurements import ACTION_OF
from interventions.registrations.base import CaseAction, Filled

Role = Measurement.ByRole


def _record(filled: Filled) -> str:
    form = filled.form
    row = record_measurement(filled.case, form.by_role, form.data, by=filled.by)
    return _("Målingen den %(day)s er registreret.") % {"day": f"{row.measured_on:%d-%m-%Y}"}


ACTIONS: dict[str, CaseAction] = {
    ACTION_OF[Role.CITIZEN]: CaseAction(
        _l("Mål progression: borgerens svar"),
        partial(MeasurementForm, by_role=Role.CITIZEN),
        _record,
    ),
    ACTION_OF[Role.CASEWORKER]: CaseAction(
        _l("Mål progression: sagsbehandlerens vurdering"),
        partial(MeasurementForm, by_role=Role.CASEWORKER),
        _record,
    ),
    ACTION_OF[Role.MENTOR]: CaseAction(
        _l("Mål progression: mentorens vurdering"),
        partial(MeasurementForm, by_role=Role.MENTOR),
        _record,
        Permission.FOLLOW_UP_WRITE,
    ),
}
