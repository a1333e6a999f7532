"""What a walk decides by chance: one byte a throw, so that drawing costs nothing and shrinks well.

The same bytes make the same choices again, also on another case (R9).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice:
    """When the bytes have run out every throw is 0: the first thing, the least number, no."""

    def __init__(self, throws: bytes) -> None:
        self.throws, self.thrown = throws, 0

    def throw(self) -> int:
        self.thrown += 1
        return self.throws[self.thrown - 1] if self.thrown <= len(self.throws) else 0

    @property
    def left(self) -> int:
        return len(self.throws) - self.thrown

    def one_of(self, things: Sequence[Thing]) -> Thing:
        return things[self.throw() % len(things)]

    def number(self, least: int, most: int) -> int:
        return least + self.throw() % (most - least + 1)

    def once_in(self, times: int) -> bool:
        return self.throw() % times == 1
