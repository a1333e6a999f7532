"""The words and codes of refusals (RFC 9457), apart from DRF so that the parser can refuse too.

A body never names the address or the request, so that what is out of reach is answered with the
same bytes as what never existed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http import HttpResponse, JsonResponse

MEDIA_TYPE = "application/problem+json"
Errors = Mapping[str, Sequence[str]]


class Kind(NamedTuple):
    status: int
    title: str
    detail: str


PROBLEMS = {
    "malformed": Kind(
        400, "Forespørgslen kunne ikke læses", "Send ét JSON-objekt i UTF-8, hver nøgle én gang."
    ),
    "invalid": Kind(400, "Noget skal rettes", "Se »errors«: hvert felt siger, hvad der mangler."),
    "not_authenticated": Kind(401, "Du er ikke logget ind", "Log ind, og prøv igen."),
    "forbidden": Kind(
        403, "Du har ikke adgang til dette", "Din rolle giver ikke adgang til dette."
    ),
    "fresh_sign_in_needed": Kind(
        403, "Bekræft, at det er dig", "Skriv din adgangskode igen på siden /bekraeft/."
    ),
    "promise_missing": Kind(
        403, "Løftet om tavshed mangler", "Afgiv det på siden /tavshed/, før du kan se borgere."
    ),
    "not_found": Kind(
        404, "Findes ikke", "Her er ikke noget, du kan se. Alle adresser ender på /."
    ),
    "method_not_allowed": Kind(
        405, "Metoden kan ikke bruges her", "Hovedet »Allow« nævner dem, der kan."
    ),
    "not_acceptable": Kind(406, "Svaret findes ikke i den form", "Svaret er application/json."),
    "not_possible": Kind(409, "Det er ikke muligt nu", "Se »missing«."),
    "conflict": Kind(409, "En anden kom først", "Hent igen, og se, hvad der er ændret."),
    "precondition_failed": Kind(
        412, "Udgaven kendes ikke", 'If-Match skal være det »version«, du har set, fx "3".'
    ),
    "unsupported_media_type": Kind(
        415, "Indholdet kan ikke læses i den form", "Send Content-Type: application/json."
    ),
    "precondition_required": Kind(
        428, "Udgaven mangler", "Send If-Match med det »version«, du har set."
    ),
    "too_many": Kind(429, "For mange forespørgsler", "Vent lidt; »Retry-After« siger, hvor længe."),
    "key_reused": Kind(
        422, "Nøglen er brugt til noget andet", "Brug en ny Idempotency-Key til et nyt indhold."
    ),
}


class ApiError(Exception):
    """A refusal that only the API knows; `code` is one of PROBLEMS."""

    def __init__(self, code: str, detail: str = "", errors: Errors | None = None) -> None:
        super().__init__(detail or PROBLEMS[code].detail)
        self.code, self.detail, self.errors = code, detail, errors


class ReplayedError(Exception):
    """The request was done before: `response` is the first answer, carried past the view."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def invalid(errors: Errors) -> ApiError:
    """400 with what to do about each field."""
    return ApiError("invalid", errors=errors)


def problem(code: str, detail: str = "", **more: Any) -> HttpResponse:
    status, title, usual = PROBLEMS[code]
    body = {"title": title, "status": status, "detail": detail or usual, "code": code, **more}
    return JsonResponse(
        body, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )
