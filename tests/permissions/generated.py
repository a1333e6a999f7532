"""Requests that schemathesis makes up from the OpenAPI document, sent to the WSGI application."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as effort
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.specs.openapi import checks

from tests.permissions.operations import document
from tests.permissions.standing import Standing
from tests.permissions.swaps import ABOUT_NOBODY, NOUNS

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
TOKEN = "t" * 32  # of our own cookie and header: the API asks a session for both


@dataclass
class Found:
    """What came back: how often each status, and what is wrong with an answer, in words."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def asked(w: Standing, keys: list[str], examples: int, number: int) -> Found:
    """Every operation, with some examples each, by one of these people; what they do is undone.

    `number` is the seed.
    """
    schema = schemathesis.openapi.from_dict(document())
    schema.app = WSGIHandler()
    found = Found()
    with _one_connection():
        for result in schema.get_all_operations():
            _ask(w, result.ok(), keys, found, seed(number), examples)
    return found


@contextmanager
def _one_connection() -> Iterator[None]:
    """The connection stays open between requests, as Django's own test client keeps it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def _sent_with(w: Standing, key: str) -> dict[str, dict[str, str]]:
    cookies = {settings.SESSION_COOKIE_NAME: w.sessions[key], settings.CSRF_COOKIE_NAME: TOKEN}
    return {"cookies": cookies, "headers": {"X-CSRFToken": TOKEN}}


def _ask(
    w: Standing, operation: Any, keys: list[str], found: Found, seeded: Any, examples: int
) -> None:
    rows = st.sampled_from(_rows(w, operation.path))
    cases = st.one_of(*(operation.as_strategy(mode, feedback=NO_FEEDBACK) for mode in MODES))

    @seeded
    @effort(
        max_examples=examples, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=cases, pk=rows, key=st.sampled_from(keys))
    def ask(case: Any, pk: int | None, key: str) -> None:
        if pk is not None:
            case.path_parameters["id"] = pk
        with transaction.atomic():
            answer = case.call(**_sent_with(w, key))
            found.statuses[answer.status_code] += 1
            try:
                case.validate_response(answer, CHECKS)
            except FailureGroup as wrong:
                found.wrong.append(f"{operation.label} {answer.status_code}: {wrong}")
            transaction.set_rollback(True)

    ask()


def _rows(w: Standing, path: str) -> list[int | None]:
    """None: whatever number is made up. The rows of the citizen in NORD come more often."""
    noun = path.split("/")[3]
    if "{id}" not in path or noun in ABOUT_NOBODY:
        return [None, 1] if "{id}" in path else [None]
    told = w.world.cast["plain"]
    return [None, NOUNS[noun](told), NOUNS[noun](w.world.cast["protected"])]
