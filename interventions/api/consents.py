"""Consents: given for a purpose, withdrawn from a day on."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from cases.access import held_on, require
from cases.actions.facts import give_consent, withdraw_consent
from cases.models import Consent
from cases.queries import get_case
from interventions.api.base import Endpoint, asked
from interventions.api.facts_of_case import case_with, filled
from interventions.api.moves import told_about
from interventions.api.papers import Filling
from interventions.api.schema import body_of
from interventions.api.serializers import ConsentOut, Out
from interventions.forms.facts import ConsentForm, WithdrawalForm

EDIT = Permission.CASE_EDIT


class ConsentsOut(Out):
    results = ConsentOut(many=True, required=False)


class CaseConsents(Filling):
    @extend_schema(summary="Samtykker, også de tilbagetrukne", responses=ConsentsOut)
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = get_case(self.by, pk)
        told: dict[str, Any] = {}
        if Permission.CONSENT_SEE in held_on(self.by, case):
            told["results"] = case.citizen.consents.all()
        told_about(self.by, case, *(["consents"] if told else []))
        return Response(ConsentsOut(told).data)

    @extend_schema(
        summary="Registrér et samtykke", request=body_of("Consent"), responses={201: ConsentOut}
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        typed = self.filled(request, ConsentForm, case, EDIT).cleaned_data
        return Response(ConsentOut(give_consent(case, by=self.by, **typed)).data, 201)


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
