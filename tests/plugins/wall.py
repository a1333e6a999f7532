"""Requests of tests meet the second wall (accounts/wall.py) as those of a web process do.

The connection of a test stands open, for the test itself is nobody's request. Here it is closed
when a request begins, and again when the view's transaction has ended; whoever asks raises it in
between. What the wall itself asks is asked past Django, so that no test that counts sees it.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import psycopg
import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection

from accounts.wall import CLOSED, OPEN
from cases.middleware import RefusalMiddleware

SET = "SELECT set_config('app.wall', %s, false)"


def stand(word: str) -> None:
    """What the connection says of the wall from now on; nothing where there is no database."""
    try:
        connection.ensure_connection()
    except Exception:  # the test may not ask a database, or has taken it away
        return
    if connection.connection.info.transaction_status != psycopg.pq.TransactionStatus.INERROR:
        connection.connection.execute(SET, [word])


def closed_around(get_response: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(get_response)
    def answered(handler: BaseHandler, request: Any) -> Any:
        stand(CLOSED)
        try:
            return get_response(handler, request)
        finally:
            stand(OPEN)

    return answered


def closed_after(make_view_atomic: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(make_view_atomic)
    def made(handler: BaseHandler, view: Any) -> Any:
        atomic = make_view_atomic(handler, view)

        @wraps(view)
        def seen(*args: Any, **kwargs: Any) -> Any:
            try:
                return atomic(*args, **kwargs)
            finally:
                stand(CLOSED)

        return seen

    return made


def never_raised_in(process_view: Callable[..., Any]) -> Callable[..., Any]:
    """It stands outside of the view's transaction, where nobody has raised the wall yet."""

    @wraps(process_view)
    def processed(middleware: Any, request: Any, *view: Any) -> Any:
        request.walled = True  # says whoever would raise it
        response = process_view(middleware, request, *view)
        request.walled = False
        return response

    return processed


@pytest.fixture(scope="session", autouse=True)
def _requests_meet_the_wall() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseHandler, "get_response", closed_around(BaseHandler.get_response))
        patch.setattr(BaseHandler, "make_view_atomic", closed_after(BaseHandler.make_view_atomic))
        process_view = never_raised_in(RefusalMiddleware.process_view)
        patch.setattr(RefusalMiddleware, "process_view", process_view)
        yield
