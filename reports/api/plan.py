"""The plan of a case, for the citizen's table: as data, or on paper, and planned again."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.audit import record
from accounts.localtime import COPENHAGEN
from accounts.roles import Permission
from cases.access import held_on, require
from cases.models import Case
from cases.queries import get_case
from interventions.actions.plan_again import plan_again
from interventions.api.base import asked, one_of
from interventions.api.serializers import Out
from interventions.models import Step
from interventions.queries.steps import steps_of
from reports.api.files import Handing, file_answer
from reports.pdf.render import render
from reports.report import Column, Kind, Report, Table

FORMATS = ("json", "pdf")
COLUMNS = (
    Column("Skridt"), Column("Hvor langt"), Column("Start", Kind.DATE),
    Column("Afsluttet", Kind.DATE),
)  # fmt: skip


class PlanStepOut(Out):
    id, kind = s.IntegerField(source="pk"), s.CharField()
    label = s.CharField()  # type: ignore[assignment]
    state, state_label = s.CharField(), s.CharField()
    starts_on, ended_on = s.DateField(allow_null=True), s.DateField(allow_null=True)


class PlanOut(Out):
    case = s.IntegerField()
    steps = PlanStepOut(many=True)


class PlannedOut(Out):
    added = s.ListField(child=s.IntegerField(), help_text="Id'er på de skridt, der kom til.")


class CasePlan(Handing):
    """Never what is known of social control, and no number: the citizen carries it home."""

    bodiless = ("POST",)

    @extend_schema(
        summary="Planen, til borgeren: de skridt, du må se",
        parameters=[OpenApiParameter("format", enum=FORMATS)],
        responses={200: PlanOut, (200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        wanted = asked(request, ("format",))
        name = one_of("format", wanted.get("format", "json"), FORMATS)
        case = get_case(self.by, pk)
        require(self.by, Permission.PLAN_EXPORT, case)
        steps = steps_of(case, held_on(self.by, case))
        record(
            self.by, "plan.export_pdf" if name == "pdf" else "plan.read", "case", pk,
            subjects=[case.citizen_id], fields=["plan_steps"], hits=len(steps),
        )  # fmt: skip
        if name == "pdf":
            return file_answer(self._paper(case, steps), "application/pdf", f"plan-{pk}.pdf")
        return Response(PlanOut({"case": case.pk, "steps": steps}).data)

    @extend_schema(
        summary="Planlæg igen: det, der mangler efter reglerne, kommer til",
        request=None,
        responses=PlannedOut,
    )
    def post(self, _request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        return Response(PlannedOut({"added": plan_again(case, by=self.by)}).data)

    def _paper(self, case: Case, steps: Iterable[Step]) -> bytes:
        rows = tuple(
            (str(step.label), str(step.state_label), step.starts_on, step.ended_on)
            for step in steps
        )
        return render(
            Report(
                title=f"Plan for {case.citizen}",
                as_of=self.by.today,
                sections=(Table("Skridt", COLUMNS, rows),),
                made_at=self.by.now.astimezone(COPENHAGEN),
            )
        )
