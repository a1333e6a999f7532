"""A report's tables as CSV that a Danish spreadsheet opens without questions."""

import csv
import io
import unicodedata
from collections.abc import Iterator

from reports.report import Cell, Report, Table, shown

BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet may read as a formula, also in full width (U+FF0B etc. compose to these).
FORMULA = frozenset("=+-@")
LEADING = frozenset("\t\n")
INVISIBLE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
# Control characters are ignored by some spreadsheets, so that "\x00=" would still begin a formula.
CONTROL = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}


def to_csv(report: Report) -> bytes:
    """UTF-8 with byte order mark, semicolons, CRLF; numbers bare, dates dd-mm-yyyy.

    First the title, the as-of date and the fingerprint, then each table after an empty line.
    """
    file = io.StringIO(newline="")
    file.write(BYTE_ORDER_MARK)
    csv.writer(file, delimiter=";").writerows(_lines(report))
    return file.getvalue().encode("utf-8", "replace")


def _lines(report: Report) -> Iterator[list[str | int]]:
    yield [safe(report.title)]
    if report.period:
        first, last = report.period
        yield ["Periode", shown(first), shown(last)]
    yield ["Opgjort pr.", shown(report.as_of)]
    yield ["Fingeraftryk", report.short_fingerprint]
    for table in report.tables:
        yield []
        yield from _table(table)


def _table(table: Table) -> Iterator[list[str | int]]:
    yield [safe(table.title)]
    yield [safe(column.title) for column in table.columns]
    for row in table.rows:
        yield [_value(cell) for cell in row]
    if table.totals is not None:
        yield [_value(cell) for cell in table.totals]
    if table.caption:
        yield [safe(table.caption)]


def _value(cell: Cell) -> str | int:
    if isinstance(cell, str):
        return safe(cell)
    if isinstance(cell, float):
        return f"{cell}".replace(".", ",")
    return cell if isinstance(cell, int) else shown(cell)


def safe(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what could begin a formula."""
    cleaned = text.translate(CONTROL)
    visible = next((c for c in cleaned if unicodedata.category(c) not in INVISIBLE), "")
    risky = unicodedata.normalize("NFKC", visible) in FORMULA
    return f"'{cleaned}" if risky or cleaned[:1] in LEADING else cleaned
