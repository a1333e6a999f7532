from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.suppression import MARK, Choice, Suppressed, suppress
from tests.reports.attacker import Rows, could_differ, equations, table, with_hidden_totals

M = MARK
DIMENSIONS = ("unit", "track", "quarter")
UNITS, TRACKS, QUARTERS = ("NORD", "SYD"), ("copenhagen", "ukraine"), ("2026-1", "2026-2")
LEVELS = [("unit",), ("track",), ("unit", "track"), ("quarter",)]
COUNTS = st.one_of(st.integers(0, 9), st.integers(0, 4), st.just(0))


def test_scenario_65_three_persons_are_not_given_back_by_the_totals() -> None:
    """Three units by three outcomes, with the totals of rows and of columns."""
    rows = table((20, 15, 3), (25, 9, 12), (18, 2, 11))
    choice = suppress(rows, dimensions=["row"], measures="abc", row_total="all").choose()
    assert [line["all"] for line in choice.rows] == [38, 46, 31]
    assert choice.totals == {"a": 63, "b": 26, "c": 26, "all": 115}
    cells = [[line[name] for name in "abc"] for line in choice.rows]
    assert (cells[0][2], cells[2][1]) == (M, M)
    for row, column in ((0, 2), (2, 1)):
        assert cells[row].count(M) > 1
        assert [line[column] for line in cells].count(M) > 1
    known = equations(rows, ["row"], "abc", [(choice, {})], row_total="all")
    assert could_differ(rows, [(0, "c")], known)
    assert could_differ(rows, [(2, "b")], known)


def test_the_attacker_finds_what_only_the_small_cells_hide() -> None:
    """The attacker is worth something: this is what is published without company."""
    rows = table((20, 15, 3), (25, 9, 12), (18, 2, 11))
    naive = Choice(
        rows=(
            {"row": "0", "a": 20, "b": 15, "c": M},
            {"row": "1", "a": 25, "b": 9, "c": 12},
            {"row": "2", "a": 18, "b": M, "c": 11},
        ),
        totals={"a": 63, "b": 26, "c": 26},
    )
    known = equations(rows, ["row"], "abc", [(naive, {})])
    assert not could_differ(rows, [(0, "c")], known)
    assert not could_differ(rows, [(2, "b")], known)


@st.composite
def nested(draw: st.DrawFn) -> Rows:
    keys = draw(
        st.lists(st.sampled_from(list(product(UNITS, TRACKS, QUARTERS))), min_size=1, unique=True)
    )
    return [
        {**dict(zip(DIMENSIONS, key, strict=True)), "a": draw(COUNTS), "b": draw(COUNTS)}
        for key in keys
    ]


def everything_published(found: Suppressed) -> Iterator[tuple[Choice, Mapping[str, str]]]:
    """The whole, each sub-total, and a report for each unit and track by itself."""
    yield found.choose(), {}
    for level in LEVELS:
        yield found.choose(by=level), {}
    for unit in UNITS:
        yield found.choose(by=["unit"], unit=unit), {"unit": unit}
    for track in TRACKS:
        yield found.choose(by=["track"], track=track), {"track": track}


@settings(max_examples=150, deadline=None)
@given(nested())
def test_no_reader_of_all_reports_together_can_compute_a_small_number(rows: Rows) -> None:
    found = suppress(rows, dimensions=DIMENSIONS, measures="ab", subtotals=LEVELS)
    choices = list(everything_published(found))
    hidden_totals = {m for m in "ab" if choices[0][0].totals[m] == M}
    for measure in "ab":
        known = equations(rows, DIMENSIONS, [measure], choices)
        column = frozenset((row, measure) for row in range(len(rows)))
        worlds = list(with_hidden_totals(known, [column] if measure in hidden_totals else []))
        for cells in small_groups(rows, measure):
            assert any(could_differ(rows, cells, world) for world in worlds)


def small_groups(rows: Rows, measure: str) -> Iterator[list[tuple[int, str]]]:
    """The cells and sub-totals of 1-4, as cells; a grand total of 1-4 has nothing beside it."""
    for level in (DIMENSIONS, *LEVELS):
        for key in {tuple(row[name] for name in level) for row in rows}:
            inside = [i for i, row in enumerate(rows) if tuple(row[n] for n in level) == key]
            if 1 <= sum(int(rows[i][measure]) for i in inside) <= 4:
                yield [(i, measure) for i in inside]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS), min_size=1, max_size=3))
def test_a_two_way_table_with_all_its_totals_gives_no_small_number_back(
    counts: list[tuple[int, int, int]],
) -> None:
    assume(sum(map(sum, counts)) > 4)
    rows = table(*counts)
    choice = suppress(rows, dimensions=["row"], measures="abc", row_total="all").choose()
    known = equations(rows, ["row"], "abc", [(choice, {})], row_total="all")
    groups = [[(i, name)] for i, name in product(range(len(rows)), "abc")]
    groups += [[(i, name) for name in "abc"] for i in range(len(rows))]
    for cells in groups:
        if 1 <= sum(int(rows[i][name]) for i, name in cells) <= 4:
            assert could_differ(rows, cells, known)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=2, max_size=4))
def test_knowing_the_sum_of_every_row_does_not_help(counts: list[tuple[int, int]]) -> None:
    rows = table(*counts, measures="ab")
    choice = suppress(rows, dimensions=["row"], measures="ab").choose()
    known = equations(rows, ["row"], "ab", [(choice, {})])
    known += [(frozenset({(i, "a"), (i, "b")}), sum(line)) for i, line in enumerate(counts)]
    for i, name in product(range(len(rows)), "ab"):
        if 1 <= int(rows[i][name]) <= 4:
            assert could_differ(rows, [(i, name)], known)


@settings(max_examples=300, deadline=None)
@given(nested())
def test_grand_totals_stand_and_no_small_number_is_shown(rows: Rows) -> None:
    found = suppress(rows, dimensions=DIMENSIONS, measures="ab", subtotals=LEVELS)
    for choice, _ in everything_published(found):
        for line in (*choice.rows, choice.totals):
            assert not {line["a"], line["b"]} & {1, 2, 3, 4}
    for name in "ab":
        total = sum(int(row[name]) for row in rows)
        assert found.choose().totals[name] == (M if 1 <= total <= 4 else total)


@settings(max_examples=200, deadline=None)
@given(nested())
def test_a_report_on_one_unit_shows_the_same_cells_as_the_whole(rows: Rows) -> None:
    found = suppress(rows, dimensions=DIMENSIONS, measures="ab", subtotals=LEVELS)
    parts = [line for unit in UNITS for line in found.choose(unit=unit).rows]
    whole = found.choose().rows
    assert sorted(parts, key=str) == sorted(whole, key=str)
