"""Every row of permissions.csv, asked of the API and the pages of a world that has it all.

One test asks all rows of one role in one relation, each in a savepoint of its own, and names every
row that does not hold.
"""

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
from tests.permissions.asking import ROOT, Ask
from tests.permissions.judging import wrong
from tests.permissions.prepared import PREPARED
from tests.permissions.routes import BESIDE_THE_TABLE, NOT_ABOUT_A_PERSON, api_names
from tests.permissions.standing import NOW, Standing
from tests.permissions.table import ASKED, GROUPS, MORE, Row

SEED = 7
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Standing]:
    """The world, once; the clock stands still in it."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.utils.timezone.now", lambda: at(NOW))
        yield Standing(build(SEED, at(NOW)))
        transaction.set_rollback(True)


def asks_of(w: Standing, row: Row) -> list[Ask]:
    asks = ASKS[row.resource, row.action](w, row)
    if (row.resource, row.action) == ("citizen", "read"):
        asks += steps_read(w, row)
    return asks


def test_every_address_of_the_api_is_asked_or_about_no_person(standing: Standing) -> None:
    asks = [
        ask
        for row in {(r.resource, r.action, r.fieldset): r for r in (*MORE, *ASKED)}.values()
        for ask in asks_of(standing, row)
    ]
    named = {
        resolve(ask.url.partition("?")[0]).view_name for ask in asks if ask.url.startswith(ROOT)
    }
    assert api_names() - named - NOT_ABOUT_A_PERSON == BESIDE_THE_TABLE
    assert NOT_ABOUT_A_PERSON - api_names() == set()
    assert NOT_ABOUT_A_PERSON & named == set()


@pytest.mark.parametrize("group", GROUPS, ids="-".join)
def test_the_rows_hold_in_the_api(standing: Standing, group: tuple[str, str]) -> None:
    failed = {}
    for row in GROUPS[group]:
        with standing.undone():
            asks = asks_of(standing, row)
            if prepare := PREPARED.get((row.resource, row.action, row.fieldset)):
                asks = prepare(standing, row, asks)
            answers = [standing.ask(standing.who(row), ask) for ask in asks]
            if problems := wrong(standing, row, answers):
                failed[f"{row.number}-{row.key}"] = problems
    if failed:
        pytest.fail("\n".join(f"{key}: {'; '.join(f)}" for key, f in failed.items()), pytrace=False)
