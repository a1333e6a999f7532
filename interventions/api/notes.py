"""One note of the journal: its author corrects it by a new one; nobody deletes."""

from __future__ import annotations

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import OutOfReachError, held_on, require
from cases.models import Case
from interventions.actions.journal import write_note
from interventions.api.base import Endpoint, asked, content_tag, require_match
from interventions.api.facts_of_case import case_with, filled
from interventions.api.papers import NOTE, CreatedOut, NoteOut
from interventions.api.refusals import ApiError
from interventions.api.schema import EDITS, body_of, edited
from interventions.forms.journal import NoteForm
from interventions.models import JournalNote
from interventions.queries.journal import visible_notes

WRITE = Permission.NOTE_WRITE


class OneNote(Endpoint):
    http_method_names = ["get", "head", "patch", "delete"]

    @extend_schema(summary="Ét notat, du kan læse", responses=NoteOut)
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = case_with(self.by, Q(journal=pk))
        note = visible_notes(case, held_on(self.by, case)).filter(pk=pk).first()
        if note is None:
            raise OutOfReachError
        record(self.by, "note.read", "note", pk, subjects=[case.citizen_id])
        row = JournalNote.objects.filter(pk=pk).values(*NOTE).get()
        return Response(NoteOut(row).data, headers={"ETag": f'"{_tag(note)}"'})

    @extend_schema(
        summary="Ret dit eget notat: et nyt notat, som peger på det gamle",
        parameters=EDITS,
        request=body_of("NoteChange"),
        responses=edited(CreatedOut, 201),
    )
    def patch(self, request: Request, pk: int) -> Response:
        case, note = _to_write(self.by, pk)
        form = filled(NoteForm, dict(request.data), case, self.by, note)
        require_match(request, _tag(note))
        corrected = write_note(case, by=self.by, corrects=note, **form.values())
        return Response(CreatedOut({"id": corrected.pk}).data, 201)

    @extend_schema(summary="Et notat slettes ikke: ret det", responses={405: None})
    def delete(self, _request: Request, pk: int) -> Response:
        _to_write(self.by, pk)
        raise ApiError("method_not_allowed", "Et notat slettes ikke. Ret det med et nyt notat.")


def _tag(note: JournalNote) -> str:
    """A note never changes: it is another to whoever corrects it when a correction stands."""
    return content_tag(note.pk, hasattr(note, "corrected_by"))


def _to_write(by: Actor, pk: int) -> tuple[Case, JournalNote]:
    """Raises as get_case; PermissionDenied for one who may not write on the case; and
    OutOfReachError for a note that she may not read.
    """
    case = case_with(by, Q(journal=pk))
    require(by, WRITE, case)
    note = visible_notes(case, held_on(by, case)).filter(pk=pk).first()
    if note is None:
        raise OutOfReachError
    return case, note
