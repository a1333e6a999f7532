"""A move that was made, as its consequences see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.actor import Actor
from cases.models import Case, Event


@dataclass(frozen=True)
class Made:
    """The locked row as it stands now, its case, the event, and what was typed.

    `then(row, move, data)` makes a further move that follows from this one and needs no
    permission of its own.
    """

    row: Any
    case: Case
    event: Event
    values: dict[str, Any]
    by: Actor
    then: Callable[[Any, str, dict[str, Any]], Any]
