"""Requests to pages: a page that is read, and a form that is shown and then sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.permissions.asking import Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row

Asks = Callable[[Standing, Row], list[Ask]]
GONE = 302  # where a form leads when it was carried out


def form(path: str, data: Any, writes: str, *, ok: int = GONE) -> list[Ask]:
    """The form is asked for first: whoever may not send it is not shown it either."""
    return [Ask("GET", path), Ask("POST", path, data, writes=writes, ok=ok)]


def of_case(w: Standing, row: Row, rest: str = "") -> str:
    return f"/sager/{w.told(row).case.pk}/{rest}"


def registering(name: str, data: Any, writes: str, about: str = "") -> Asks:
    """The form `name` on the case; `about` is the key of what ?id= names."""

    def asks(w: Standing, row: Row) -> list[Ask]:
        told = w.told(row)
        known = {**told.others, **told.steps, **told.notes}
        query = f"?id={known[about]}" if about else ""
        version = {"version": told.again().version}
        return form(of_case(w, row, f"registrer/{name}/{query}"), {**data, **version}, writes)

    return asks


def getting(path: str) -> Asks:
    """A page; {case} is the case's number."""
    return lambda w, row: [Ask("GET", path.format(case=w.told(row).case.pk))]
