"""Nothing of permissions.csv is skipped in silence, and no address of the API goes unasked."""

from __future__ import annotations

from tests.permissions.adapter import ASKS
from tests.permissions.table import LATER, exceptions, rows

ALL, LATER_ROWS, NOW_ROWS, MOST_EXCEPTIONS = 2057, 284, 1773, 40


def test_every_row_is_asked_later_or_an_exception_with_a_reason() -> None:
    later = [row for row in rows() if row.resource in LATER]
    asked = [row for row in rows() if row.resource not in LATER and row.key not in exceptions()]
    assert len(rows()) == ALL
    assert len(later) == LATER_ROWS
    assert len(asked) == NOW_ROWS - len(exceptions())
    assert {(row.resource, row.action) for row in asked} <= ASKS.keys()


def test_there_are_at_most_forty_exceptions_and_each_names_a_row() -> None:
    keys = {row.key for row in rows()}
    assert len(exceptions()) <= MOST_EXCEPTIONS
    assert set(exceptions()) <= keys
    assert all(len(reason) > 20 for reason in exceptions().values())


def test_no_two_rows_are_the_same() -> None:
    assert len({row.key for row in rows()}) == len(rows())
