"""What all tests of a module look at is written once, in a transaction around them all.

Each test still has its own inside, so that what one changes the next does not see:

    @pytest.fixture(scope="module")
    def case(kept: Kept) -> Case:
        return kept(make_case("2024-01-02"))
"""

from collections.abc import Iterator
from typing import Any, TypeVar

import pytest
from django.db import connection, transaction
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


class Kept:
    """The rows that the module's fixtures hand to every test."""

    def __init__(self) -> None:
        self.rows: list[Model] = []

    def __call__(self, row: Row) -> Row:
        self.rows.append(row)
        # What is put off to the end of the transaction would be asked again after each test.
        connection.check_constraints()
        return row


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Kept]:
    """For fixtures of module scope that write; tests that commit must stand in other modules."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Kept()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _as_it_was_written(request: pytest.FixtureRequest) -> None:
    """A test may have changed the object in its hands, and not only the row.

    Not refresh_from_db: the state of a lifecycle may not be set by hand.
    """
    if "kept" in request.fixturenames:
        request.getfixturevalue("db")
        for row in request.getfixturevalue("kept").rows:
            row.__dict__ = type(row)._default_manager.get(pk=row.pk).__dict__
