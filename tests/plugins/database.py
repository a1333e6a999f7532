"""Tests that commit: the database is put back as the migrations left it, in no time.

config/settings.py gives every test run its own embedded server (or TEST_DATABASE_URL), and
pytest-django one database per pytest-xdist worker.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from psycopg import sql
from psycopg._preparing import PrepareManager

from accounts.wall import beyond

TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
HAS_ROWS = "SELECT {name} WHERE EXISTS (SELECT FROM {table})"

Rows = dict[str, bytes]


def filled_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
        asked = [sql.SQL(HAS_ROWS).format(name=n, table=sql.Identifier(n)) for n in names]
        cursor.execute(sql.SQL(" UNION ALL ").join(asked))
        return {name for (name,) in cursor.fetchall()}


def all_rows() -> Rows:
    """Every row by table, in the database's own format (COPY)."""
    return {table: _rows_of(table) for table in filled_tables()}


def put_back(before: Rows) -> None:
    """Only the tables that have changed are written, also those that a trigger keeps append-only.

    The code tables and the law are read often and hardly ever written: they stay where they are.
    """
    with beyond(), transaction.atomic():
        changed = [name for name in filled_tables() if name not in before]
        changed += [name for name, rows in before.items() if _rows_of(name) != rows]
        _on_each(changed, "ALTER TABLE {} DISABLE TRIGGER USER")
        _on_each(changed, "DELETE FROM {}")
        for table, rows in before.items():
            if table in changed:
                _write(table, rows)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _on_each(changed, "ALTER TABLE {} ENABLE TRIGGER USER")


def _rows_of(table: str) -> bytes:
    statement = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        return b"".join(copy)


def _write(table: str, rows: bytes) -> None:
    statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(rows)


def _on_each(tables: list[str], statement: str) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(table)))


class Migrated:
    """The database as the migrations left it. A committing test ends with putting it back,
    unless its module keeps one world for several tests (`committed`).
    """

    def __init__(self) -> None:
        self._before = all_rows()
        self._stands = False

    def after_test(self) -> None:
        if not self._stands:
            put_back(self._before)

    @contextmanager
    def one_world(self) -> Iterator[None]:
        self._stands = True
        try:
            yield
        finally:
            self._stands = False
            put_back(self._before)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[Migrated]:
    with django_db_blocker.unblock():
        migrated = Migrated()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: migrated.after_test())
        # At a ROLLBACK psycopg forgets the plans, since what it created may be gone. Each test
        # ends with one, and none changes the schema.
        patch.setattr(PrepareManager, "_should_discard", lambda *_: False)
        yield migrated
    with django_db_blocker.unblock():
        _let_go()


def _let_go() -> None:
    """Threads of a live server keep their connections; a database that is dropped has none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )


@pytest.fixture(scope="module")
def committed(django_db_setup: Migrated, django_db_blocker: Any) -> Iterator[None]:
    """What a module's committing tests and fixtures write stands until its last test is done."""
    with django_db_blocker.unblock(), django_db_setup.one_world():
        yield
