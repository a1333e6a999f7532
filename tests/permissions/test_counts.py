"""Nothing of permissions.csv is skipped in silence, and no address of the API goes unasked."""

from __future__ import annotations

from tests.permissions.adapter import ASKS
from tests.permissions.table import ASKED, GROUPS, LATER, MORE, exceptions, rows

ALL, LATER_ROWS, NOW_ROWS, MOST_EXCEPTIONS = 2057, 284, 1773, 40


def test_every_row_is_asked_later_or_an_exception_with_a_reason() -> None:
    later = [row for row in rows() if row.resource in LATER]
    assert len(rows()) == ALL
    assert len(later) == LATER_ROWS
    assert len(ASKED) == NOW_ROWS - len(exceptions()) == 1744
    assert sum(map(len, GROUPS.values())) == len(ASKED) + len(MORE) == 1883
    assert {(row.resource, row.action) for row in ASKED} <= ASKS.keys()


def test_there_are_at_most_forty_exceptions_and_each_names_a_row() -> None:
    keys = {row.key for row in rows()}
    assert len(exceptions()) <= MOST_EXCEPTIONS
    assert set(exceptions()) <= keys
    assert all(len(reason) > 20 for reason in exceptions().values())


def test_no_two_rows_are_the_same() -> None:
    assert len({row.key for row in rows()}) == len(rows())
