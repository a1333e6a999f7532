"""What the administrator's endpoints share: lists without citizens, and forms against JSON."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from accounts.audit import record
from accounts.queries import require_may
from accounts.roles import Permission
from cases.errors import InvalidDataError
from interventions.api.base import Endpoint, Listing
from interventions.api.inputs import checked


class Kept(Listing):
    """Rows that name no citizen; whoever may not keep them is refused before any look-up."""

    needs: Permission

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require_may(self.by, self.needs)

    def told(
        self, rows: QuerySet[Any], serializer: type[BaseSerializer[Any]], resource: str
    ) -> Response:
        paginator, page = self.cut(rows)
        record(self.by, f"{resource}.list", resource, fields=self.named, hits=len(page))
        return paginator.get_paginated_response(serializer(page, many=True).data)


class Never(Endpoint):
    """What nobody may, whatever her role. It stands here so that the attempt is written down."""

    schema = None
    replays = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise PermissionDenied("Det kan ingen, uanset rolle.")


def one(rows: QuerySet[Any], pk: int) -> Any:
    """Raises Http404."""
    row: Model | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def typed(request: Request, fields: forms.Form | forms.ModelForm[Any]) -> dict[str, Any]:
    """The body's keys, each of the type of its field. Raises ApiError `invalid`."""
    return checked(dict(request.data), fields.fields)


def valid(form: Any) -> dict[str, Any]:
    """Raises InvalidDataError."""
    if not form.is_valid():
        raise InvalidDataError(form)
    found: dict[str, Any] = form.cleaned_data
    return found
