"""The journal, decisions, complaints and requests for access to documents."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from accounts.roles import Permission
from cases.models import Case
from interventions.actions.journal import write_note
from interventions.actions.papers import (
    draft_decision,
    receive_access_request,
    receive_complaint,
)
from interventions.forms.journal import NoteForm
from interventions.forms.papers import AccessRequestForm, ComplaintForm, DecisionForm
from interventions.models import Decision, JournalNote
from interventions.queries.journal import visible_notes
from interventions.registrations.base import CaseAction, Filled

WRITE, DECIDE = Permission.NOTE_WRITE, Permission.DECISION_MOVE


def _note(filled: Filled) -> str:
    write_note(filled.case, by=filled.by, **filled.form.values())
    return _("Notatet er gemt.")


def _correction(filled: Filled) -> str:
    old = filled.form.about
    write_note(filled.case, by=filled.by, corrects=old, record=old.record, **filled.form.values())
    return _("Rettelsen er gemt. Det gamle notat kan stadig læses.")


def _decision(filled: Filled) -> str:
    draft_decision(filled.case, by=filled.by, **filled.typed)
    return _("Kladden til afgørelsen er gemt.")


def _complaint(filled: Filled) -> str:
    complaint = receive_complaint(filled.form.about, by=filled.by, **filled.typed)
    if complaint.late:
        return _("Klagen er registreret. Den er modtaget efter klagefristen.")
    return _("Klagen er registreret. Genvurder afgørelsen inden 4 uger.")


def _access(filled: Filled) -> str:
    receive_access_request(filled.case, by=filled.by, **filled.typed)
    return _("Anmodningen er registreret. Den afgøres inden 7 arbejdsdage.")


def _note_of(case: Case, held: frozenset[Permission], pk: str) -> JournalNote | None:
    return visible_notes(case, held).filter(pk=pk).first() if pk.isdecimal() else None


def _decision_of(case: Case, held: frozenset[Permission], pk: str) -> Decision | None:
    if Decision.see not in held or not pk.isdecimal():
        return None
    return Decision.objects.filter(case=case, state__in=Decision.COMPLAINED_OF, pk=pk).first()


ACTIONS: dict[str, CaseAction] = {
    "notat": CaseAction(_l("Skriv et notat"), NoteForm, _note, WRITE),
    "notat-ret": CaseAction(_l("Ret et notat"), NoteForm, _correction, WRITE, find=_note_of),
    "afgoerelse": CaseAction(_l("Begynd en afgørelse"), DecisionForm, _decision, DECIDE),
    "klage": CaseAction(
        _l("Registrér en klage"), ComplaintForm, _complaint, DECIDE, find=_decision_of
    ),
    "aktindsigt": CaseAction(
        _l("Registrér en anmodning om aktindsigt"), AccessRequestForm, _access, DECIDE
    ),
}
