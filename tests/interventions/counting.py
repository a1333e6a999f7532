"""How many questions a page asks the database."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BORDERS = ("SAVEPOINT", "RELEASE SAVEPOINT")  # the request's own transaction, inside the test's


def queries_of(client: Client, url: str) -> int:
    """Of the second visit, when the session has been seen this minute."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return sum(not query["sql"].startswith(BORDERS) for query in asked.captured_queries)
