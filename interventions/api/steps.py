"""Steps: those one may see, one of them with its own facts, and its moves."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from cases.access import held_on
from interventions.api.base import Endpoint, Listing, asked
from interventions.api.filters import Filters, Flag, OneOf, first_day, last_day
from interventions.api.moves import MoveList, OneMove, as_row, tagged, told_about
from interventions.api.schema import describes_moves
from interventions.api.serializers import StepOut, StepRowOut
from interventions.models import KINDS, Step
from interventions.models.step import HIDDEN
from interventions.queries.steps import get_step, readable_columns, visible_steps

COLUMNS = (
    "pk", "case_id", "kind", "state", "version", "added_on", "meets_at", "starts_on", "ended_on",
    "shared", "case__citizen_id",
)  # fmt: skip
SHARED_BY_ALL = ("label", "added_on", "meets_at", "starts_on", "ended_on", "shared")
STATES = sorted({str(state) for kind in KINDS.values() for state in kind.State})


class StepFilters(Filters):
    # No list holds a hidden kind, so none can be asked for it.
    kind = OneOf([kind for kind in KINDS if kind not in HIDDEN])
    state = OneOf(STATES)
    shared = Flag()
    starts_from, starts_to = first_day("starts_on"), last_day("starts_on")


def list_steps(view: Listing, steps: QuerySet[Step]) -> Response:
    return view.paged(
        steps.values(*COLUMNS), StepRowOut, resource="step", citizen="case__citizen_id"
    )


class Steps(Listing):
    filters = StepFilters

    @extend_schema(summary="Indsatser, du kan se; de nyeste først", responses=StepRowOut(many=True))
    def get(self, _request: Request) -> Response:
        return list_steps(self, visible_steps(self.by))


class OneStep(Endpoint):
    @extend_schema(summary="Én indsats med det, den har registreret", responses=StepOut)
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        step = get_step(self.by, pk)
        facts = told(step, held_on(self.by, step.case))
        told_about(self.by, step, *facts.get("facts", ()))
        return tagged(step, StepOut(facts).data)


class StepMoves(MoveList):
    def find(self, pk: int) -> Step:
        return get_step(self.by, pk)


@describes_moves(*KINDS.values())
class StepMove(OneMove):
    def find(self, pk: int) -> Step:
        return get_step(self.by, pk)


def told(step: Step, held: frozenset[Permission]) -> dict[str, Any]:
    """A mentor learns when, where and how far; what was said and why it ended is not for her."""
    found = {**as_row(step), "case": step.case_id}
    found |= {name: getattr(step, name) for name in SHARED_BY_ALL}
    if Permission.PLAN_SEE in held:
        found["end_reason"] = step.end_reason
    found["facts"] = {c.attname: getattr(step, c.attname) for c in readable_columns(step, held)}
    return found
