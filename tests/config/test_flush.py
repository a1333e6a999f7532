"""The fixture that empties append-only tables after a committing test, and its counterpart."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection

from tests.plugins.database import triggers_lifted

GUARDED_TABLE = """
    CREATE TABLE guarded (n int);
    INSERT INTO guarded VALUES (1);
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
    CREATE TRIGGER no_truncate BEFORE TRUNCATE ON guarded EXECUTE FUNCTION refuse();
"""


@pytest.fixture
def _guarded_table(transactional_db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(GUARDED_TABLE)
        yield
        cursor.execute("DROP TABLE guarded; DROP FUNCTION refuse()")


def truncate() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE guarded")


@pytest.mark.usefixtures("_guarded_table")
def test_triggers_are_lifted_inside_and_hold_again_outside() -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        truncate()
    with triggers_lifted():
        truncate()
    with pytest.raises(DatabaseError, match="append-only"):
        truncate()
