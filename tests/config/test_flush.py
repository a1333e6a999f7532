"""What puts the database back after a test that commits."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection

from cases.models import Code
from interventions.models import RuleVersion
from tests.make import make_unit
from tests.plugins.database import all_rows, put_back

GUARDED_TABLE = """
    CREATE TABLE guarded (n int);
    INSERT INTO guarded VALUES (1);
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
    CREATE TRIGGER no_delete BEFORE DELETE OR TRUNCATE ON guarded EXECUTE FUNCTION refuse();
"""


@pytest.fixture
def _guarded_table(transactional_db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(GUARDED_TABLE)
        yield
        cursor.execute("DROP TABLE guarded; DROP FUNCTION refuse()")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("_guarded_table")
def test_what_is_append_only_is_emptied_and_guarded_again() -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM guarded")
    before = all_rows()
    put_back({name: rows for name, rows in before.items() if name != "guarded"})
    assert all_rows().keys() == before.keys() - {"guarded"}
    run("INSERT INTO guarded VALUES (2)")
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM guarded")


@pytest.mark.django_db(transaction=True)
def test_what_was_there_is_there_again_row_by_row_and_what_is_new_is_gone() -> None:
    before, versions = all_rows(), RuleVersion.objects.count()
    Code.objects.update(label="Skrevet over")
    RuleVersion.objects.all().delete()
    make_unit("SYD")
    put_back(before)
    assert all_rows() == before
    assert RuleVersion.objects.count() == versions > 0
    assert not Code.objects.filter(label="Skrevet over").exists()
