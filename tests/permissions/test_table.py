"""Every row of permissions.csv, asked of the API and the pages of a world that has it all.

One test asks all rows of one role in one relation, each in a savepoint of its own, and names every
row that does not hold.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import resolve

from cases.models import Citizen
from tests.permissions.adapter import asks_of
from tests.permissions.asking import ROOT
from tests.permissions.judging import wrong
from tests.permissions.pages import NO_PAGE, PAGES
from tests.permissions.pages.judging import wrong as wrong_on_pages
from tests.permissions.prepared import PAGES_PREPARED, PREPARED
from tests.permissions.routes import (
    BESIDE_THE_TABLE,
    NOT_ABOUT_A_PERSON,
    PAGES_ABOUT_NO_PERSON,
    api_names,
    page_names,
)
from tests.permissions.standing import Standing
from tests.permissions.table import ALONE, ASKED, GROUPS, MORE, groups

PAGE_ROWS = [row for row in (*ASKED, *MORE, *ALONE) if (row.resource, row.action) not in NO_PAGE]
PAGE_GROUPS = groups(PAGE_ROWS)
# Each of them once, asked by somebody to whom all pages of the kind open.
FIRST_PAGE_ROWS = {(row.resource, row.action): row for row in reversed(PAGE_ROWS)}.values()
pytestmark = pytest.mark.django_db


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


def test_a_write_is_seen_and_undone_with_the_row(standing: Standing) -> None:
    citizen = standing.world.cast["plain"].case.citizen
    with standing.undone():
        Citizen.objects.filter(pk=citizen.pk).update(care_mark="Et andet")
        assert standing.changed() == ["cases_citizen"]
        assert standing.smuggled(standing.world.cast["plain"], set()) == ["citizen care_mark"]
    assert standing.changed() == []
    with standing.undone(), transaction.atomic():
        Citizen.objects.filter(pk=citizen.pk).update(care_mark="Et andet")
        transaction.set_rollback(True)
    assert standing.changed() == []


def test_every_page_is_asked_or_about_no_person(standing: Standing) -> None:
    """As a new page comes, it is asked here, or somebody says that no person stands on it."""
    named = set()
    for row in FIRST_PAGE_ROWS:
        with standing.undone():
            asks = PAGES[row.resource, row.action](standing, row)
            named |= {resolve(ask.path.partition("?")[0]).view_name for ask in asks}
    assert page_names() - named == PAGES_ABOUT_NO_PERSON


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


@pytest.mark.parametrize("group", PAGE_GROUPS, ids="-".join)
def test_the_rows_hold_on_the_pages(standing: Standing, group: tuple[str, str]) -> None:
    failed = {}
    for row in PAGE_GROUPS[group]:
        with standing.undone():
            if prepare := PAGES_PREPARED.get((row.resource, row.action, row.fieldset)):
                prepare(standing, row, [])
            asks = PAGES[row.resource, row.action](standing, row)
            answers = [standing.ask(standing.who(row), ask) for ask in asks]
            if problems := wrong_on_pages(standing, row, answers):
                failed[f"{row.number}-{row.key}"] = problems
    if failed:
        pytest.fail("\n".join(f"{key}: {'; '.join(f)}" for key, f in failed.items()), pytrace=False)
