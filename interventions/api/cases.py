"""Cases: those one may see, one of them, its steps and its moves."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from cases.access import held_on, reach, require, require_role
from cases.errors import InvalidDataError
from cases.models import Case, Track
from cases.queries import get_case, visible_cases
from interventions.actions.registration import register_and_open
from interventions.actions.steps import add_step
from interventions.api.base import ORDERS, Endpoint, Listing, asked
from interventions.api.case_facts import CaseRowOut, told
from interventions.api.errors import refused_form
from interventions.api.filters import Exactly, Filters, OneOf, first_day, last_day
from interventions.api.found import write_down
from interventions.api.inputs import checked
from interventions.api.moves import MoveList, OneMove, stands, tagged, told_about
from interventions.api.refusals import invalid
from interventions.api.schema import body_of, describes_moves
from interventions.api.serializers import CaseOut, RowOut, StepRowOut
from interventions.api.steps import StepFilters, list_steps
from interventions.forms.register import RegisterForm
from interventions.law.status import Status
from interventions.models import KINDS
from interventions.queries.open_deadlines import open_deadlines
from interventions.queries.rules import rule_book
from interventions.queries.steps import visible_steps

Rows = QuerySet[Case, Any]
KIND = {"kind": forms.ChoiceField()}
COLUMNS = (
    "pk", "version", "state", "track", "citizen_id", "citizen__given_name",
    "citizen__family_name", "unit__code", "responsible__username", "opened_on", "handover_on",
    "closed_on", "planned",
)  # fmt: skip


class CaseFilters(Filters):
    state, track = OneOf(Case.State), OneOf(Track)
    unit = Exactly(field_name="unit__code", label="Enhedens kode.")
    responsible = Exactly(field_name="responsible__username", label="Brugernavn.")
    mine = OneOf(["true"], method="of_mine", label="Dem, du selv er ansvarlig for.")
    overdue = OneOf(
        ["true"],
        method="with_overdue",
        label="Med en overskredet frist, som der endnu kan gøres noget ved.",
    )
    opened_from, opened_to = first_day("opened_on"), last_day("opened_on")

    def of_mine(self, rows: Rows, _name: str, _value: str) -> Rows:
        return rows.filter(responsible=self.by.user_id or 0)

    def with_overdue(self, rows: Rows, _name: str, _value: str) -> Rows:
        late = open_deadlines(self.by, rule_book()).filter(status=Status.OVERDUE)
        return rows.filter(pk__in=late.values("case_id"))


class Cases(Listing):
    orders: ClassVar = {**ORDERS, "-opened_on": "-opened_on", "opened_on": "opened_on"}
    filters = CaseFilters

    @extend_schema(summary="Forløb, du kan se; de nyeste først", responses=CaseRowOut(many=True))
    def get(self, _request: Request) -> Response:
        require_role(self.by, Permission.CARE_SEE)  # a row says who is responsible
        planned = Case.objects.filter(reach(self.by, Permission.PLAN_SEE), pk=OuterRef("pk"))
        rows = visible_cases(self.by).annotate(planned=Exists(planned))
        return self.paged(rows.values(*COLUMNS), CaseRowOut, resource="case", citizen="citizen_id")

    @extend_schema(
        summary="Registrér en borger, og opret hendes forløb",
        description="Advarsler står i »warnings«: send deres koder i »confirmed«, når de er set.",
        request=body_of("Registration"),
        responses={201: RowOut},
    )
    def post(self, request: Request) -> HttpResponse:
        require_role(self.by, Permission.CITIZEN_REGISTER)
        sent = checked(dict(request.data), RegisterForm(None, by=self.by).fields)
        try:
            return stands(register_and_open(sent, by=self.by), 201)
        except InvalidDataError as error:
            # Answered here and not by the handler, whose rollback would take the trail's row too.
            write_down(self.by, error.form)
            return refused_form(error)


class OneCase(Endpoint):
    @extend_schema(summary="Ét forløb med det, du må se; andet er udeladt", responses=CaseOut)
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = get_case(self.by, pk)
        facts = told(case, held_on(self.by, case), self.by)
        told_about(self.by, case, *facts, *facts["citizen"])
        return tagged(case, CaseOut(facts).data)


class CaseSteps(Listing):
    filters = StepFilters

    @extend_schema(summary="Forløbets indsatser", responses=StepRowOut(many=True))
    def get(self, _request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        return list_steps(self, visible_steps(self.by).filter(case=case))

    @extend_schema(
        summary="Tilføj en indsats ud over planen",
        request=body_of("Step"),
        responses={201: RowOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        require(self.by, Permission.STEP_ADD, case)
        kind = checked(dict(request.data), KIND).get("kind")
        held = held_on(self.by, case)
        if kind not in KINDS or KINDS[kind].see not in held:
            raise invalid({"kind": [f"Vælg en af: {', '.join(KINDS)}."]})
        return stands(add_step(case, kind, by=self.by), 201)


class CaseMoves(MoveList):
    def find(self, pk: int) -> Case:
        return get_case(self.by, pk)


@describes_moves(Case)
class CaseMove(OneMove):
    def find(self, pk: int) -> Case:
        return get_case(self.by, pk)
