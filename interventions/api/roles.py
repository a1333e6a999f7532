"""Roles: ordinary ones by one administrator, privileged ones by two."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.roles import Place, decide_role, grant_role, propose_role, refuse_alone
from accounts.models import RoleGrant
from accounts.queries import role_proposals
from accounts.roles import PRIVILEGED
from cases.actions.staff import end_role
from interventions.api.administration import one, typed, valid
from interventions.api.filters import Exactly, Filters, OneOf
from interventions.api.schema import body_of
from interventions.api.serializers import Out
from interventions.api.users import Accounts, UserOut
from interventions.forms.administration import DecisionOnRoleForm, ProposalForm, RoleForm


class ProposalOut(Out):
    id = s.IntegerField(source="pk")
    user = s.CharField(source="user.username")
    role = s.ChoiceField(choices=sorted(PRIVILEGED))
    reason = s.CharField()
    proposed_by = s.CharField(source="proposed_by.username")
    proposed_at = s.DateTimeField()
    outcome = s.CharField()


class Roles(Accounts):
    @extend_schema(summary="Giv en rolle", request=body_of("Role"), responses=UserOut)
    def post(self, request: Request, pk: int) -> Response:
        user = self.account(pk)
        data = typed(request, RoleForm())
        # Who asks for what is judged before whether the rest of it makes sense.
        refuse_alone(user, data.get("role"), by=self.by)
        values = valid(RoleForm(data))
        grant_role(user, values.pop("role"), Place(**values), by=self.by)
        return self.stands(pk)


class RoleEnd(Accounts):
    bodiless = ("POST",)

    @extend_schema(summary="Afslut rollen i dag", request=None, responses=UserOut)
    def post(self, _request: Request, pk: int) -> Response:
        grant = one(RoleGrant.objects.select_related("user"), pk)
        end_role(grant, by=self.by)
        return self.stands(grant.user_id)


class ProposalFilters(Filters):
    user = Exactly(field_name="user__username", label="Brugernavn.")
    role = OneOf(sorted(PRIVILEGED))
    proposed_by = Exactly(field_name="proposed_by__username", label="Brugernavn.")


class Proposals(Accounts):
    filters = ProposalFilters

    @extend_schema(summary="Roller, der venter på en anden", responses=ProposalOut(many=True))
    def get(self, _request: Request) -> Response:
        return self.told(role_proposals(self.by), ProposalOut, "role_proposal")


class Propose(Accounts):
    @extend_schema(
        summary="Foreslå en rolle, som en anden administrator skal godkende",
        request=body_of("RoleProposal"),
        responses={201: ProposalOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        user = self.account(pk)
        values = valid(ProposalForm(typed(request, ProposalForm())))
        proposal = propose_role(
            user, values["role"], Place(to_on=values["to_on"]), by=self.by, reason=values["reason"]
        )
        return Response(ProposalOut(proposal).data, 201)


class Decide(Accounts):
    @extend_schema(
        summary="Godkend eller afvis en foreslået rolle",
        request=body_of("RoleDecision"),
        responses=ProposalOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        proposal = one(role_proposals(self.by), pk)
        values = valid(DecisionOnRoleForm(typed(request, DecisionOnRoleForm())))
        decided = decide_role(proposal, by=self.by, approve=values["approve"] == "yes")
        return Response(ProposalOut(decided).data)
