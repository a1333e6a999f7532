"""One follow-up: read, edited by its author for a day, added to afterwards, never deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.audit import record
from cases.errors import InvalidDataError
from interventions.actions.own_logs import amend_follow_up, edit_follow_up
from interventions.api.base import Endpoint, asked, content_tag, require_match
from interventions.api.follow_ups import COLUMNS, refused_day
from interventions.api.inputs import checked
from interventions.api.refusals import invalid
from interventions.api.schema import EDITS, body_of, edited
from interventions.api.serializers import FollowUpOut, Out
from interventions.forms.follow_up import FollowUpForm
from interventions.models import FollowUp
from interventions.queries.own_logs import editable_until, get_follow_up

TEXT = {"text": forms.CharField(max_length=5000)}


class AmendmentOut(Out):
    id = s.IntegerField(source="pk")
    text = s.CharField()
    recorded_at = s.DateTimeField()


class OneFollowUpOut(FollowUpOut):
    editable_until = s.DateTimeField(help_text="Derefter kan kun tilføjes.")
    amendments = AmendmentOut(many=True)


class OneFollowUp(Endpoint):
    http_method_names = ["get", "head", "patch", "delete"]

    @extend_schema(summary="En opfølgning med dens tilføjelser", responses=OneFollowUpOut)
    def get(self, request: Request, pk: int) -> Response:
        asked(request, ())
        row = get_follow_up(self.by, pk)
        subjects = [row.mentoring.case.citizen_id]
        record(self.by, "followup.read", "followup", pk, subjects=subjects)
        return _answer(row)

    @extend_schema(
        summary="Ret din egen opfølgning inden for 24 timer",
        description="Kun de nøgler, der skal ændres. Bagefter: tilføj i stedet (409).",
        parameters=EDITS,
        request=body_of("FollowUpChange"),
        responses=edited(OneFollowUpOut),
    )
    def patch(self, request: Request, pk: int) -> Response:
        row = get_follow_up(self.by, pk)
        form = FollowUpForm(None, mentoring=row.mentoring, by=self.by)
        sent = checked(dict(request.data), form.fields)

        def as_seen(now: FollowUp) -> None:
            require_match(request, _tag(now))

        try:
            values = {**_stands(row), **sent}
            return _answer(edit_follow_up(row, values, by=self.by, as_seen=as_seen))
        except InvalidDataError as error:
            raise refused_day(error, self.by) from error

    @extend_schema(summary="Ingen sletter en opfølgning (403)", responses={204: None})
    def delete(self, _request: Request, pk: int) -> Response:
        get_follow_up(self.by, pk)
        raise PermissionDenied("En opfølgning slettes ikke. Skriv en tilføjelse.")


class Amendments(Endpoint):
    @extend_schema(
        summary="Føj noget til din egen opfølgning",
        request={"application/json": {
            "type": "object", "required": ["text"], "additionalProperties": False,
            "properties": {"text": {"type": "string", "maxLength": 5000}},
        }},
        responses={201: AmendmentOut},
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        row = get_follow_up(self.by, pk)
        text = str(checked(dict(request.data), TEXT).get("text", "")).strip()
        if not text or len(text) > 5000:  # noqa: PLR2004 - as the column
            raise invalid({"text": ["Skriv 1 til 5000 tegn."]})
        return Response(AmendmentOut(_amendment(amend_follow_up(row, text, by=self.by))).data, 201)


def _answer(row: FollowUp) -> Response:
    return Response(OneFollowUpOut(_told(row)).data, headers={"ETag": f'"{_tag(row)}"'})


def _tag(row: FollowUp) -> str:
    return content_tag(*(getattr(row, name) for name in FollowUpForm.base_fields))


def _stands(row: FollowUp) -> dict[str, Any]:
    """What stands there now, as the form takes it."""
    names = FollowUpForm.base_fields
    return {name: getattr(row, name) for name in names if getattr(row, name) is not None}


def _told(row: FollowUp) -> dict[str, Any]:
    values = FollowUp.objects.filter(pk=row.pk).values(*COLUMNS).get()
    amendments = [_amendment(one) for one in row.amendments.all()]
    return {**values, "editable_until": editable_until(row), "amendments": amendments}


def _amendment(row: Any) -> dict[str, Any]:
    return {"pk": row.pk, "text": row.text, "recorded_at": row.recorded_at}
