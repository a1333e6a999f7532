"""Records: appointments, decisions, complaints, requests, each with its facts and its moves."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from cases.access import held_on
from interventions.api.base import Endpoint, asked
from interventions.api.moves import MoveList, OneMove, as_row, tagged, told_about
from interventions.api.schema import describes_moves
from interventions.api.serializers import RowOut
from interventions.models import RECORDS, Record
from interventions.queries.records import get_record, readable_columns

SHARED_BY_ALL = ("label", "added_on", "ended_on")


class RecordOut(RowOut):
    case = s.IntegerField()
    about = s.IntegerField(allow_null=True, help_text="Den registrering, den vedrører.")
    label = s.CharField()  # type: ignore[assignment]
    added_on = s.DateField()
    ended_on = s.DateField(allow_null=True)
    end_reason = s.CharField(required=False)
    facts = s.DictField(help_text="Det, som denne slags selv registrerer.")


class OneRecord(Endpoint):
    @extend_schema(summary="Én registrering med det, den har af egne oplysninger",
                   responses=RecordOut)  # fmt: skip
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        record = get_record(self.by, pk)
        facts = told(record, held_on(self.by, record.case))
        told_about(self.by, record, *facts["facts"])
        return tagged(record, RecordOut(facts).data)


class RecordMoves(MoveList):
    def find(self, pk: int) -> Record:
        return get_record(self.by, pk)


@describes_moves(*RECORDS.values())
class RecordMove(OneMove):
    def find(self, pk: int) -> Record:
        return get_record(self.by, pk)


def told(record: Record, held: frozenset[Permission]) -> dict[str, Any]:
    found = {**as_row(record), "case": record.case_id, "about": record.about_id}
    found |= {name: getattr(record, name) for name in SHARED_BY_ALL}
    if Permission.PLAN_SEE in held:
        found["end_reason"] = record.end_reason
    columns = readable_columns(record, held)
    found["facts"] = {c.attname: getattr(record, c.attname) for c in columns}
    return found
