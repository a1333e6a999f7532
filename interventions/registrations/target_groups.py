"""The LAB target group."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from cases.actions.target_groups import record_target_group
from interventions.forms.target_groups import TargetGroupForm
from interventions.registrations.base import CaseAction, Filled


def _target_group(filled: Filled) -> str:
    typed = filled.typed
    record_target_group(filled.case, typed["code"], by=filled.by, from_on=typed["from_on"])
    return _("Målgruppen er registreret. Den gælder for praktikker, der aftales herefter.")


ACTIONS: dict[str, CaseAction] = {
    "maalgruppe": CaseAction(_l("Registrér målgruppe"), TargetGroupForm, _target_group),
}
