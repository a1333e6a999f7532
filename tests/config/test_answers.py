"""What is true of every answer, and what people read when something went wrong."""

import json
import logging
import time
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from config import views


@pytest.fixture
def signed_in(db: None, client: Client) -> Client:
    client.force_login(User.objects.create(username="anna", name="Anna"))
    return client


@pytest.fixture
def _nothing_remembered() -> Iterator[None]:
    views._seen_ready.clear()
    yield
    views._seen_ready.clear()


def test_healthz_answers_without_the_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.usefixtures("db", "_nothing_remembered")
def test_readyz_says_ready_and_remembers_what_it_looked_up(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert client.get("/readyz").content == b"klar\n"
    with django_assert_num_queries(1):
        assert client.get("/readyz").status_code == 200


@pytest.mark.usefixtures("db", "_nothing_remembered")
def test_readyz_says_when_migrations_are_missing(client: Client) -> None:
    with mock.patch.object(views.MigrationExecutor, "migration_plan", return_value=["0001"]):
        response = client.get("/readyz")
    assert (response.status_code, response.content.decode()) == (503, "migreringer mangler\n")


@pytest.mark.usefixtures("db", "_nothing_remembered")
def test_readyz_says_when_the_role_would_see_past_the_second_wall(client: Client) -> None:
    with mock.patch.object(views, "is_exempt", return_value=True):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert "SUPERUSER" in response.content.decode()


def test_readyz_says_when_the_database_does_not_answer(client: Client) -> None:
    with mock.patch.object(views.connection, "cursor", side_effect=OperationalError):
        response = client.get("/readyz")
    assert (response.status_code, response.content.decode()) == (503, "databasen svarer ikke\n")


def test_every_answer_carries_the_headers_of_privacy(client: Client) -> None:
    headers = client.get("/healthz", headers={"X-Request-Id": "0101901234"}).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert len(headers["X-Request-Id"]) == 32  # our own, whatever the client sent


def test_the_request_line_holds_the_route_and_no_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="forlob.request"):
        client.get("/healthz?q=Ærøskøbing")
    fields: dict[str, Any] = caplog.records[-1].fields  # type: ignore[attr-defined]
    assert {**fields, "ms": 0, "request": ""} == {
        "request": "", "method": "GET", "route": "healthz", "status": 200, "ms": 0,
    }  # fmt: skip


def test_a_session_slides_at_most_once_a_minute(signed_in: Client) -> None:
    signed_in.get("/healthz")
    first = signed_in.session["seen"]
    signed_in.get("/healthz")
    assert signed_in.session["seen"] == first
    with mock.patch("config.middleware.time.time", return_value=time.time() + 61):
        signed_in.get("/healthz")
    assert signed_in.session["seen"] >= first + 60


@pytest.mark.django_db
def test_a_visitor_gets_no_session(client: Client) -> None:
    client.get("/healthz")
    assert "forlob" not in client.cookies


@pytest.mark.parametrize(
    ("view", "error", "status", "sentence"),
    [
        (views.bad_request, SuspiciousOperation(), 400, "kunne ikke læse"),
        (views.forbidden, PermissionDenied(), 403, "Din rolle giver ikke adgang"),
        (views.not_found, LookupError(), 404, "Siden findes ikke"),
        (views.csrf_failure, "token", 403, "for gammel til at blive sendt"),
    ],
)
def test_an_error_page_says_what_happened(
    view: Any, error: object, status: int, sentence: str, rf: RequestFactory
) -> None:
    response = view(rf.get("/borger/7/"), error)
    assert response.status_code == status
    assert sentence in response.content.decode()
    assert '<html lang="da">' in response.content.decode()


def test_the_same_bytes_for_everything_that_is_not_there(signed_in: Client) -> None:
    assert signed_in.get("/findes-ikke/1/").content == signed_in.get("/heller-ikke/").content


@pytest.mark.urls("tests.config.failing_urls")
@pytest.mark.parametrize(
    ("address", "status", "sentence", "retry_after"),
    [
        ("/database/", 503, "Databasen svarer ikke", "5"),
        ("/brud/", 500, "blev ikke gennemført", None),
    ],
)
@pytest.mark.django_db
def test_a_failure_shows_a_page_without_its_cause(
    address: str, status: int, sentence: str, retry_after: str | None, client: Client
) -> None:
    client.raise_request_exception = False
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert sentence in page
    assert "1234" not in page
    assert response.headers.get("Retry-After") == retry_after


def test_the_api_answers_with_problem_details(client: Client) -> None:
    response = client.get("/api/findes-ikke/")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "title": "Findes ikke", "status": 404, "code": "http_404",
    }  # fmt: skip
