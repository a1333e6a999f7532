"""Integration needs of a citizen, as far as one may know of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from cases.access import OutOfReachError, held_on
from cases.actions.facts import change_need, open_need
from cases.models import IntegrationNeed
from cases.queries import get_case, visible_needs
from interventions.api.base import Endpoint, asked
from interventions.api.facts_of_case import case_with, filled, require_running
from interventions.api.moves import told_about
from interventions.api.papers import Filling
from interventions.api.schema import body_of
from interventions.api.serializers import NeedOut, Out
from interventions.forms.facts import NeedForm, NeedStatusForm

EDIT = Permission.NEED_EDIT
SEE = (Permission.NEEDS_SEE, Permission.HEALTH_SEE, Permission.SOCIAL_CONTROL_SEE)


class NeedsOut(Out):
    """The key is there for whoever sees some need: an empty list says that there is none."""

    results = NeedOut(many=True, required=False)


class CaseNeeds(Filling):
    @extend_schema(summary="Integrationsbehov, du må kende", responses=NeedsOut)
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = get_case(self.by, pk)
        held = held_on(self.by, case)
        told: dict[str, Any] = {}
        if held.intersection(SEE):
            told["results"] = visible_needs(case, held)
        told_about(self.by, case, *(["needs"] if told else []))
        return Response(NeedsOut(told).data)

    @extend_schema(summary="Registrér et behov", request=body_of("Need"), responses={201: NeedOut})
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        require_running(self.by, EDIT, case)
        typed = self.filled(request, NeedForm, case, EDIT).cleaned_data
        need = open_need(
            case, typed["code"], by=self.by, on=typed["on"], note=typed["note"],
            policy_area=typed["policy_area"],
        )  # fmt: skip
        return Response(NeedOut(need).data, 201)


class OneNeed(Endpoint):
    http_method_names = ["patch"]

    @extend_schema(
        summary="Ret et behov; det, der ikke sendes, står som før",
        request=body_of("NeedChange"),
        responses=NeedOut,
    )
    def patch(self, request: Request, pk: int) -> Response:
        case = case_with(self.by, Q(citizen__needs=pk))
        require_running(self.by, EDIT, case)
        needs = visible_needs(case, held_on(self.by, case))
        need = next((need for need in needs if need.pk == pk), None)
        if need is None:
            raise OutOfReachError
        form = filled(NeedStatusForm, dict(request.data), case, self.by, need)
        change_need(case, need, by=self.by, **form.cleaned_data)
        return Response(NeedOut(IntegrationNeed.objects.get(pk=pk)).data)
