"""Idempotency-Key on every POST: a repeated request gets the first answer and changes nothing.

The answer is kept in the transaction of what it tells about, so both are there or neither. Only
what was done is kept: a refusal changed nothing and may be asked again.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from rest_framework.request import Request

from accounts.actor import Actor
from interventions.actions.answered import (
    KeyReusedError,
    answered_before,
    keep_answer,
    wait_for,
)
from interventions.api.refusals import ApiError, ReplayedError, invalid

HEADER = "Idempotency-Key"
KEY = re.compile(r"[!-~]{1,80}")  # printable ASCII without blanks; as long as the column
DONE = range(200, 300)
AGAIN = "Idempotent-Replayed"


def key_of(request: Request) -> str:
    """The key that was sent, or "". Raises ApiError `invalid` for one that does not do."""
    key = request.headers.get(HEADER, "")
    if key and not KEY.fullmatch(key):
        raise invalid({HEADER: ["Hovedet er 1 til 80 tegn uden mellemrum."]})
    return key


def hold_body(request: Request) -> None:
    """Before anybody is authenticated: the check of a session's form token reads the stream, and
    what the key stands for could not be told any more.
    """
    if HEADER in request.headers:
        _body(request)


def replay(request: Request, by: Actor) -> None:
    """Raises ReplayedError with the first answer, or ApiError `key_reused`."""
    key = key_of(request)
    if not key:
        return
    wait_for(by, key)
    try:
        row = answered_before(by, key, _digest(request))
    except KeyReusedError as error:
        raise ApiError("key_reused") from error
    if row:
        answer = HttpResponse(row.body, status=row.status, content_type="application/json")
        answer[AGAIN] = "true"
        if tag := _tag(row.body):
            answer["ETag"] = tag
        raise ReplayedError(answer)


def _tag(body: str) -> str:
    """The first answer's ETag, if it was about a row that counts its versions."""
    told = json.loads(body)
    version = told.get("version") if isinstance(told, dict) else None
    return f'"{version}"' if isinstance(version, int) else ""


def keep(request: Request, by: Actor, response: Any) -> None:
    """Keeps what was done, unless it is what was kept."""
    key = key_of(request)
    if not key or response.has_header(AGAIN):
        return
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    keep_answer(by, key, _digest(request), response.status_code, response.content.decode())


def _digest(request: Request) -> str:
    told = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(told + _body(request)).hexdigest()


def _body(request: Request) -> bytes:
    try:
        return request._request.body  # noqa: SLF001 - DRF's own is what it has parsed
    except RequestDataTooBig as error:
        raise ApiError("malformed", "Indholdet er for stort.") from error
