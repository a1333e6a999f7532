"""An allocation list from another system: looked at line by line, and imported afterwards."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Any

from django import forms
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Permission
from cases.access import require_role
from cases.allocations.columns import UnreadableListError
from cases.errors import InvalidDataError
from interventions.actions.allocations.uploads import commit, own_upload, preview
from interventions.api.base import Endpoint
from interventions.api.inputs import checked
from interventions.api.refusals import invalid
from interventions.api.schema import body_of
from interventions.api.serializers import Out
from interventions.forms.allocations import ConfirmForm, ListForm

IMPORT = Permission.ALLOCATIONS_IMPORT


class ImportOut(Out):
    """The same JSON as the command prints; `upload` is what is sent to import it."""

    upload = s.IntegerField()
    rows, created, unchanged = s.IntegerField(), s.IntegerField(), s.IntegerField()
    updated, refused, planned = s.IntegerField(), s.IntegerField(), s.IntegerField()
    warnings = s.IntegerField()
    lines = s.ListField(child=s.DictField())
    file_warnings = s.ListField(child=s.DictField())


class ImportPreview(Endpoint):
    @extend_schema(
        summary="Se, hvad en liste ville gøre; intet gemmes",
        request=body_of("AllocationList"),
        responses=ImportOut,
    )
    def post(self, request: Request) -> Response:
        require_role(self.by, IMPORT)
        form = _valid(ListForm, dict(request.data))
        try:
            data = _decoded(form["base64"]) or form["text"].encode()
            kept, result = preview(data, form["name"], by=self.by)
        except UnreadableListError as error:
            raise invalid({"text": [str(error)]}) from error
        return Response(ImportOut({"upload": kept.pk, **result.as_json()}).data)


class ImportCommit(Endpoint):
    @extend_schema(
        summary="Indlæs en liste, der er set først",
        request=body_of("ImportConfirmation"),
        responses=ImportOut,
    )
    def post(self, request: Request) -> Response:
        require_role(self.by, IMPORT)
        typed = _valid(ConfirmForm, dict(request.data), by=self.by)
        kept = own_upload(self.by, typed["upload"])
        if kept is None:
            raise Http404
        plan, responsible = typed["plan"], typed["responsible"]
        result = commit(kept, by=self.by, plan=plan, responsible=responsible)
        return Response(ImportOut({"upload": kept.pk, **result.as_json()}).data)


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text.encode(), validate=True)
    except binascii.Error as error:
        raise invalid({"base64": ["Kan ikke læses som base64."]}) from error


def _valid(kind: Any, sent: dict[str, Any], **given: Any) -> dict[str, Any]:
    empty: forms.Form = kind(**given)
    form = kind(checked(sent, empty.fields), **given)
    if not form.is_valid():
        raise InvalidDataError(form)
    typed: dict[str, Any] = form.cleaned_data
    return typed
