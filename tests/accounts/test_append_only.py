"""The database itself refuses to change or empty the trail and the history of events.

No fixture lifts the triggers here.
"""

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from accounts.models import AuditEvent
from cases.models import Event
from tests.make import make_case

pytestmark = pytest.mark.django_db

STATEMENTS = [
    "UPDATE {} SET role = 'x'",
    "UPDATE {} SET role = 'x' WHERE false",
    "DELETE FROM {}",
    "DELETE FROM {} WHERE id = 0",
    "TRUNCATE {}",
    "TRUNCATE {} CASCADE",
]


@pytest.mark.parametrize("table", ["accounts_auditevent", "cases_event"])
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses(table: str, statement: str) -> None:
    make_case("2024-03-05")
    connection.check_constraints()  # what is pending would refuse TRUNCATE before the trigger does
    before = AuditEvent.objects.count(), Event.objects.count()
    with (
        pytest.raises((ProgrammingError, InternalError), match=f"{table} is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    assert (AuditEvent.objects.count(), Event.objects.count()) == before
    assert min(before) > 0


def test_the_models_are_refused_too() -> None:
    make_case("2024-03-05")
    for model in (AuditEvent, Event):
        row = model.objects.first()
        assert row is not None
        for attempt in (row.save, row.delete, lambda m=model: m.objects.update(role="x")):
            with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
                attempt()


def test_a_new_row_is_welcome() -> None:
    case = make_case("2024-03-05")
    assert Event.objects.filter(case=case).count() == 2
