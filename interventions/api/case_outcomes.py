"""Job, education, Danish tests and clarifications of one case together; each has a list too."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from cases.access import held_on, require
from cases.queries import get_case
from interventions.api.base import Endpoint, asked
from interventions.api.case_parts import added, picked
from interventions.api.case_parts_out import AddedOut, OutcomesOut
from interventions.api.case_parts_table import OUTCOME_LISTS, OUTCOMES, PARTS
from interventions.api.moves import told_about
from interventions.api.schema import one_body_of


class CaseOutcomes(Endpoint):
    @extend_schema(summary="Job, uddannelse, danskprøver og afklaringer", responses=OutcomesOut)
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        case = get_case(self.by, pk)
        require(self.by, Permission.NEEDS_SEE, case)
        told_about(self.by, case, "outcomes")
        held = held_on(self.by, case)
        found = {
            name.replace("-", "_"): PARTS[name].rows(case, held, self.by)
            for name in OUTCOME_LISTS.values()
        }
        return Response(OutcomesOut(found, context={"held": held}).data)

    @extend_schema(
        summary="Registrér et job, en uddannelse, en danskprøve eller en afklaring",
        request=one_body_of([f"outcomes.{kind}" for kind in OUTCOMES]),
        responses={201: AddedOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        data = dict(request.data)
        kind = data.get("kind")
        name = picked(case, data, "kind", OUTCOMES, by=self.by)
        return added(case, PARTS[OUTCOME_LISTS[str(kind)]], name, data, by=self.by)
