"""Refusals of the domain as pages, and every denial in the trail."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import get_resolver

from accounts.actions import StaleSignInError
from accounts.audit import record
from accounts.http import Machine, current_actor, machine_behind, sent_token, stranger
from accounts.models import AuditEvent, User
from accounts.queries import NoRoleError
from accounts.views import confirm_first
from cases.access import OUT_OF_REACH
from cases.actions.kin import note_conflict
from cases.errors import NotPossibleError

FORBIDDEN, UNKNOWN = 403, 401
API = "/api/v1/"
# What a program is refused with, and a person told on the page. 404 is none: most are mistyped.
REFUSED = {400, UNKNOWN, 405, 409, 412, 422, 428, 429}
# What a mentor reaches before she has promised confidentiality. The API refuses by itself.
BEFORE_THE_PROMISE = {"promise", "confirm", "sign-out", "choose-role"}


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
        elif response.status_code in REFUSED and request.path.startswith(API):
            self._write_down(request, unknown=response.status_code == UNKNOWN)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """A mentor who has not promised confidentiality is sent to the page where she does."""
        match = request.resolver_match
        name = match.view_name if match else ""
        closed = getattr(view, "login_required", True) and not request.path.startswith("/api/")
        if not closed or name in BEFORE_THE_PROMISE or not isinstance(request.user, User):
            return None
        with suppress(NoRoleError):  # the view says so
            if current_actor(request).must_promise:
                return redirect("promise")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OUT_OF_REACH):
            request.out_of_reach = True  # type: ignore[attr-defined]
            return _error_page(request, 404, Http404())
        if isinstance(error, NoRoleError):
            return _error_page(request, FORBIDDEN, PermissionDenied(str(error)))
        if isinstance(error, StaleSignInError):
            return confirm_first(request)
        if isinstance(error, NotPossibleError):
            return render(
                request, "errors/409.html", {"messages_shown": error.messages}, status=409
            )
        return None

    def _write_down(self, request: HttpRequest, *, unknown: bool = False) -> None:
        if unknown:
            record(stranger(), "auth_failed", "request", outcome=AuditEvent.Outcome.DENY)
            return
        if not isinstance(getattr(request, "user", None), User | Machine):
            return
        try:
            actor = current_actor(request)
        except NoRoleError:
            return
        match = request.resolver_match
        if match and getattr(request, "out_of_reach", False):
            note_conflict(actor, match.route, match.kwargs.get("pk"))
        record(
            actor,
            f"{request.method} {match.view_name if match else ''}"[:80],
            "request",
            (match.kwargs.get("pk", "") if match else ""),
            outcome=AuditEvent.Outcome.DENY,
        )


class TokensOpenNoPage:
    """A machine's token is for the API: with one in hand nobody gets a page or signs in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        secret = sent_token(request)
        if secret is None or request.path.startswith("/api/"):
            return None
        if machine := machine_behind(secret):
            request.user = machine  # type: ignore[assignment]  # for the trail
        told = "En nøgle åbner kun adresser under /api/.\n"
        return HttpResponse(told, status=FORBIDDEN, content_type="text/plain; charset=utf-8")


def _error_page(request: HttpRequest, status: int, error: Exception) -> HttpResponse:
    """The project's own page, as for an address that never was."""
    handler: Any = get_resolver().resolve_error_handler(status)
    page: HttpResponse = handler(request, exception=error)
    return page
