"""Every refusal, of the domain and of DRF alike, as a problem details answer."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework.exceptions import APIException
from rest_framework.exceptions import PermissionDenied as CsrfFailed
from rest_framework.views import set_rollback

from accounts.actions import StaleSignInError
from accounts.queries import NoRoleError
from cases.access import OUT_OF_REACH
from cases.errors import ConflictError, InvalidDataError, NotPossibleError, TooManyError
from interventions.api.refusals import ApiError, ReplayedError, problem

CSRF_MISSING = "Hovedet X-CSRFToken mangler eller er forældet."
CODE_OF_STATUS = {
    400: "malformed",
    401: "not_authenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    415: "unsupported_media_type",
    429: "too_many",
}


def answer(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's EXCEPTION_HANDLER. What is not foreseen is not caught: it is a bug, and a 500."""
    tell = next((tell for kind, tell in ANSWERS if isinstance(error, kind)), None)
    response = tell(error) if tell else None
    if response is None:
        return None
    set_rollback()
    if challenge := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(ceil(wait))
    if isinstance(error, OUT_OF_REACH):
        # cases/middleware.py holds Django's request, not DRF's, and writes the denial down.
        context["request"]._request.out_of_reach = True  # noqa: SLF001 - there is no public name
    return response


def _own(error: ApiError) -> HttpResponse:
    more = {"errors": error.errors} if error.errors else {}
    return problem(error.code, error.detail, **more)


def refused_form(error: InvalidDataError) -> HttpResponse:
    """Complaints about the whole form stand under the key `form`.

    `warnings` are those of a registration, by the code that `confirmed` takes; `alike` the ids
    of the cases of people who look like the new one.
    """
    form = error.form
    errors = {name.replace("__all__", "form"): said for name, said in form.errors.items()}
    more: dict[str, Any] = {}
    if warnings := getattr(form, "warnings", None):
        more["warnings"] = warnings
    if doubles := getattr(form, "doubles", None):
        more["alike"] = [case.pk for case in doubles]
    return problem("invalid", errors=errors, **more)


def _drf(error: APIException) -> HttpResponse | None:
    code = CODE_OF_STATUS.get(error.status_code)
    return problem(code) if code else None


ANSWERS: tuple[tuple[type[Exception], Callable[[Any], HttpResponse | None]], ...] = (
    (ApiError, _own),
    (ReplayedError, lambda replayed: replayed.response),
    (InvalidDataError, refused_form),
    (ConflictError, lambda error: problem("conflict", str(error))),
    (TooManyError, lambda error: problem("too_many", str(error))),
    (NotPossibleError, lambda e: problem("not_possible", str(e), missing=list(e.messages))),
    *((kind, lambda _error: problem("not_found")) for kind in (*OUT_OF_REACH, Http404)),
    (NoRoleError, lambda error: problem("forbidden", str(error))),
    (StaleSignInError, lambda error: problem("fresh_sign_in_needed", str(error))),
    (PermissionDenied, lambda error: problem("forbidden", str(error))),
    (CsrfFailed, lambda _error: problem("forbidden", CSRF_MISSING)),
    (APIException, _drf),
)
