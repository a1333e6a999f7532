"""Addresses of the API that no row of the table asks, each with what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver

# About no citizen: told to everybody alike, or an administrator's (tests of their own).
NOT_ABOUT_A_PERSON = {
    "api-nowhere", "api-schema", "api-docs",
    "api-user-enable", "api-user-link", "api-user-link-agree",
    "api-role-propose", "api-role-end", "api-role-proposals",
    "api-role-decide", "api-token-revoke", "api-webhooks", "api-webhook-stop",
    "api-webhook-events", "api-events", "api-conflicts",
}  # fmt: skip


# About a person, and asked beside the table: tests/interventions/api/test_day.py,
# test_registrations.py and test_papers_kept.py.
BESIDE_THE_TABLE = {"api-day", "api-registrations", "api-registration", "api-allocations"}


# Pages on which no citizen stands: signing in, an administrator's, the registers of the city.
PAGES_ABOUT_NO_PERSON = {
    "healthz", "readyz", "sign-in", "sign-out", "choose-role", "confirm", "promise",
    "choose-password", "user-link-agree", "conflicts",
    "role-decide", "role-end", "token-revoke", "webhook", "webhook-stop",
    "company-add", "company-change", "company-unit", "company-unit-add",
    "danish-team", "danish-team-new", "danish-teams",
    "reports",  # the same page as progression-report
}  # fmt: skip


def page_names() -> set[str]:
    """The names of all addresses outside /api/."""
    return {
        name
        for route, name in _routes(get_resolver().url_patterns, "")
        if not route.lstrip("^").startswith("api/")
    }


def api_names() -> set[str]:
    """The names of all addresses under /api/."""
    return {
        name
        for route, name in _routes(get_resolver().url_patterns, "")
        if route.lstrip("^").startswith("api/")
    }


def _routes(patterns: Any, before: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route, pattern.name
