"""The second wall: PostgreSQL itself shows a web request only the cases in its actor's reach.

Row-level security (interventions/migrations/0007_wall.py says on which tables, and which rows)
knows units, responsibility, functions, stand-ins, broken glass and kinship, not the finer
permissions: it is there for the day when somebody forgets a filter. A web process connects with
the wall closed, and each request raises it for its actor inside its own transaction; commands
and time connect with it open.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from accounts.actor import Actor
from accounts.grants import FUNCTION_GRANTS
from accounts.roles import Role

OPEN, CLOSED = "open", "closed"  # the third word, `up`, is the database's own
BY_UNIT = (Role.CASEWORKER, Role.TEAM_LEAD, Role.INTEGRATOR)

RAISE = "SELECT raise_wall(%s, %s, %s, %s, %s)"
SET = "SELECT set_config('app.wall', %s, true)"
LOOK_BEYOND = "SELECT current_setting('app.wall', true), set_config('app.wall', 'open', true)"
EXEMPT = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def raise_wall(by: Actor) -> None:
    """For the rest of the transaction, which must have begun. One query."""
    unit = by.unit_id if by.role in BY_UNIT else 0
    held = (
        [] if by.must_promise else [f for f, (who, _) in FUNCTION_GRANTS.items() if who == by.role]
    )
    _ask(RAISE, by.user_id or 0, unit or 0, held, by.today, by.now)


@contextmanager
def beyond() -> Iterator[None]:
    """For what must look past one's own reach and tells no more than it may: whether a number is
    known, how many there are elsewhere. Each use says beside it why. A queryset that is built
    inside must also be evaluated inside.
    """
    with nullcontext() if connection.in_atomic_block else transaction.atomic():
        before = _ask(LOOK_BEYOND) or CLOSED
        try:
            yield
        finally:
            # A failed transaction answers nothing, and rolled back it stands as before.
            if before != OPEN and not _has_failed():
                _ask(SET, before)


def is_exempt() -> bool:
    """Whether the database's role goes past every wall, as a superuser does."""
    return bool(_ask(EXEMPT))


def _ask(statement: str, *values: Any) -> Any:
    """The first column of the one row."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (first, *_) = cursor.fetchone() or [None]
    return first


def _has_failed() -> bool:
    status = connection.connection.info.transaction_status
    return connection.needs_rollback or status == TransactionStatus.INERROR
