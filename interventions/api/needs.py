"""One integration need of a citizen, as far as one may know of it."""

from __future__ import annotations

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from cases.access import OutOfReachError, held_on
from cases.actions.facts import change_need, require_running
from cases.models import Case, IntegrationNeed
from cases.queries import needs_in
from interventions.api.base import Endpoint, asked, content_tag, require_match
from interventions.api.facts_of_case import case_with, filled
from interventions.api.moves import told_about
from interventions.api.schema import EDITS, body_of, edited
from interventions.api.serializers import NeedOut
from interventions.forms.facts import NeedStatusForm

EDIT = Permission.NEED_EDIT


class OneNeed(Endpoint):
    http_method_names = ["get", "head", "patch"]

    @extend_schema(summary="Ét integrationsbehov", responses=NeedOut)
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = case_with(self.by, Q(citizen__needs=pk))
        need = self._find(case, pk)
        told_about(self.by, case, "needs")
        return _told(need)

    @extend_schema(
        summary="Ret et behov; det, der ikke sendes, står som før",
        parameters=EDITS,
        request=body_of("NeedChange"),
        responses=edited(NeedOut),
    )
    def patch(self, request: Request, pk: int) -> Response:
        case = case_with(self.by, Q(citizen__needs=pk))
        require_running(self.by, EDIT, case)
        need = self._find(case, pk, lock=True)
        form = filled(NeedStatusForm, dict(request.data), case, self.by, need)
        require_match(request, _tag(need))
        change_need(case, need, by=self.by, **form.cleaned_data)
        return _told(IntegrationNeed.objects.get(pk=pk))

    def _find(self, case: Case, pk: int, *, lock: bool = False) -> IntegrationNeed:
        """Raises OutOfReachError for a need that she may not know of."""
        rows = needs_in(case, held_on(self.by, case))
        need = (rows.select_for_update() if lock else rows).filter(pk=pk).first()
        if need is None:
            raise OutOfReachError
        return need


def _told(need: IntegrationNeed) -> Response:
    return Response(NeedOut(need).data, headers={"ETag": f'"{_tag(need)}"'})


def _tag(need: IntegrationNeed) -> str:
    return content_tag(need.status, need.note, need.policy_area, need.resolved_on)
