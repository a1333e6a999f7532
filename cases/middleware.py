"""Refusals of the domain as pages, and every denial in the trail."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import get_resolver

from accounts.audit import record
from accounts.http import current_actor
from accounts.models import AuditEvent, User
from accounts.queries import NoRoleError
from cases.access import OutOfReachError
from cases.errors import NotPossibleError

FORBIDDEN = 403


class RefusalMiddleware:
    """Out of reach looks as if it did not exist; both kinds of denial are written down.

    The row is written after the request's own transaction has been rolled back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == FORBIDDEN or getattr(request, "out_of_reach", False):
            self._write_down(request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OutOfReachError):
            request.out_of_reach = True  # type: ignore[attr-defined]
            return _error_page(request, 404, Http404())
        if isinstance(error, NoRoleError):
            return _error_page(request, FORBIDDEN, PermissionDenied(str(error)))
        if isinstance(error, NotPossibleError):
            return render(
                request, "errors/409.html", {"messages_shown": error.messages}, status=409
            )
        return None

    def _write_down(self, request: HttpRequest) -> None:
        if not isinstance(getattr(request, "user", None), User):
            return
        try:
            actor = current_actor(request)
        except NoRoleError:
            return
        match = request.resolver_match
        record(
            actor,
            f"{request.method} {match.view_name if match else ''}"[:80],
            "request",
            (match.kwargs.get("pk", "") if match else ""),
            outcome=AuditEvent.Outcome.DENY,
        )


def _error_page(request: HttpRequest, status: int, error: Exception) -> HttpResponse:
    """The project's own page, as for an address that never was."""
    handler: Any = get_resolver().resolve_error_handler(status)
    page: HttpResponse = handler(request, exception=error)
    return page
