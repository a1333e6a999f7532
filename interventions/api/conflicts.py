"""Attempts to open one's own or one's family's case, for the data protection officer."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.queries import conflicts
from accounts.roles import Permission
from interventions.api.administration import Kept
from interventions.api.filters import Exactly, Filters, first_day, last_day
from interventions.api.serializers import Out


class ConflictOut(Out):
    id = s.IntegerField(source="pk")
    at = s.DateTimeField()
    user, role, unit = s.CharField(source="actor"), s.CharField(), s.CharField()
    citizen = s.CharField(source="resource_id", help_text="Borgerens id: intet navn nævnes.")


class ConflictFilters(Filters):
    user, unit = Exactly(field_name="actor", label="Brugernavn."), Exactly()
    at_from, at_to = first_day("at__date"), last_day("at__date")


class Conflicts(Kept):
    filters = ConflictFilters
    needs = Permission.CONFLICTS_SEE

    @extend_schema(
        summary="Forsøg på at åbne sin egen eller sine nærmestes sag",
        responses=ConflictOut(many=True),
    )
    def get(self, _request: Request) -> Response:
        return self.told(conflicts(self.by), ConflictOut, "conflict_of_interest")
