"""A citizen's protection: registered, extended and ended."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.actions.protections import end_protection, extend_protection, protect
from cases.models import Case
from interventions.forms.protection import ExtensionForm, ProtectionEndForm, ProtectionForm
from interventions.registrations.base import CaseAction, Filled


def _protect(filled: Filled) -> str:
    protect(filled.case, by=filled.by, **filled.typed)
    return _("Beskyttelsen er registreret.")


def _extend(filled: Filled) -> str:
    extend_protection(filled.case, filled.form.about, by=filled.by, until=filled.typed["until"])
    return _("Beskyttelsen er forlænget.")


def _end(filled: Filled) -> str:
    end_protection(filled.case, filled.form.about, by=filled.by, on=filled.typed["on"])
    return _("Beskyttelsen er ophørt.")


def _running(case: Case, _held: frozenset[Permission], pk: str) -> Any:
    rows = case.citizen.protections.filter(ended_on=None)
    return next((row for row in rows if str(row.pk) == pk), None)


ACTIONS: dict[str, CaseAction] = {
    "beskyttelse": CaseAction(
        _l("Registrér beskyttelse"), ProtectionForm, _protect, Permission.PROTECTION_SET
    ),
    "beskyttelse-forlaeng": CaseAction(
        _l("Forlæng beskyttelsen"), ExtensionForm, _extend, Permission.PROTECTION_SET, _running
    ),
    "beskyttelse-slut": CaseAction(
        _l("Beskyttelsen er ophørt"), ProtectionEndForm, _end, Permission.PROTECTION_END, _running
    ),
}
