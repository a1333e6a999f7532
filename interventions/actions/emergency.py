"""The one thing that can be written behind broken glass."""

from __future__ import annotations

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.models import Case
from interventions.actions.papers import locked
from interventions.models import JournalNote

THEME = "andet"  # she cannot know under which subject the case's own people would look for it


@transaction.atomic
def write_emergency_note(case: Case, *, by: Actor, text: str) -> JournalNote:
    """A note for the people of the case, marked as written in an emergency.

    Raises PermissionDenied for those who have the journal itself, OutOfReachError.
    """
    case = locked(case, Permission.EMERGENCY_NOTE_WRITE, by)
    note = JournalNote.objects.create(
        case=case, theme=THEME, happened_on=by.today, text=text, emergency=True,
        recorded_at=by.now, by_id=by.person,
    )  # fmt: skip
    fields = ["theme", "happened_on", "text", "emergency"]
    record(by, "note.write_emergency", "note", note.pk, subjects=[case.citizen_id], fields=fields)
    return note
