"""The world of seed_world, once for each file of tests."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from config.world.building import build
from tests.make import at
from tests.permissions.standing import NOW, Standing

SEED = 7


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Standing]:
    """The world, once; the clock stands still in it."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("django.utils.timezone.now", lambda: at(NOW))
        # Every refusal would be written out with its traceback, and kept.
        patch.setattr(logging.getLogger("django.request"), "disabled", True)
        yield Standing(build(SEED, at(NOW)))
        transaction.set_rollback(True)


@pytest.fixture
def undone(standing: Standing, db: None) -> Iterator[Standing]:
    """What a test does is undone before the next one."""
    with standing.undone():
        yield standing
