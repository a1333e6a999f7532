"""Standing in for a colleague, breaking the glass, and reviewing who did."""

from __future__ import annotations

from typing import Any

from django import forms
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions import require_fresh
from accounts.roles import Permission
from cases.access import require, require_role
from cases.actions.openings import break_glass, review_glass, stand_in
from cases.errors import InvalidDataError
from cases.models import BrokenGlass
from cases.queries import get_case, reviewable, reviewing, visible_cases
from interventions.actions.emergency import write_emergency_note
from interventions.api.base import Listing
from interventions.api.filters import Exactly, Filters, Happened, OneOf
from interventions.api.inputs import checked
from interventions.api.papers import CreatedOut, Filling
from interventions.api.schema import body_of, refused
from interventions.api.serializers import Out
from interventions.forms.openings import (
    BreakGlassForm,
    EmergencyNoteForm,
    ReviewForm,
    StandInForm,
)
from interventions.queries.openings import breakable, get_glass

P = Permission
GLASS = (
    "pk", "case_id", "case__unit__code", "user__username", "cause", "reason", "from_at",
    "until_at", "verdict", "review_note", "reviewed_at", "case__citizen_id",
)  # fmt: skip


class OpenUntilOut(Out):
    id = s.IntegerField(source="pk")
    until_at = s.DateTimeField()


class GlassOut(Out):
    id = s.IntegerField(source="pk")
    case = s.IntegerField(source="case_id", help_text="Forløbets id: ingen borger nævnes.")
    unit = s.CharField(source="case__unit__code")
    user = s.CharField(source="user__username")
    cause, reason = s.ChoiceField(choices=BrokenGlass.Cause.choices), s.CharField()
    from_at, until_at = s.DateTimeField(), s.DateTimeField()
    verdict, review_note = s.CharField(), s.CharField()
    reviewed_at = s.DateTimeField(allow_null=True)


class StandIns(Filling):
    @extend_schema(
        summary="Vær vikar på en kollegas forløb i 24 timer",
        request=body_of("StandIn"),
        responses={201: OpenUntilOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        require_role(self.by, P.STAND_IN_TAKE)
        case = get_case(self.by, pk)
        form = self.filled(request, StandInForm, case, P.STAND_IN_TAKE)
        return Response(OpenUntilOut(stand_in(case, by=self.by, **form.cleaned_data)).data, 201)


class BreakGlass(Filling):
    @extend_schema(
        summary="Nødadgang: læs en anden enheds forløb i en time",
        description="Kræver, at adgangskoden er skrevet inden for ti minutter.",
        request=body_of("BreakGlass"),
        responses={
            201: OpenUntilOut,
            **refused("fresh_sign_in_needed"),
            **refused("too_many"),
        },
    )
    def post(self, request: Request, pk: int) -> Response:
        require_role(self.by, P.GLASS_BREAK)
        require_fresh(self.by)
        if not visible_cases(self.by).filter(pk=pk).exists():  # else the action says so
            breakable(self.by, pk)
        row = break_glass(pk, by=self.by, **plainly(BreakGlassForm, request))
        return Response(OpenUntilOut(row).data, 201)


class EmergencyNotes(Filling):
    @extend_schema(
        summary="Skriv et nødnotat under en nødadgang",
        request=body_of("EmergencyNote"),
        responses={201: CreatedOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        case = get_case(self.by, pk)
        require(self.by, P.EMERGENCY_NOTE_WRITE, case)
        form = self.filled(request, EmergencyNoteForm, case, P.EMERGENCY_NOTE_WRITE)
        note = write_emergency_note(case, by=self.by, **form.cleaned_data)
        return Response(CreatedOut({"id": note.pk}).data, 201)


class GlassFilters(Filters):
    unit = Exactly(field_name="case__unit__code", label="Enhedens kode.")
    user = Exactly(field_name="user__username", label="Brugernavn.")
    cause = OneOf(BrokenGlass.Cause)
    reviewed = Happened("reviewed_at")


class Glasses(Listing):
    filters = GlassFilters

    @extend_schema(
        summary="Nødadgange, du skal eller har kunnet gennemgå", responses=GlassOut(many=True)
    )
    def get(self, _request: Request) -> Response:
        rows = reviewable(self.by).select_related(None).order_by("-pk").values(*GLASS)
        with reviewing(self.by):
            return self.paged(rows, GlassOut, resource="break_glass", citizen="case__citizen_id")


class ReviewGlass(Filling):
    @extend_schema(
        summary="Gennemgå en nødadgang, som en anden har brugt",
        request=body_of("GlassReview"),
        responses=GlassOut,
    )
    def post(self, request: Request, pk: int) -> Response:
        row = get_glass(self.by, pk)
        if row.user_id == self.by.person:
            review_glass(row, by=self.by, verdict="", note="")  # refused, whatever was sent
        review_glass(row, by=self.by, **plainly(ReviewForm, request))
        with reviewing(self.by):
            shown = BrokenGlass.objects.filter(pk=pk).values(*GLASS).get()
        return Response(GlassOut(shown).data)


def plainly(kind: type[forms.Form], request: Request) -> dict[str, Any]:
    """What a form that is about no case holds. Raises ApiError, InvalidDataError."""
    form = kind(checked(dict(request.data), kind.base_fields))
    if not form.is_valid():
        raise InvalidDataError(form)
    return form.cleaned_data
