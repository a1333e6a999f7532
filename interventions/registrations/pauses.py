"""Pauses that are over, and their correction."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.models import Case
from interventions.actions.pauses import correct_pause, record_pause, record_placement_pause
from interventions.forms.pauses import PauseCorrection, PauseForm
from interventions.models import CompanyPlacement, Pause
from interventions.registrations.base import CaseAction, Filled

MOVE = Permission.PLACEMENT_MOVE  # whoever holds it may correct a placement's; see pause_of


def _pause(filled: Filled) -> str:
    typed = dict(filled.typed)
    placement = typed.pop("what")
    if placement is None:
        record_pause(filled.case, by=filled.by, **typed)
        return _("Pausen er registreret. Ingen frister er flyttet.")
    record_placement_pause(placement, by=filled.by, **typed)
    return _("Pausen er registreret. %(end)s") % {"end": _end(placement)}


def _correct(filled: Filled) -> str:
    pause = filled.form.about
    correct_pause(pause, by=filled.by, **filled.typed)
    end = _end(pause.placement) if pause.placement else _("Ingen frister er flyttet.")
    return _("Pausen er rettet. %(end)s") % {"end": end}


def _end(placement: CompanyPlacement) -> str:
    until = CompanyPlacement.objects.get(pk=placement.pk).planned_to
    return _("Praktikken er aftalt til %(day)s.") % {"day": f"{until:%d-%m-%Y}"} if until else ""


def pause_of(case: Case, held: frozenset[Permission], pk: str) -> Any:
    """The whole case's pauses only for those who may pause it."""
    rows = Pause.objects.filter(case=case).select_related("placement")
    found = next((row for row in rows if str(row.pk) == pk), None)
    hidden = found and found.placement is None and Permission.CASE_MOVE not in held
    return None if hidden else found


ACTIONS: dict[str, CaseAction] = {
    "pause": CaseAction(_l("Registrér en pause, der er slut"), PauseForm, _pause, MOVE),
    "pause-ret": CaseAction(_l("Ret en pause"), PauseCorrection, _correct, MOVE, find=pause_of),
}
