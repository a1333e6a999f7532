"""Taking back what was registered wrongly: one page for each kind of row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.models import Case
from interventions.actions.annulments import annul
from interventions.forms.annulments import AnnulForm
from interventions.models import Measurement
from interventions.registrations.absences import absence_of
from interventions.registrations.base import EDIT, CaseAction, Filled
from interventions.registrations.outcomes import CLARIFIED, EDUCATION, JOB, TEST
from interventions.registrations.pauses import pause_of
from interventions.registrations.readiness import leave_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

PLACE = Permission.PLACEMENT_MOVE
Find = Callable[[Case, frozenset[Permission], str], Any]


def _annul(filled: Filled) -> str:
    annul(filled.case, filled.form.about, by=filled.by, reason=filled.typed["reason"])
    return _("Registreringen er annulleret og tæller ikke mere med.")


def _action(title: _StrOrPromise, find: Find, permission: Permission = EDIT) -> CaseAction:
    return CaseAction(
        title, AnnulForm, _annul, permission, find=find,
        above="interventions/parts/annulled.html", button=_l("Annullér"),
    )  # fmt: skip


def _view_of(*, mentors: bool) -> Find:
    """A measurement that the one who asks may record: hers are the mentor's alone."""

    def find(case: Case, _held: frozenset[Permission], pk: str) -> Any:
        if not pk.isdecimal():
            return None
        rows = case.measurements.filter(pk=pk)
        mentor = Measurement.ByRole.MENTOR
        return (rows.filter(by_role=mentor) if mentors else rows.exclude(by_role=mentor)).first()

    return find


ACTIONS: dict[str, CaseAction] = {
    "job-annuller": _action(_l("Annullér et job"), JOB),
    "uddannelse-annuller": _action(_l("Annullér en uddannelse"), EDUCATION),
    "danskproeve-annuller": _action(_l("Annullér en danskprøve"), TEST),
    "afklaring-annuller": _action(_l("Annullér en afklaring"), CLARIFIED),
    "barsel-annuller": _action(_l("Annullér en barsel"), leave_of),
    "pause-annuller": _action(_l("Annullér en pause"), pause_of, PLACE),
    "fravaer-annuller": _action(_l("Annullér fravær"), absence_of, PLACE),
    "maaling-annuller": _action(_l("Annullér en måling"), _view_of(mentors=False)),
    "maaling-mentor-annuller": _action(
        _l("Annullér din vurdering"), _view_of(mentors=True), Permission.FOLLOW_UP_WRITE
    ),
}
