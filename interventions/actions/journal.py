"""Notes of the journal. Nobody changes one: a correction is a new note that points to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import held_on
from cases.errors import NotPossibleError
from cases.models import Case
from interventions.actions.papers import locked
from interventions.models import JournalNote
from interventions.queries.journal import NOT_HERS, hidden_themes


@transaction.atomic
def write_note(
    case: Case,
    *,
    by: Actor,
    theme: str,
    happened_on: date,
    text: str,
    corrects: JournalNote | None = None,
    **values: Any,
) -> JournalNote:
    """`values`: direction, journal_id, for_company, step, record.

    Raises PermissionDenied for a theme that the writer may not read and for the correction of
    what somebody else wrote, NotPossibleError when the note has been corrected already.
    """
    case = locked(case, Permission.NOTE_WRITE, by)
    if theme in hidden_themes(held_on(by, case)):
        raise PermissionDenied("Du kan ikke læse notater om dette emne.")
    if corrects and corrects.by_id != by.person:
        raise PermissionDenied(NOT_HERS)
    if corrects and JournalNote.objects.filter(corrects=corrects).exists():
        raise NotPossibleError("Notatet er allerede rettet. Ret det nyeste notat i stedet.")
    note = JournalNote.objects.create(
        case=case,
        theme=theme,
        happened_on=happened_on,
        text=text,
        corrects=corrects,
        recorded_at=by.now,
        by_id=by.person,
        **values,
    )
    fields = ["theme", "happened_on", "text", *(["corrects"] if corrects else []), *values]
    record(by, "note.write", "note", note.pk, subjects=[case.citizen_id], fields=fields)
    return note
