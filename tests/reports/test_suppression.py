from itertools import product

import pytest

from reports.suppression import MARK, Choice, suppress
from tests.reports.attacker import Rows, table

M = MARK


def shown(choice: Choice, measures: str = "abc") -> list[list[int | str]]:
    return [[row[name] for name in measures] for row in choice.rows]


@pytest.mark.parametrize(
    ("counts", "expected", "totals"),
    [
        pytest.param(
            [(30, 20, 10), (12, 11, 3), (15, 18, 9)],
            [[30, M, M], [12, M, M], [15, 18, 9]],
            [57, 49, 22],
            id="a small cell, one more in its row and in its column, and the corner",
        ),
        pytest.param(
            [(30, 20, 10), (12, 0, 8)], [[30, 20, 10], [12, 0, 8]], [42, 20, 18], id="0 is shown"
        ),
        pytest.param(
            [(5, 6, 7), (8, 9, 10)], [[5, 6, 7], [8, 9, 10]], [13, 15, 17], id="5 is not small"
        ),
        pytest.param(
            [(20, 20, 4), (20, 20, 0)],
            [[20, M, M], [20, M, M]],
            [40, 40, M],
            id="a total of 4 is hidden, the others stand",
        ),
        pytest.param([(3, 10, 20)], [[M, 10, 20]], [M, 10, 20], id="a lone row"),
        pytest.param(
            [(3, 0, 0), (0, 0, 0)], [[M, 0, 0], [0, 0, 0]], [M, 0, 0], id="nothing but one person"
        ),
        pytest.param(
            [(1, 1, 40), (1, 1, 40)],
            [[M, M, 40], [M, M, 40]],
            [M, M, 80],
            id="small cells protect one another",
        ),
        pytest.param(
            [(1, 30, 0), (0, 30, 20)],
            [[M, M, 0], [M, M, 20]],
            [M, 60, 20],
            id="as few zeros as can be are hidden",
        ),
    ],
)
def test_small_cells_are_hidden_with_company(
    counts: list[tuple[int, ...]], expected: list[list[int | str]], totals: list[int | str]
) -> None:
    choice = suppress(table(*counts), dimensions=["row"], measures="abc").choose()
    assert shown(choice) == expected
    assert [choice.totals[name] for name in "abc"] == totals


def test_what_is_protected_already_hides_no_more() -> None:
    rows = table((30, 30), (1, 2), (3, 20), measures="ab")
    choice = suppress(rows, dimensions=["row"], measures="ab").choose()
    assert shown(choice, "ab") == [[30, 30], [M, M], [M, M]]


def test_the_hidden_number_might_be_5_where_a_larger_cell_can_pay() -> None:
    rows = table((1, 30), (1, 30), (9, 30), measures="ab")
    choice = suppress(rows, dimensions=["row"], measures="ab").choose()
    assert [line["a"] for line in choice.rows] == [M, M, M]  # 1 and 1 alone would be 2 in sum


DIMENSIONS = ("unit", "track", "quarter")
UNITS, TRACKS, QUARTERS = ("NORD", "SYD"), ("copenhagen", "ukraine"), ("2026-1", "2026-2")


def test_days_are_hidden_exactly_where_their_count_is() -> None:
    rows: Rows = [
        {"quarter": "2026-1", "met_on_time": 20, "met_late": 3, "late_days": 41},
        {"quarter": "2026-2", "met_on_time": 25, "met_late": 9, "late_days": 60},
        {"quarter": "2026-3", "met_on_time": 30, "met_late": 12, "late_days": 17},
        {"quarter": "2026-4", "met_on_time": 30, "met_late": 0, "late_days": 0},
    ]
    choice = suppress(
        rows,
        dimensions=["quarter"],
        measures=["met_on_time", "met_late"],
        follows={"late_days": "met_late"},
    ).choose()
    assert [line["met_late"] for line in choice.rows] == [M, M, 12, 0]
    assert [line["late_days"] for line in choice.rows] == [M, M, 17, 0]
    assert choice.totals == {"met_on_time": 105, "met_late": 24, "late_days": 118}


def test_days_go_with_a_total_of_four_too() -> None:
    rows: Rows = [{"quarter": "2026-1", "met_late": 4, "late_days": 90}]
    found = suppress(
        rows, dimensions=["quarter"], measures=["met_late"], follows={"late_days": "met_late"}
    )
    assert found.choose().totals == {"met_late": M, "late_days": M}


def test_the_company_is_sought_in_the_same_unit_and_track() -> None:
    """So the totals of unit and track stand."""
    rows: Rows = [
        {"unit": unit, "track": track, "quarter": quarter, "opened": 20, "closed": 10}
        for unit, track, quarter in product(UNITS, TRACKS, QUARTERS)
    ]
    rows[3]["closed"] = 2
    found = suppress(
        rows, dimensions=DIMENSIONS, measures=["opened", "closed"], subtotals=[("unit", "track")]
    )
    hidden = [(line["unit"], line["track"]) for line in found.choose().rows if line["closed"] == M]
    assert hidden == [("NORD", "ukraine")] * 2
    assert [line["closed"] for line in found.choose(by=["unit", "track"]).rows] == [20, 12, 20, 20]


def test_the_first_measure_is_kept_where_there_is_a_choice() -> None:
    rows = table((20, 20, 3), (20, 20, 20))
    choice = suppress(rows, dimensions=["row"], measures="abc").choose()
    assert shown(choice) == [[20, M, M], [20, M, M]]


def test_a_sum_that_was_not_prepared_is_refused() -> None:
    rows: Rows = [{"unit": "NORD", "track": "ukraine", "quarter": "2026-1", "opened": 7}]
    found = suppress(rows, dimensions=DIMENSIONS, measures=["opened"], subtotals=[("unit",)])
    assert found.choose(by=["unit"]).totals == {"opened": 7}
    with pytest.raises(ValueError, match="Ikke forberedt: tal fordelt på track"):
        found.choose(track="ukraine")


def test_nothing_gives_nothing() -> None:
    choice = suppress([], dimensions=["row"], measures="ab").choose()
    assert choice == Choice(rows=(), totals={"a": 0, "b": 0})


@pytest.mark.parametrize(
    "rows",
    [
        [{"row": "0", "a": 1}, {"row": "0", "a": 2}],
        [{"row": "0", "a": -1}],
    ],
    ids=["the same row twice", "below 0"],
)
def test_rows_that_are_no_counts_are_refused(rows: Rows) -> None:
    with pytest.raises(ValueError, match="mindre end 0"):
        suppress(rows, dimensions=["row"], measures="a")
