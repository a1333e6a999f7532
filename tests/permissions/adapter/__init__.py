"""(resource, action) of permissions.csv → the requests that ask it.

The first request is the one whose status the row names; those after it must be refused alike, or
leave out the same.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.permissions.adapter import (
    accounts,
    bulk,
    citizens,
    mentors,
    more,
    openings,
    papers,
    reports,
    steps,
)
from tests.permissions.asking import Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row

Asks = Callable[[Standing, Row], list[Ask]]

ASKS: dict[tuple[str, str], Asks] = {
    **citizens.ASKS,
    **papers.ASKS,
    **steps.ASKS,
    **mentors.ASKS,
    **openings.ASKS,
    **reports.ASKS,
    **bulk.ASKS,
    **accounts.ASKS,
    **more.ASKS,
}


def asks_of(w: Standing, row: Row) -> list[Ask]:
    asks = ASKS[row.resource, row.action](w, row)
    if (row.resource, row.action) == ("citizen", "read"):
        asks += citizens.steps_read(w, row)
    return asks
