"""Every row of permissions.csv, asked of the API and the pages of a world that has it all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import resolve

from config.world.building import build
from tests.make import at
from tests.permissions.adapter import ASKS
from tests.permissions.adapter.citizens import steps_read
from tests.permissions.judging import wrong
from tests.permissions.prepared import PREPARED
from tests.permissions.routes import BESIDE_THE_TABLE, NOT_ABOUT_A_PERSON, api_names
from tests.permissions.standing import NOW, ROOT, Ask, Standing
from tests.permissions.table import LATER, Row, exceptions, rows

ASKED = [row for row in rows() if row.resource not in LATER]
MORE = rows("permissions_more.csv")
SEED = 7
pytestmark = pytest.mark.django_db  # each row in a savepoint of its own


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Standing]:
    """The world, once; the clock stands still in it."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.utils.timezone.now", lambda: at(NOW))
        yield Standing(build(SEED, at(NOW)))
        transaction.set_rollback(True)


@pytest.fixture
def undone(standing: Standing, db: None) -> Iterator[Standing]:
    """What a row does is undone before the next one."""
    before = standing.before
    yield standing
    standing.before = before


def asks_of(w: Standing, row: Row) -> list[Ask]:
    asks = ASKS[row.resource, row.action](w, row)
    if (row.resource, row.action) == ("citizen", "read"):
        asks += steps_read(w, row)
    return asks


def test_every_address_of_the_api_is_asked_or_about_no_person(undone: Standing) -> None:
    asks = [
        ask
        for row in {(r.resource, r.action, r.fieldset): r for r in (*MORE, *ASKED)}.values()
        for ask in asks_of(undone, row)
    ]
    named = {
        resolve(ask.url.partition("?")[0]).view_name for ask in asks if ask.url.startswith(ROOT)
    }
    assert api_names() - named - NOT_ABOUT_A_PERSON == BESIDE_THE_TABLE
    assert NOT_ABOUT_A_PERSON - api_names() == set()
    assert NOT_ABOUT_A_PERSON & named == set()


@pytest.mark.parametrize("row", [*ASKED, *MORE], ids=lambda row: f"{row.number}-{row.key}")
def test_the_row_holds(undone: Standing, row: Row) -> None:
    if row.key in exceptions():
        pytest.skip(exceptions()[row.key])
    key = undone.who(row)
    asks = asks_of(undone, row)
    if prepare := PREPARED.get((row.resource, row.action, row.fieldset)):
        asks = prepare(undone, row, asks)
    answers = [undone.ask(key, ask) for ask in asks]
    if problems := wrong(undone, row, answers):
        pytest.fail("; ".join(problems), pytrace=False)
