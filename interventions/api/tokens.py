"""Machines' tokens: kept by an administrator, changed by the machine. A secret is told once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.tokens import Made, create_token, revoke_token, rotate_own
from accounts.grants import TOKEN_SCOPES
from accounts.http import Machine
from accounts.queries import tokens
from accounts.roles import Permission
from interventions.api.administration import Kept, one, typed, valid
from interventions.api.base import Endpoint
from interventions.api.filters import Exactly, Filters, Happened, first_day, last_day
from interventions.api.schema import body_of
from interventions.api.serializers import Out
from interventions.forms.administration import TokenForm


class TokenOut(Out):
    id = s.IntegerField(source="pk")
    name, prefix = s.CharField(), s.CharField()
    unit = s.CharField(source="unit.code")
    scopes = s.ListField(child=s.ChoiceField(choices=sorted(TOKEN_SCOPES)))
    created_by = s.CharField(source="created_by.username")
    created_at, expires_at = s.DateTimeField(), s.DateTimeField()
    revoked_at = s.DateTimeField(allow_null=True)
    last_used_on = s.DateField(allow_null=True)


class TokenMadeOut(Out):
    id = s.IntegerField(source="token.pk")
    token = s.CharField(source="secret", help_text="Vises kun denne ene gang.")
    expires_at = s.DateTimeField(source="token.expires_at")


class TokenFilters(Filters):
    unit = Exactly(field_name="unit__code", label="Enhedens kode.")
    created_by = Exactly(field_name="created_by__username", label="Brugernavn.")
    revoked = Happened("revoked_at")
    expires_from, expires_to = first_day("expires_at__date"), last_day("expires_at__date")


class Tokens(Kept):
    filters = TokenFilters
    needs, replays = Permission.TOKENS_KEEP, False

    @extend_schema(summary="Nøgler til maskiner", responses=TokenOut(many=True))
    def get(self, _request: Request) -> Response:
        return self.told(tokens(self.by), TokenOut, "token")

    @extend_schema(
        summary="Lav en nøgle; den vises kun i svaret",
        request=body_of("Token"),
        responses=TokenMadeOut,
    )
    def post(self, request: Request) -> Response:
        data = typed(request, TokenForm(today=self.by.today))
        form = TokenForm(data, today=self.by.today)
        return _told(create_token(by=self.by, **valid(form)))


class TokenRevoke(Kept):
    needs, bodiless = Permission.TOKENS_KEEP, ("POST",)

    @extend_schema(summary="Tilbagekald nøglen med det samme", request=None, responses=TokenOut)
    def post(self, _request: Request, pk: int) -> Response:
        token = revoke_token(one(tokens(self.by), pk), by=self.by)
        return Response(TokenOut(token).data)


class TokenRotate(Endpoint):
    replays, bodiless = False, ("POST",)

    @extend_schema(
        summary="Skift din egen nøgle; den gamle virker ti minutter endnu",
        request=None,
        responses=TokenMadeOut,
    )
    def post(self, request: Request) -> Response:
        machine: Any = request.user
        if not isinstance(machine, Machine):
            raise PermissionDenied("Kun maskinen selv skifter sin nøgle.")
        return _told(rotate_own(machine.token, by=self.by))


def _told(made: Made) -> Response:
    return Response(TokenMadeOut(made).data)
