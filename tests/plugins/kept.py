"""What all tests of a module look at is written once, in a transaction around them all.

Each test still has its own inside, so that what one changes the next does not see.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For fixtures of module scope that write; tests that commit must stand in other modules."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
