from dataclasses import replace
from datetime import date, datetime

import pytest

from reports.report import (
    Cell,
    Column,
    Entry,
    Facts,
    Feed,
    Kind,
    Report,
    Table,
    Texts,
    hidden_cells,
    shown,
)

# Made once; a new value means that fingerprints on papers handed out no longer match.
FINGERPRINT = "f9798f363f2c26b3279fcb7f6af9e3d65c06e883be5c17836b8037235c103af6"
COLUMNS = (Column("Spor"), Column("Oprettet", Kind.COUNT), Column("Dage", Kind.DAYS))
REPORT = Report(
    title="Progression",
    as_of=date(2026, 11, 23),
    sections=(
        Table("Forløb", COLUMNS, (("Ukraine", 7, 3), ("Almen", "–", "–")), ("I alt", 11, "–")),
        Facts("Borger", (("Født", date(1990, 3, 2)),)),
        Texts("Noter", ("Første møde",)),
        Feed("Hændelser", (Entry(date(2026, 1, 2), "Møde", "Talte om praktik"),)),
    ),
    period=(date(2026, 1, 1), date(2026, 3, 31)),
    caveats=("2 tal er skjult.",),
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (1234567, "1.234.567"),
        (-1200, "-1.200"),
        (0, "0"),
        (1234.5, "1.234,5"),
        (61.25, "61,2"),
        (date(2026, 1, 31), "31-01-2026"),
        (datetime(2026, 1, 31, 9, 5), "31-01-2026"),  # noqa: DTZ001 - local time, for the reader
        (None, ""),
        ("–", "–"),
        ("2026-1", "2026-1"),
    ],
)
def test_cells_are_written_as_a_dane_reads_them(cell: Cell, expected: str) -> None:
    assert shown(cell) == expected


def test_the_fingerprint_is_that_of_the_content_on_every_machine() -> None:
    assert REPORT.fingerprint == FINGERPRINT
    assert REPORT.short_fingerprint == FINGERPRINT[:16]


def test_the_fingerprint_does_not_know_when_the_report_was_made() -> None:
    later = replace(REPORT, made_at=datetime(2026, 11, 24, 8, 0))  # noqa: DTZ001 - local time
    assert later.fingerprint == REPORT.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        replace(REPORT, title="Progression "),
        replace(REPORT, as_of=date(2026, 11, 22)),
        replace(REPORT, period=None),
        replace(REPORT, sections=REPORT.sections[:3]),
        replace(REPORT, sections=(*REPORT.sections[:2], Texts("Noter", ("Første", "møde")))),
        replace(REPORT, sections=(Facts("Borger", (("Født", "1990-03-02"),)),)),
        replace(REPORT, caveats=()),
    ],
)
def test_any_change_of_content_changes_the_fingerprint(other: Report) -> None:
    assert other.fingerprint != REPORT.fingerprint


def test_a_date_and_its_text_have_different_fingerprints() -> None:
    dated = replace(REPORT, sections=(Facts("", (("Født", date(1990, 3, 2)),)),))
    written = replace(REPORT, sections=(Facts("", (("Født", "1990-03-02"),)),))
    assert dated.fingerprint != written.fingerprint


@pytest.mark.parametrize("count", [1, 4])
def test_a_table_refuses_a_small_count_that_is_not_hidden(count: int) -> None:
    with pytest.raises(ValueError, match="under 5 er ikke skjult"):
        Table("Forløb", COLUMNS, (("Ukraine", count, 0),))
    with pytest.raises(ValueError, match="under 5 er ikke skjult"):
        Table("Forløb", COLUMNS, (), totals=("I alt", count, 0))


@pytest.mark.parametrize("count", [0, 5, "–", None])
def test_a_table_takes_counts_that_may_be_shown(count: Cell) -> None:
    assert Table("Forløb", COLUMNS, (("Ukraine", count, 2),)).rows == (("Ukraine", count, 2),)


def test_a_table_refuses_a_ragged_row() -> None:
    with pytest.raises(ValueError, match="2 celler i 3 kolonner"):
        Table("Forløb", COLUMNS, (("Ukraine", 7),))


def test_hidden_cells_are_counted_in_rows_and_totals() -> None:
    assert hidden_cells(REPORT) == 3
