"""Nothing of permissions.csv is skipped in silence, and no address of the API goes unasked."""

from __future__ import annotations

from tests.permissions.adapter import ASKS
from tests.permissions.pages import NO_PAGE, PAGES
from tests.permissions.pages.otherwise import OTHERWISE
from tests.permissions.table import ALONE, ASKED, GROUPS, LATER, MORE, exceptions, rows

ALL, LATER_ROWS, NOW_ROWS, MOST_EXCEPTIONS = 2057, 284, 1773, 40
PAGE_ROWS, PAGE_ROWS_ALONE, ANSWERED_OTHERWISE = 1749, 78, 14


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


def test_every_row_is_asked_of_a_page_or_there_is_none_and_it_is_said_why() -> None:
    rows_of_pages = [row for row in (*ASKED, *MORE) if (row.resource, row.action) not in NO_PAGE]
    assert len(rows_of_pages) == PAGE_ROWS
    assert len(ALONE) == PAGE_ROWS_ALONE
    assert {(row.resource, row.action) for row in (*rows_of_pages, *ALONE)} == PAGES.keys()
    assert {(row.resource, row.action) for row in ASKED} - PAGES.keys() == NO_PAGE.keys()
    assert len(OTHERWISE) == ANSWERED_OTHERWISE
    keys = {row.key for row in (*ASKED, *MORE)} | {
        f"{row.resource}/{row.action}/{row.expected}" for row in (*ASKED, *MORE)
    }
    assert OTHERWISE.keys() <= keys
