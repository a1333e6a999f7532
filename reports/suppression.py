"""Small counts do not leave the house: 1-4 are hidden, and nothing shown gives them back.

**Shape.** Rows with the same dimensions and measures, one row per combination, such as
``{"unit": "NORD", "track": "ukraine", "quarter": "2026-1", "opened": 7, "closed": 0}``. Measures
are counts of persons, cases or deadlines. A sum over days is no count: name it in `follows`,
``{"late_days": "met_late"}``, and it is hidden exactly where its count is. A two-way table is the
same with one dimension and a measure per column, and `row_total` to name the sum of each row.

**Promise.** For every number of 1-4 (a cell, a total, or one of the `subtotals`) there is another
table which is equal in all that is shown, and in which that number is different. It is kept as a
swap: what to add to a few cells. A number is shown if and only if it is 0 or at least 5 and no
swap changes it. So whatever shown numbers somebody subtracts, more than one table fits.

A swap is a rectangle where there is one: the small cell, one beside it in its row, and the same
two measures in another row; so the sum of a row, which a reader may know from elsewhere, does not
give it back either. Cells of 5 and more are preferred, so that the hidden number might be 5; a 0
is hidden only where nothing else will do. The other row is the nearest: first the same values of
all dimensions but the last. So name first the dimension whose sub-totals are to stand, and first
the measure that is most to be kept. Totals over all rows stand unless they are 1-4 themselves;
a sub-total is also hidden when a small one beside it could be found by subtraction.

**Filters.** Suppress everything, then choose: a report on one unit or track hides the same cells
as the whole, and one cannot be subtracted from the other. This holds for reports from the same
rows; a period that ends inside a quarter makes other rows.

There is one mark for all hidden numbers. A hidden number may be 0. Nothing is promised against
somebody who runs this program on every table that might be behind a report.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from reports.swaps import Cell, Grid, Key, Swap, is_small

MARK: Final = "–"

Shown = int | str
Row = Mapping[str, Shown]


@dataclass(frozen=True)
class Choice:
    """What may be shown: rows, and the total of each measure over them. Hidden = MARK."""

    rows: tuple[dict[str, Shown], ...]
    totals: dict[str, Shown]


@dataclass(frozen=True)
class Suppressed:
    """All rows with the swaps that protect them. Made by `suppress`, read through `choose`."""

    grid: Grid
    dimensions: tuple[str, ...]
    subtotals: frozenset[frozenset[str]]
    follows: Mapping[str, str]
    row_total: str
    days: Sequence[Mapping[str, int]]
    swaps: dict[Cell, list[Swap]] = field(default_factory=lambda: defaultdict(list))

    def choose(self, *, by: Iterable[str] | None = None, **where: str) -> Choice:
        """The rows with the named values, summed over the dimensions that are not in `by`.

        Raises ValueError when that takes sums which `suppress` was not told of as `subtotals`.
        """
        names = tuple(self.dimensions if by is None else by)
        for level in (frozenset(where), frozenset(where).union(names)):
            if level not in self.subtotals:
                raise ValueError(f"Ikke forberedt: tal fordelt på {', '.join(sorted(level))}.")
        groups: dict[Key, list[int]] = {}
        for row, key in enumerate(self.grid.keys):
            values = dict(zip(self.dimensions, key, strict=True))
            if all(values[name] == wanted for name, wanted in where.items()):
                groups.setdefault(tuple(values[name] for name in names), []).append(row)
        return Choice(
            rows=tuple(
                {**dict(zip(names, key, strict=True)), **self._numbers(rows)}
                for key, rows in groups.items()
            ),
            totals=self._numbers([row for rows in groups.values() for row in rows]),
        )

    def _numbers(self, rows: Sequence[int]) -> dict[str, Shown]:
        numbers = {measure: self._number(rows, (measure,)) for measure in self.grid.measures}
        if self.row_total:
            numbers[self.row_total] = self._number(rows, self.grid.measures)
        for name, measure in self.follows.items():
            hidden = numbers[measure] == MARK
            numbers[name] = MARK if hidden else sum(self.days[row][name] for row in rows)
        return numbers

    def _number(self, rows: Collection[int], measures: Sequence[str]) -> Shown:
        total = self.sum(rows, measures)
        return MARK if is_small(total) or self.is_moved(rows, measures) else total

    def sum(self, rows: Collection[int], measures: Sequence[str]) -> int:
        return sum(self.grid.counts[row][measure] for row in rows for measure in measures)

    def is_moved(self, rows: Collection[int], measures: Sequence[str]) -> bool:
        """Whether some swap changes the sum of these measures over these rows."""
        inside = {(row, measure) for row in rows for measure in measures}
        swaps = {id(swap): swap for cell in inside for swap in self.swaps.get(cell, ())}
        return any(sum(by for at, by in swap.items() if at in inside) for swap in swaps.values())


def suppress(
    rows: Sequence[Row],
    *,
    dimensions: Sequence[str],
    measures: Sequence[str],
    follows: Mapping[str, str] | None = None,
    subtotals: Iterable[Sequence[str]] = (),
    row_total: str = "",
) -> Suppressed:
    """Decide what may be shown of all rows at once; the top of the module says how.

    `subtotals` names the dimensions of every sum but the grand total that will be asked for:
    ``[("unit",), ("unit", "track")]``. Raises ValueError when two rows have the same dimensions
    or a count is below 0, KeyError when a row lacks a dimension or measure.
    """
    found = Suppressed(
        grid=_grid(rows, dimensions, tuple(measures)),
        dimensions=tuple(dimensions),
        subtotals=frozenset(map(frozenset, [(), dimensions, *subtotals])),
        follows=follows or {},
        row_total=row_total,
        days=[{name: int(row[name]) for name in follows or {}} for row in rows],
    )
    for own in _groups(found):
        for measure in measures:
            _protect(found, own, (measure,))
        if row_total:
            _protect(found, own, tuple(measures))
    return found


def _grid(rows: Sequence[Row], dimensions: Sequence[str], measures: tuple[str, ...]) -> Grid:
    keys = [tuple(str(row[name]) for name in dimensions) for row in rows]
    counts = [{name: int(row[name]) for name in measures} for row in rows]
    if len(set(keys)) < len(keys) or any(min(row.values()) < 0 for row in counts):
        raise ValueError("To rækker har samme dimensioner, eller et antal er mindre end 0.")
    return Grid(keys, counts, measures)


def _groups(found: Suppressed) -> Iterator[set[int]]:
    """The rows behind every number that may be asked for: the finest first, never all rows."""
    for level in sorted(found.subtotals, key=lambda names: (-len(names), sorted(names))):
        kept = [at for at, name in enumerate(found.dimensions) if name in level]
        groups: dict[Key, set[int]] = defaultdict(set)
        for row, key in enumerate(found.grid.keys):
            groups[tuple(key[at] for at in kept)].add(row)
        yield from groups.values() if kept else ()


def _protect(found: Suppressed, own: set[int], measures: tuple[str, ...]) -> None:
    """See to it that a small sum of these measures over these rows is changed by some swap."""
    if not is_small(found.sum(own, measures)) or found.is_moved(own, measures):
        return
    grid = found.grid
    cells = [(row, measure) for row in sorted(own) for measure in measures]
    cell = next((row, measure) for row, measure in cells if grid.counts[row][measure])
    swap = grid.rectangle(cell, found.swaps) if len(cells) == 1 else None
    total = sum(grid.totals.values()) if found.row_total else grid.totals[cell[1]]
    if swap is None and not is_small(total):
        swap = grid.pair(cell, own, found.swaps)
    # Alone, a cell changes every sum that it is part of; here these are all small and hidden.
    swap = swap or {cell: -1}
    for touched in swap:
        found.swaps[touched].append(swap)
