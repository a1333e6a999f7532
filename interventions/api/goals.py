"""Goals of a company placement, and their moves."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.roles import Permission
from cases.access import held_on, require
from cases.errors import InvalidDataError
from cases.queries import get_case
from interventions.actions.steps import add_goal
from interventions.api.base import Endpoint, asked
from interventions.api.bodies import STEP
from interventions.api.case_parts import endpoint
from interventions.api.inputs import checked
from interventions.api.moves import MoveList, OneMove, as_row, stands, tagged, told_about
from interventions.api.refusals import invalid
from interventions.api.schema import body_of, describes_moves
from interventions.api.serializers import GoalOut, RowOut
from interventions.forms.goals import GoalForm
from interventions.models import CompanyPlacement, Goal
from interventions.queries.steps import get_goal, get_step

OWN = ("type", "text", "sign", "policy_area", "evaluation", "ended_on")


class StepGoals(Endpoint):
    @extend_schema(summary="Praktikkens mål", responses=GoalOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        placement = get_placement(self.by, pk)
        if Permission.NEEDS_SEE not in held_on(self.by, placement.case):
            raise PermissionDenied("Du kan se indsatsen, men ikke dens mål.")
        goals = [told(goal) for goal in placement.goals.all()]
        told_about(self.by, placement, "goals")
        return Response(GoalOut(goals, many=True).data)

    @extend_schema(
        summary="Tilføj et mål: type, tekst og tegn",
        request=body_of("Goal"),
        responses={201: RowOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        placement = get_placement(self.by, pk)
        require(self.by, Permission.PLACEMENT_MOVE, placement.case)
        return add(placement, dict(request.data), by=self.by)


class CaseGoals(endpoint("goals")):  # type: ignore[misc]  # a class of the table
    @extend_schema(
        summary="Tilføj et mål til praktikken »step«",
        request=body_of("CaseGoal"),
        responses={201: RowOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        require(self.by, Permission.PLACEMENT_MOVE, case)
        data = dict(request.data)
        step = checked({"step": data.pop("step", None)}, STEP).get("step")
        placement = CompanyPlacement.objects.filter(case=case, pk=step or 0).first()
        if placement is None:
            raise invalid({"step": ["Vælg en virksomhedspraktik på forløbet, som et id."]})
        return add(placement, data, by=self.by)


class OneGoal(Endpoint):
    @extend_schema(summary="Ét mål", responses=GoalOut)
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        goal = get_goal(self.by, pk)
        told_about(self.by, goal)
        return tagged(goal, GoalOut(told(goal)).data)


class GoalMoves(MoveList):
    def find(self, pk: int) -> Goal:
        return get_goal(self.by, pk)


@describes_moves(Goal)
class GoalMove(OneMove):
    def find(self, pk: int) -> Goal:
        return get_goal(self.by, pk)


def told(goal: Goal) -> dict[str, Any]:
    return {**as_row(goal), **{name: getattr(goal, name) for name in OWN}}


def add(placement: CompanyPlacement, data: dict[str, Any], *, by: Actor) -> Response:
    form = GoalForm(checked(data, GoalForm.base_fields))
    if not form.is_valid():
        raise InvalidDataError(form)
    return stands(add_goal(placement, by=by, **form.cleaned_data), 201)


def get_placement(by: Actor, pk: int) -> CompanyPlacement:
    """Raises as get_step, and Http404 for a step of another kind."""
    step = get_step(by, pk)
    if not isinstance(step, CompanyPlacement):
        raise Http404
    return step
