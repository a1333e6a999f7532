"""The day's list: what whoever asks must do now, in the same order and with the same counters as
the first page.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.audit import record
from interventions.api.base import Endpoint, asked, one_of
from interventions.api.serializers import Out
from interventions.queries.worklist import Which, worklist

FILTERS = ("show", "unit", "offset")
PAGE, DIGITS = 50, 9
SHOWN = [which.value for which in Which]


class DayRowOut(Out):
    case = s.IntegerField(source="case_id")
    citizen = s.IntegerField(source="citizen_id")
    name = s.CharField()
    protected = s.BooleanField()
    track = s.CharField()
    state = s.CharField()
    responsible = s.CharField()
    next = s.CharField()
    reference = s.CharField()
    due = s.CharField(help_text="Som på siden: dd-mm-åååå.")
    status = s.CharField()
    why = s.CharField()
    more = s.CharField()


class DayOut(Out):
    counters = s.DictField(child=s.IntegerField())
    shown = s.ChoiceField(choices=SHOWN)
    total = s.IntegerField()
    rows = DayRowOut(many=True)


class Day(Endpoint):
    @extend_schema(
        summary="Dagens liste: hvilke forløb først, og hvorfor",
        parameters=[
            OpenApiParameter("show", enum=SHOWN, description="En af tællerne; ellers alle."),
            OpenApiParameter("unit", enum=["whole"], description="Hele enheden i stedet for egne."),
            OpenApiParameter("offset", int, description=f"Den første række; {PAGE} ad gangen."),
        ],
        responses=DayOut,
    )
    def get(self, request: Request) -> Response:
        wanted = asked(request, FILTERS)
        chosen = Which(one_of("show", wanted.get("show", Which.ALL.value), SHOWN))
        offset = wanted.get("offset", "0")
        # More digits than these lie behind every row, and are no number for a database.
        first = int(offset[:DIGITS]) if offset.isascii() and offset.isdecimal() else 0
        work = worklist(self.by, chosen=chosen, whole_unit=wanted.get("unit") == "whole")
        rows = work.rows[first : first + PAGE]
        subjects = sorted({row.citizen_id for row in rows})
        record(self.by, "case.list", "case", subjects=subjects, hits=len(rows))
        told: dict[str, Any] = {
            "counters": {which.value: n for which, n in work.counters.items()},
            "shown": chosen.value,
            "total": work.counters.get(chosen, 0),
            "rows": rows,
        }
        return Response(DayOut(told).data)
