"""One move after the other on one step, where the moves tell the whole story."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from config.demo.character import Act
from config.demo.story import Story

Data = Callable[[Story], dict[str, Any]]
Words = Mapping[str, Data]


def fixed(**values: Any) -> Data:
    return lambda _story: values


def chain(s: Story, kind: str, words: Words, *moves: str, start: int, every: int) -> Act:
    """The moves in this order, the first `start` days after the handover.

    `words` are what the form of each move asks for.
    """
    for number, name in enumerate(moves):
        yield s.after(start + number * every)
        yield from s.active()
        step = s.unbegun(kind) if number == 0 else s.step(kind)
        s.move(step, name, **words.get(name, fixed())(s))


def suggested(s: Story, kind: str, start: int) -> Act:
    """A step is added, and nothing has come of it yet."""
    yield s.after(start)
    s.unbegun(kind)
