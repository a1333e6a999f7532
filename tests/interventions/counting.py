"""How many questions a page asks the database."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# The request's own transaction, inside the test's, and the one question that raises its wall.
BORDERS = ("SAVEPOINT", "RELEASE SAVEPOINT", "SELECT raise_wall(")


def is_border(query: Any) -> bool:
    return str(query["sql"]).startswith(BORDERS)


def queries_of(client: Client, url: str) -> int:
    """Of the second visit, when the session has been seen this minute."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return sum(not is_border(query) for query in asked.captured_queries)
