"""The journal, and what can be begun on a case: decisions, complaints, requests for access."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from cases.access import OutOfReachError, held_on, require
from cases.errors import InvalidDataError
from cases.models import Case
from cases.queries import get_case
from interventions.actions.journal import write_note
from interventions.actions.papers import draft_decision, receive_access_request, receive_complaint
from interventions.api.base import Endpoint, Listing
from interventions.api.filters import Exactly, Filters, OneOf, first_day, last_day
from interventions.api.inputs import checked
from interventions.api.moves import stands
from interventions.api.schema import body_of
from interventions.api.serializers import Out, RowOut
from interventions.forms.case import CaseForm
from interventions.forms.journal import NoteForm
from interventions.forms.papers import AccessRequestForm, ComplaintForm, DecisionForm
from interventions.models import RECORDS, Decision, JournalNote
from interventions.queries.journal import visible_notes
from interventions.queries.records import get_record, visible_records

MOVE = Permission.DECISION_MOVE
STATES = sorted({str(state) for kind in RECORDS.values() for state in kind.State})
NOTE = (
    "pk", "theme", "direction", "happened_on", "text", "journal_id", "for_company", "step_id",
    "record_id", "corrects_id", "by__username", "recorded_at", "case__citizen_id",
)  # fmt: skip
RECORD = (
    "pk", "kind", "state", "version", "about_id", "added_on", "ended_on", "case__citizen_id",
)  # fmt: skip


class NoteOut(Out):
    id = s.IntegerField(source="pk")
    theme, text, journal_id = s.CharField(), s.CharField(), s.CharField()
    direction = s.ChoiceField(choices=JournalNote.Direction.choices)
    happened_on, recorded_at = s.DateField(), s.DateTimeField()
    for_company = s.BooleanField()
    step = s.IntegerField(source="step_id", allow_null=True)
    record = s.IntegerField(source="record_id", allow_null=True)
    corrects = s.IntegerField(source="corrects_id", allow_null=True)
    by = s.CharField(source="by__username")


class CreatedOut(Out):
    id = s.IntegerField()


class RecordRowOut(Out):
    id = s.IntegerField(source="pk")
    kind, state, version = s.CharField(), s.CharField(), s.IntegerField()
    about = s.IntegerField(source="about_id", allow_null=True)
    added_on = s.DateField()
    ended_on = s.DateField(allow_null=True)


class Filling(Endpoint):
    """Something that is begun by the same form as on its page."""

    def filled(
        self,
        request: Request,
        kind: type[CaseForm],
        case: Case,
        needs: Permission,
        about: Any = None,
    ) -> Any:
        """The valid form. Raises as `require`, ApiError and InvalidDataError."""
        require(self.by, needs, case)
        given = {"case": case, "by": self.by, "held": held_on(self.by, case), "about": about}
        form = kind(checked(dict(request.data), kind(None, **given).fields), **given)
        if not form.is_valid():
            raise InvalidDataError(form)
        return form


class NoteFilters(Filters):
    direction = OneOf(JournalNote.Direction)
    journal_id, theme = Exactly(), Exactly()
    by = Exactly(field_name="by__username", label="Brugernavn.")
    happened_from, happened_to = first_day("happened_on"), last_day("happened_on")


class CaseNotes(Filling, Listing):
    filters = NoteFilters

    @extend_schema(summary="Journalens notater, du kan læse", responses=NoteOut(many=True))
    def get(self, _request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        notes = visible_notes(case, held_on(self.by, case)).select_related(None)
        return self.paged(notes.values(*NOTE), NoteOut, resource="note", citizen="case__citizen_id")

    @extend_schema(summary="Skriv et notat", request=body_of("Note"), responses={201: CreatedOut})
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        form = self.filled(request, NoteForm, case, Permission.NOTE_WRITE)
        note = write_note(case, by=self.by, **form.values())
        return Response(CreatedOut({"id": note.pk}).data, 201)


class RecordFilters(Filters):
    kind, state = OneOf(RECORDS), OneOf(STATES)
    added_from, added_to = first_day("added_on"), last_day("added_on")


class CaseRecords(Listing):
    filters = RecordFilters

    @extend_schema(
        summary="Aftaler, afgørelser, klager og anmodninger, du kan se",
        responses=RecordRowOut(many=True),
    )
    def get(self, _request: Request, pk: int) -> Response:
        records = visible_records(self.by).filter(case=get_case(self.by, pk))
        return self.paged(
            records.values(*RECORD), RecordRowOut, resource="record", citizen="case__citizen_id"
        )


class CaseDecisions(Filling):
    @extend_schema(
        summary="Begynd en afgørelse", request=body_of("Decision"), responses={201: RowOut}
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        form = self.filled(request, DecisionForm, case, MOVE)
        return stands(draft_decision(case, by=self.by, **form.cleaned_data), 201)


class CaseAccessRequests(Filling):
    @extend_schema(
        summary="Registrér en anmodning om aktindsigt",
        request=body_of("AccessRequest"),
        responses={201: RowOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        form = self.filled(request, AccessRequestForm, case, MOVE)
        return stands(receive_access_request(case, by=self.by, **form.cleaned_data), 201)


class RecordComplaints(Filling):
    @extend_schema(
        summary="Registrér en klage over afgørelsen",
        request=body_of("Complaint"),
        responses={201: RowOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        decision = get_record(self.by, pk)
        if not isinstance(decision, Decision):
            raise OutOfReachError
        form = self.filled(request, ComplaintForm, decision.case, MOVE, about=decision)
        return stands(receive_complaint(decision, by=self.by, **form.cleaned_data), 201)
