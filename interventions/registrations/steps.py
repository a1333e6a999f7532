"""Steps beside the plan."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from interventions.actions.steps import add_step, why_not_add
from interventions.forms.choosing import StepForm
from interventions.models import KINDS
from interventions.registrations.base import CaseAction, Filled
from interventions.registrations.beside import PARTS


def _step(filled: Filled) -> str:
    kind = filled.typed["kind"]
    add_step(filled.case, kind, by=filled.by)
    return _("%(step)s er tilføjet.") % {"step": KINDS[kind].label}


ACTIONS: dict[str, CaseAction] = {
    "skridt": CaseAction(
        _l("Tilføj et skridt"), partial(StepForm, why_not_add=why_not_add), _step,
        Permission.STEP_ADD, below=PARTS + "refused_kinds.html", button=_l("Tilføj"),
    ),
}  # fmt: skip
