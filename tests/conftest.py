import gc
from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

pytest_plugins = ["tests.plugins.database", "tests.plugins.kept", "tests.plugins.wall"]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What has been imported stays: looked through at each collection, it cost every tenth second.

    The thresholds are those of a process that makes many short-lived objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_weighed_lightly() -> Iterator[None]:
    """Argon2 as always, but what nobody will attack need not cost a quarter of a second."""
    with pytest.MonkeyPatch.context() as patch:
        for cost, lightly in (("time_cost", 1), ("memory_cost", 8), ("parallelism", 1)):
            patch.setattr(Argon2PasswordHasher, cost, lightly)
        yield
