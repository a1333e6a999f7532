import gc

import pytest

pytest_plugins = ["tests.plugins.database", "tests.plugins.kept", "tests.plugins.wall"]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What has been imported stays: looked through at each collection, it cost every tenth second.

    The thresholds are those of a process that makes many short-lived objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
