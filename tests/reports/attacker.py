"""A reader who subtracts: every table of counts that fits all the numbers that are shown.

Written apart from the program: it knows nothing of swaps, only that counts are 0 or more, that
sums are sums, and that a hidden grand total is 1-4. It tries whole tables.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from reports.suppression import MARK, Choice

Rows = list[dict[str, int | str]]
Cell = tuple[int, str]
Equation = tuple[frozenset[Cell], int]


def table(*lines: Sequence[int], measures: str = "abc") -> Rows:
    """Rows "0", "1", …; one measure per letter."""
    return [
        {"row": str(at), **dict(zip(measures, line, strict=False))} for at, line in enumerate(lines)
    ]


def could_differ(
    rows: Sequence[Mapping[str, object]], cells: Iterable[Cell], published: Sequence[Equation]
) -> bool:
    """Whether the sum of `cells` may be another number than it is, for all the reader knows."""
    target = frozenset(cells)
    actual = sum(int(str(rows[row][measure])) for row, measure in target)
    others = sorted(range(actual + 12), key=lambda value: (abs(value - actual), value))[1:]
    return any(_fits([*published, (target, value)]) for value in others)


def equations(
    rows: Sequence[Mapping[str, object]],
    dimensions: Sequence[str],
    measures: Sequence[str],
    choices: Iterable[tuple[Choice, Mapping[str, str]]],
    *,
    row_total: str = "",
) -> list[Equation]:
    """What the shown numbers say. Each choice comes with the filter it was made with."""
    known: set[Equation] = set()
    for choice, where in choices:
        lines = [(line, {**where, **_keys(line, dimensions)}) for line in choice.rows]
        for numbers, keys in [*lines, (choice.totals, dict(where))]:
            inside = [i for i, row in enumerate(rows) if all(row[k] == v for k, v in keys.items())]
            for name in (*measures, *([row_total] if row_total else [])):
                shown = numbers[name]
                if shown != MARK:
                    columns = measures if name == row_total else [name]
                    known.add((frozenset(product(inside, columns)), int(shown)))
    return sorted(known, key=lambda equation: (len(equation[0]), sorted(equation[0])))


def with_hidden_totals(
    known: Sequence[Equation], hidden: Sequence[frozenset[Cell]]
) -> Iterator[list[Equation]]:
    """Every way in which the hidden grand totals may be 1-4."""
    for values in product(range(1, 5), repeat=len(hidden)):
        yield [*known, *zip(hidden, values, strict=True)]


def _keys(line: Mapping[str, object], dimensions: Sequence[str]) -> dict[str, str]:
    return {name: str(line[name]) for name in dimensions if name in line}


def _fits(equations: list[Equation]) -> bool:
    """Whether some table of counts satisfies all of them."""
    if any(value < 0 or (not cells and value) for cells, value in equations):
        return False
    open_ones = [equation for equation in equations if equation[0]]
    if not open_ones:
        return True
    cells, value = min(open_ones, key=lambda equation: (len(equation[0]), equation[1]))
    cell = min(cells)
    tries = [value] if len(cells) == 1 else range(value + 1)
    return any(_fits([_given(equation, cell, count) for equation in open_ones]) for count in tries)


def _given(equation: Equation, cell: Cell, count: int) -> Equation:
    cells, value = equation
    return (cells - {cell}, value - count) if cell in cells else equation
