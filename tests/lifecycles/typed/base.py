"""How form data of moves are written down: a function of the row and the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.localtime import instant

WEEK = timedelta(days=7)

Data = Callable[[Any, date], dict[str, Any]]


def morning(day: date) -> datetime:
    return instant(day, time(9))


def fixed(**values: Any) -> Data:
    return lambda _row, _on: dict(values)
