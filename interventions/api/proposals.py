"""A mentor thinks that a shared step has done its work: whoever may end it answers."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from interventions.actions.requests import propose_completion
from interventions.api.moves import stands
from interventions.api.papers import Filling
from interventions.api.schema import body_of
from interventions.api.serializers import RowOut
from interventions.forms.requests import CompletionForm
from interventions.queries.steps import get_step


class ProposeComplete(Filling):
    @extend_schema(
        summary="Foreslå, at skridtet afsluttes; det er ingen flytning",
        request=body_of("Proposal"),
        responses=RowOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        step = get_step(self.by, pk)
        form = self.filled(request, CompletionForm, step.case, Permission.REQUEST_MAKE, step)
        return stands(propose_completion(step, by=self.by, **form.cleaned_data))
