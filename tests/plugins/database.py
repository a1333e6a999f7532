"""Tests that commit: tables are emptied after them although triggers guard the trail.

config/settings.py gives every test run its own embedded server (or TEST_DATABASE_URL), and
pytest-django one database per pytest-xdist worker.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

GUARDED = """
    SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace
"""


@contextmanager
def triggers_lifted() -> Iterator[None]:
    """Every trigger of our own is off inside, so that TRUNCATE may empty what is append-only."""
    with connection.cursor() as cursor:
        cursor.execute(GUARDED)
        tables = [name for (name,) in cursor.fetchall()]
    try:
        _alter(tables, "DISABLE")
        yield
    finally:
        _alter(tables, "ENABLE")


def _alter(tables: list[str], word: str) -> None:
    statement = sql.SQL("ALTER TABLE {} {} TRIGGER USER")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(statement.format(sql.Identifier(table), sql.SQL(word)))


@pytest.fixture(scope="session", autouse=True)
def _emptied_tables_get_their_codes_back() -> Iterator[None]:
    """After the flush of a committing test the next one finds the code tables and the law."""
    flush = TransactionTestCase._fixture_teardown

    def flush_and_load(case: Any) -> None:
        with triggers_lifted():
            flush(case)
        for loader in ("load_codes", "load_law", "load_instruments"):
            call_command(loader, verbosity=0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_and_load)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Threads of a live server keep their connections; a database that is dropped has none."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
