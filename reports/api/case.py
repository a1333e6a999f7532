"""One citizen's report: in every format the same, and as she who asks may see it."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from accounts.roles import Permission
from cases.access import require
from cases.queries import get_case
from interventions.api.base import asked, one_of
from reports.api.files import Handing, file_answer, handed_out
from reports.case_report import case_report
from reports.formats import CASE


class OneCaseReport(Handing):
    @extend_schema(
        summary="Forløbets rapport; en del, du ikke må se, har ingen nøgle",
        parameters=[OpenApiParameter("format", enum=list(CASE))],
        responses=handed_out(CASE),
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        wanted = asked(request, ("format",))
        name = one_of("format", wanted.get("format", "json"), list(CASE))
        # It is a paper for people: it names the citizen, whom a machine may not always know.
        require(self.by, Permission.CARE_SEE, get_case(self.by, pk))
        made = case_report(self.by, pk)
        return file_answer(CASE[name].write(made), CASE[name].content_type, f"forloeb-{pk}.{name}")
