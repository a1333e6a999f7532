"""Is it alive, is it ready, and what a person reads when something went wrong."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import Error, InterfaceError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from accounts.wall import is_exempt

RETRY_AFTER_SECONDS = "5"
OUT_OF_ORDER = 500
TITLES = {
    400: _("Forespørgslen kunne ikke læses"),
    403: _("Du har ikke adgang til dette"),
    404: _("Findes ikke"),
    500: _("Der skete en fejl hos os"),
    503: _("Systemet svarer ikke lige nu"),
}
_seen_ready: set[str] = set()


@csrf_exempt
@login_not_required
@transaction.non_atomic_requests
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process lives; the database is not asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@csrf_exempt
@login_not_required
@transaction.non_atomic_requests
def readyz(_request: HttpRequest) -> HttpResponse:
    """The database answers, has every migration of this version, and holds the second wall;
    otherwise 503.
    """
    try:
        wrong = _what_is_wrong()
    except Error:
        wrong = "databasen svarer ikke"
    if wrong:
        return HttpResponse(f"{wrong}\n", status=503, content_type="text/plain")
    return HttpResponse("klar\n", content_type="text/plain")


def _what_is_wrong() -> str:
    """Looking it up costs a tenth of a second, so what was right once is remembered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    database = str(connection.settings_dict["NAME"])
    if database in _seen_ready:
        return ""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migreringer mangler"
    if is_exempt():
        return "databasens rolle ser forbi rækkesikkerheden (SUPERUSER eller BYPASSRLS)"
    _seen_ready.add(database)
    return ""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 with a moment to wait when it was the database that did not answer."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = _error(request, 503)
        response["Retry-After"] = RETRY_AFTER_SECONDS
        return response
    return _error(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened before the sign-in it was sent with, or cookies are refused."""
    return _error(request, 403, stale_form=True)


def _error(request: HttpRequest, status: int, *, stale_form: bool = False) -> HttpResponse:
    if request.path.startswith("/api/"):
        problem = {"title": str(TITLES[status]), "status": status, "code": f"http_{status}"}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    request_id = request.headers.get("X-Request-Id", "")
    context = {"title": TITLES[status], "request_id": request_id, "stale_form": stale_form}
    # The page of an internal error must not ask the database who is signed in.
    source = None if status >= OUT_OF_ORDER else request
    page = render_to_string(f"errors/{status}.html", context, request=source)
    return HttpResponse(page, status=status)
