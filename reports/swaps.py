"""Other tables that fit: what could be added to some cells so that all sums stay as they are.

A `Swap` is the proof that a small number cannot be computed from what is shown. This module looks
for the one that costs the reader least; `reports.suppression` hides what the swaps change.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

SMALLEST_SHOWN: Final = 5

Cell = tuple[int, str]  # number of the row, name of the measure
Key = tuple[str, ...]  # one row's values of the dimensions, in their order
Swap = Mapping[Cell, int]


def is_small(value: object) -> bool:
    """Whether a count must not be shown as it is."""
    return isinstance(value, int) and 0 < value < SMALLEST_SHOWN


@dataclass(frozen=True, order=True)
class Cost:
    """What a swap costs, worst first. Weakness 0: the small number might as well be 5;
    1: every cell stays above 0; 2: a cell is 0, or becomes it.
    """

    weakness: int
    zeros: int
    newly_hidden: int
    importance: int  # the first measure is dearest
    row: int


@dataclass(frozen=True)
class Grid:
    """The finest rows: `keys[i]` and `counts[i]` belong together."""

    keys: Sequence[Key]
    counts: Sequence[Mapping[str, int]]
    measures: tuple[str, ...]

    @cached_property
    def totals(self) -> Mapping[str, int]:
        return {name: sum(row[name] for row in self.counts) for name in self.measures}

    @cached_property
    def near(self) -> Mapping[Key, Sequence[int]]:
        """The rows that begin with the same values, for each beginning of a key."""
        found: dict[Key, list[int]] = {}
        for row, key in enumerate(self.keys):
            for length in range(len(key)):
                found.setdefault(key[:length], []).append(row)
        return found

    def rectangle(self, cell: Cell, hidden: Collection[Cell]) -> Swap | None:
        """Two rows and two measures; no sum of a row or a measure changes."""
        row, measure = cell

        def swaps(other: int) -> Iterator[Swap]:
            for beside in self.measures:
                if beside != measure:
                    yield {cell: 1, (row, beside): -1, (other, measure): -1, (other, beside): 1}

        return self._nearest(row, {row}, swaps, hidden)

    def pair(self, cell: Cell, own: Collection[int], hidden: Collection[Cell]) -> Swap | None:
        """The same measure in a row outside `own`; the sums of the two rows change."""
        row, measure = cell

        def swaps(other: int) -> Iterator[Swap]:
            yield {cell: 1, (other, measure): -1}

        return self._nearest(row, own, swaps, hidden)

    def _nearest(
        self,
        row: int,
        own: Collection[int],
        swaps: Callable[[int], Iterable[Swap]],
        hidden: Collection[Cell],
    ) -> Swap | None:
        """The cheapest swap, in either direction, with the nearest rows that have one."""
        for others in self._others(row, own):
            fitting = [
                directed
                for other in others
                for swap in swaps(other)
                for directed in (swap, {at: -by for at, by in swap.items()})
                if all(self.counts[at][name] + by >= 0 for (at, name), by in directed.items())
            ]
            if fitting:
                return min(fitting, key=lambda swap: self._cost(swap, hidden))
        return None

    def _others(self, row: int, own: Collection[int]) -> Iterator[list[int]]:
        """Rows outside `own`, nearest first: those that share the longest beginning."""
        key = self.keys[row]
        seen = {row, *own}
        for length in range(len(key) - 1, -1, -1):
            others = [other for other in self.near[key[:length]] if other not in seen]
            yield others
            seen.update(others)

    def _cost(self, swap: Swap, hidden: Collection[Cell]) -> Cost:
        before = [self.counts[row][measure] for row, measure in swap]
        shown = [at for at, count in zip(swap, before, strict=True) if not is_small(count)]
        payers = [count for count, by in zip(before, swap.values(), strict=True) if by < 0]
        positive = min(payers) > 1 and 0 not in before
        places = [self.measures.index(measure) for _, measure in swap]
        return Cost(
            weakness=0 if positive and min(payers) >= SMALLEST_SHOWN else 1 if positive else 2,
            zeros=before.count(0),
            newly_hidden=sum(at not in hidden for at in shown),
            importance=-sum(places),
            row=max(row for row, _ in swap),
        )
