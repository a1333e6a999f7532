"""DATABASES: a municipality's own PostgreSQL, or the embedded one when none is named."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from config.embedded.server import ROLE, Server
from config.environment import Environment
from config.postgres.base import BINDING

CONNECT_SECONDS = 3
OPEN = "-c app.wall=open"  # of accounts/wall.py: commands and time act for nobody


def databases(
    env: Environment, base_dir: Path, *, testing: bool, web: bool, owner: bool
) -> dict[str, dict[str, Any]]:
    """`web` processes get time limits; `owner` commands connect as the schema's owner."""
    names = ["TEST_DATABASE_URL"] if testing else ["DATABASE_URL"]
    if owner and not testing:
        names.insert(0, "MIGRATION_DATABASE_URL")
    url = next((env.text(name) for name in names if env.text(name)), "")
    settings = _named(url) if url else _embedded(embedded_server(base_dir, testing=testing))
    settings |= {
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": env.number("CONN_MAX_AGE", 600),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": settings.get("OPTIONS", {})
        | BINDING
        | {"connect_timeout": CONNECT_SECONDS, "options": _limits(env) if web else OPEN},
        "TEST": {"NAME": f"test_{env.text('TEST_RUN', default=_this_run())}"},
    }
    return {"default": settings}


def embedded_server(base_dir: Path, *, testing: bool) -> Server:
    """Tests have a server of their own, so that a test run never touches the demo."""
    name = "postgres-test" if testing else "postgres"
    return Server(data=base_dir / "var" / name, durable=not testing)


def _this_run() -> str:
    """Two test runs at once in one checkout do not meet; the workers of one run are told apart
    by pytest-xdist itself.
    """
    return os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"run{os.getpid()}"


def _named(url: str) -> dict[str, Any]:
    return {**dj_database_url.parse(url, engine="config.postgres")}


def _embedded(server: Server) -> dict[str, Any]:
    return {
        "ENGINE": "config.embedded",
        "NAME": ROLE,
        "USER": ROLE,
        "HOST": str(server.socket_dir),
        "SERVER": server,
    }


def _limits(env: Environment) -> str:
    limits = {
        "statement_timeout": env.number("WEB_STATEMENT_TIMEOUT_MS", 10_000),
        "lock_timeout": env.number("WEB_LOCK_TIMEOUT_MS", 3_000),
        "idle_in_transaction_session_timeout": env.number("WEB_IDLE_TRANSACTION_MS", 30_000),
    }
    times = " ".join(f"-c {name}={milliseconds}" for name, milliseconds in limits.items())
    return f"-c app.wall=closed {times}"
