"""Consents: given for a purpose, withdrawn from a day on."""

from __future__ import annotations

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from cases.access import require
from cases.actions.facts import withdraw_consent
from cases.models import Consent
from interventions.api.base import Endpoint
from interventions.api.facts_of_case import case_with, filled
from interventions.api.schema import body_of
from interventions.api.serializers import ConsentOut
from interventions.forms.facts import WithdrawalForm

EDIT = Permission.CASE_EDIT


class ConsentWithdrawal(Endpoint):
    @extend_schema(
        summary="Træk et samtykke tilbage",
        request=body_of("Withdrawal"),
        responses=ConsentOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        case = case_with(self.by, Q(citizen__consents=pk))
        require(self.by, EDIT, case)
        consent = case.citizen.consents.get(pk=pk)
        form = filled(WithdrawalForm, dict(request.data), case, self.by, consent)
        withdraw_consent(case, consent, by=self.by, on=form.cleaned_data["on"])
        return Response(ConsentOut(Consent.objects.get(pk=pk)).data)
