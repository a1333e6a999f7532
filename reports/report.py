"""What a report is before it is a page, a paper or a file: frozen, complete, without a clock.

A manager's progression report and one citizen's case report are the same object. Renderers know
nothing of the domain; whoever builds a Report knows nothing of paper.
"""

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from reports.suppression import MARK
from reports.swaps import is_small

NO_CONTENT = ("made_at", "dated")

Cell = str | int | float | date | None


class Kind(StrEnum):
    TEXT = "text"
    COUNT = "count"  # of persons, cases or deadlines in a statistic: never 1-4, see Table
    NUMBER = "number"  # any other number; may be small
    DAYS = "days"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    title: str
    kind: Kind = Kind.TEXT

    @property
    def to_the_right(self) -> bool:
        return self.kind in (Kind.COUNT, Kind.NUMBER, Kind.DAYS)


@dataclass(frozen=True)
class Table:
    """Rows as long as `columns`. A hidden cell is MARK; None is not known, and stays empty.

    Raises ValueError on a ragged row, and on 1-4 in a COUNT column: no format can print a small
    cell that suppression should have hidden.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] | None = None
    caption: str = ""

    def __post_init__(self) -> None:
        counts = [at for at, column in enumerate(self.columns) if column.kind is Kind.COUNT]
        for row in (*self.rows, *([self.totals] if self.totals else [])):
            if len(row) != len(self.columns):
                raise ValueError(f"{self.title}: {len(row)} celler i {len(self.columns)} kolonner")
            if any(is_small(row[at]) for at in counts):
                raise ValueError(f"{self.title}: et tal under 5 er ikke skjult")


@dataclass(frozen=True)
class Facts:
    """Label and value, such as the header of a case. Values are short; long texts go in Texts."""

    title: str
    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Texts:
    """Paragraphs, as somebody typed them."""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    on: date | None
    heading: str
    text: str = ""
    details: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True)
class Feed:
    """Dated entries in the order in which they are to be read."""

    title: str
    entries: tuple[Entry, ...]
    when_empty: str = "Ingen."


@dataclass(frozen=True)
class Signatures:
    """Where people sign: under each line who does, and her name where it is known."""

    title: str
    parties: tuple[tuple[str, str], ...]


Section = Table | Facts | Texts | Feed | Signatures


@dataclass(frozen=True)
class Report:
    """`made_at` is local time and for the reader only: it is no part of the fingerprint, nor is
    `dated`, the word before the day `as_of`.
    """

    title: str
    as_of: date
    sections: tuple[Section, ...]
    question: str = ""
    answer: tuple[str, ...] = ()
    period: tuple[date, date] | None = None
    caveats: tuple[str, ...] = ()
    definition: str = ""
    made_at: datetime | None = None
    dated: str = "Opgjort pr."

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the content in hexadecimal; the same content gives the same, always."""
        content = {name: value for name, value in _plain(self).items() if name not in NO_CONTENT}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def short_fingerprint(self) -> str:
        return self.fingerprint[:16]

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(section for section in self.sections if isinstance(section, Table))


def shown(cell: Cell) -> str:
    """A cell as a Dane reads it: 1.234,5 and 31-01-2026; None is empty."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, int | float):
        written = f"{cell:,.1f}" if isinstance(cell, float) else f"{cell:,}"
        return written.translate(str.maketrans(",.", ".,"))
    return cell


def hidden_cells(report: Report) -> int:
    """How many cells carry the mark, for the sentence under "Hvad tallet ikke siger"."""
    rows = [row for table in report.tables for row in (*table.rows, table.totals or ())]
    return sum(cell == MARK for row in rows for cell in row)


def _plain(value: Any) -> Any:
    """As JSON knows it, with the name of each dataclass so that kinds cannot be confused."""
    if is_dataclass(value):
        named = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **named}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value
