"""The residence permit."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from cases.actions.residence import record_residence
from interventions.forms.residence import ResidenceForm
from interventions.registrations.base import CaseAction, Filled


def _residence(filled: Filled) -> str:
    typed = filled.typed
    record_residence(
        filled.case,
        typed["code"],
        by=filled.by,
        from_on=typed["from_on"],
        valid_until=typed["valid_until"],
    )
    return _("Opholdstilladelsen er registreret.")


ACTIONS: dict[str, CaseAction] = {
    "opholdstilladelse": CaseAction(
        _l("Registrér opholdstilladelse"), ResidenceForm, _residence
    ),
}  # fmt: skip
