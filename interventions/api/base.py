"""What all endpoints share: who asks, which version was seen, lists cut into pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from accounts.actor import Actor
from accounts.audit import record
from accounts.http import current_actor
from interventions.api.filters import Filters
from interventions.api.idempotency import DONE, hold_body, keep, replay
from interventions.api.inputs import checked
from interventions.api.refusals import ApiError, invalid

PAGING = ("cursor", "page_size", "order")
# Word of `order` → the column by which the cursor counts.
NEWEST = "-id"
ORDERS = {NEWEST: "-pk", "id": "pk"}
VERSION = re.compile(r'"(\d{1,9})"', re.ASCII)


class Endpoint(APIView):
    """Closed to strangers by the settings; what else may be done the queries and actions ask.

    `replays` is off where the answer must not be kept, or where the row itself holds the key.
    `bodiless` are the methods that take no fields: what is sent with them all the same is refused.
    """

    http_method_names = ["get", "head", "post"]
    replays = True
    bodiless: Collection[str] = ("DELETE",)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if request.method == "POST" and self.replays:
            hold_body(request)
        super().initial(request, *args, **kwargs)
        if self.by.must_promise:
            raise ApiError("promise_missing")
        if request.method == "POST" and self.replays:
            replay(request, self.by)
        if request.method in self.bodiless:
            checked(dict(request.data), {})

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        if request.method == "POST" and self.replays and answer.status_code in DONE:
            keep(request, self.by, answer)
        return answer

    @property
    def by(self) -> Actor:
        return current_actor(self.request._request)  # noqa: SLF001 - accounts.http speaks Django


class Listing(Endpoint):
    """A list that may grow: filtered, cut into pages by a cursor, and written down before it
    leaves.
    """

    pagination_class = cast("type[CursorPagination]", api_settings.DEFAULT_PAGINATION_CLASS)
    orders: ClassVar[Mapping[str, str]] = ORDERS
    filters: ClassVar[type[Filters]] = Filters

    @property
    def named(self) -> list[str]:
        """The filters that are used, for the trail: what they look for is not written down."""
        return sorted(set(self.request.query_params) - set(PAGING))

    def cut(self, rows: QuerySet[Any, Any]) -> tuple[CursorPagination, list[Any]]:
        """The page that was asked for, in an order that is allowed. Raises ApiError, Http404."""
        one_of("order", self.request.query_params.get("order", NEWEST), self.orders)
        wanted = asked(self.request, self.filters.base_filters)
        found = self.filters(wanted, rows, by=self.by).rows
        paginator = self.pagination_class()
        try:
            page = paginator.paginate_queryset(found, self.request, view=self) or []
        except ValueError as error:  # a cursor that was not ours
            raise Http404 from error
        return paginator, page

    def paged(
        self,
        rows: QuerySet[Any, Any],
        serializer: type[BaseSerializer[Any]],
        *,
        resource: str,
        citizen: str,
    ) -> Response:
        """`citizen` is the key of a row under which its citizen's id stands."""
        paginator, page = self.cut(rows)
        subjects = sorted({row[citizen] for row in page})
        record(
            self.by, f"{resource}.list", resource,
            subjects=subjects, fields=self.named, hits=len(page),
        )  # fmt: skip
        return paginator.get_paginated_response(serializer(page, many=True).data)


class Nowhere(Endpoint):
    """An address under the API that is none: answered as a problem, and first to the signed in."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404


def asked(request: Request, allowed: Collection[str]) -> dict[str, str]:
    """The words of the query but those of its pages. One that is not allowed is refused: who
    misspells would take everything for the answer.
    """
    unknown = set(request.query_params) - {*allowed, *PAGING}
    if unknown:
        raise invalid({name: ["Der kan ikke filtreres på dette."] for name in sorted(unknown)})
    return {name: str(value) for name, value in request.query_params.items() if name in allowed}


def one_of(name: str, value: str, choices: Collection[str]) -> str:
    """Raises ApiError `invalid` for a filter's value that is none of the choices."""
    if value not in choices:
        raise invalid({name: [f"Vælg en af: {', '.join(choices)}."]})
    return value


def seen_version(request: Request, data: dict[str, Any]) -> int | None:
    """The version of the row that the client saw, from If-Match or `version`; taken out of data.

    None when neither is sent, and for `If-Match: *`.
    """
    in_body = data.pop("version", None)
    if in_body is not None and (isinstance(in_body, bool) or not isinstance(in_body, int)):
        raise invalid({"version": ["Skal være et heltal."]})
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return in_body
    match = VERSION.fullmatch(header)
    if match is None:
        raise ApiError("precondition_failed")
    if in_body not in (None, int(match[1])):
        raise invalid({"version": ["Er en anden end den i If-Match."]})
    return int(match[1])


def content_tag(*values: Any) -> str:
    """What an ETag says of a row that counts no versions: all that an edit may change of it."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:32]


def require_match(request: Request, version: int | str) -> None:
    """What can be edited is edited as it was seen: If-Match with the ETag of the last GET.

    Raises ApiError: 428 when it is missing, 412 when the row is another by now.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise ApiError("precondition_required")
    if header != f'"{version}"':
        raise ApiError("precondition_failed")
