"""A report's table on paper: fixed widths, the heading repeated, long tables in short pieces."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Table as Grid
from reportlab.platypus import TableStyle

from reports.pdf.fonts import BOLD, REGULAR
from reports.pdf.runs import is_plain, width
from reports.pdf.text import TextStyle, clean, para
from reports.report import Cell, Column, Facts, Signatures, Table, shown

# reportlab's time grows with the square of a table's rows, so a long table is several.
PIECE = 300
CELL_LIMIT = 500  # characters; a longer text belongs in Texts or in a Feed
SAMPLE = 500  # rows that are measured to find the widths
SIZE, LEADING, PADDING = 8.0, 10.5, 3.0
NARROWEST = 24.0
SIGNING = 30.0  # points, room to sign in

INK, RULE, BAND = HexColor("#1a1a1a"), HexColor("#8c8c8c"), HexColor("#f0f0f0")
BASE = [
    ("FONT", (0, 0), (-1, -1), REGULAR, SIZE, LEADING),
    ("TEXTCOLOR", (0, 0), (-1, -1), INK),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ("LINEBELOW", (0, 0), (-1, -1), 0.25, RULE),
]


def table(section: Table, available: float) -> Iterator[Any]:
    """The table as grids of at most PIECE rows, all with the same widths."""
    columns = section.columns
    widths = _widths(section, available)
    heading = [_text(column.title, column, bold=True) for column in columns]
    rows = iter(section.rows)
    pieces = max(1, -(-len(section.rows) // PIECE))
    for piece in range(pieces):
        cells = [heading, *(_row(row, columns, widths) for row in islice(rows, PIECE))]
        with_totals = section.totals is not None and piece == pieces - 1
        if with_totals:
            cells.append(_row(section.totals or (), columns, widths, bold=True))
        yield _grid(cells, columns, widths, with_totals=with_totals)


def facts(section: Facts, available: float) -> Any:
    """Labels to the left, values beside them."""
    name, value = Column("navn"), Column("værdi")
    label = min(available * 0.35, 160.0)
    cells = [
        [_text(label, name, bold=True), _text(shown(fact), value)] for label, fact in section.pairs
    ]
    widths = [label, available - label]
    return Grid(cells, colWidths=widths, style=TableStyle(BASE), hAlign="LEFT", splitInRow=1)


def _grid(
    cells: list[list[Any]], columns: Sequence[Column], widths: list[float], *, with_totals: bool
) -> Any:
    style = [*BASE, ("BACKGROUND", (0, 0), (-1, 0), BAND), ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK)]
    for at, column in enumerate(columns):
        if column.to_the_right:
            style.append(("ALIGN", (at, 0), (at, -1), "RIGHT"))
    if with_totals:
        style += [("FONTNAME", (0, -1), (-1, -1), BOLD), ("LINEABOVE", (0, -1), (-1, -1), 0.8, INK)]
        style.append(("NOSPLIT", (0, -2), (-1, -1)))  # no page with a lonely sum
    # A row may be higher than the page: then it is split as well.
    return Grid(
        cells, colWidths=widths, repeatRows=1, style=TableStyle(style), hAlign="LEFT", splitInRow=1
    )


def _row(
    row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[float], *, bold: bool = False
) -> list[Any]:
    """A string where that is enough, because it is far quicker; else text that breaks."""
    cells: list[Any] = []
    for cell, column, wide in zip(row, columns, widths, strict=True):
        text = shown(cell)
        one_line, natural = _measured(text, bold=bold)
        fits = natural <= wide - 2 * PADDING and is_plain(one_line, bold=bold)
        cells.append(one_line if fits else _text(text, column, bold=bold))
    return cells


def _text(text: str, column: Column, *, bold: bool = False) -> Any:
    style = TextStyle(
        size=SIZE,
        leading=LEADING,
        after=0,
        align="right" if column.to_the_right else "left",
        bold=bold,
    )
    return para(text, style, limit=CELL_LIMIT)


@lru_cache(maxsize=4096)
def _measured(text: str, *, bold: bool) -> tuple[str, float]:
    one_line = " ".join(clean(text, limit=CELL_LIMIT).split())
    return one_line, width(one_line, bold=bold, size=SIZE)


def _widths(section: Table, available: float) -> list[float]:
    """Numbers as wide as they are; text shares the rest, at least its longest word each."""
    wanted = [_wanted(section, at, available) for at in range(len(section.columns))]
    least, most = sum(low for low, _ in wanted), sum(high for _, high in wanted)
    if least >= available:
        return [low * available / least for low, _ in wanted]
    if most > available:
        share = (available - least) / (most - least)
        return [low + (high - low) * share for low, high in wanted]
    bends = [
        high if not column.to_the_right else 0.0
        for column, (_, high) in zip(section.columns, wanted, strict=True)
    ]
    spare = (available - most) / sum(bends) if any(bends) else 0.0
    return [high + bend * spare for (_, high), bend in zip(wanted, bends, strict=True)]


def _wanted(section: Table, at: int, available: float) -> tuple[float, float]:
    """The least and the most that a column has use for."""
    column = section.columns[at]
    texts = [shown(row[at]) for row in section.rows[:SAMPLE]]
    totals = [shown(section.totals[at])] if section.totals is not None else []
    whole = [_measured(text, bold=False)[1] for text in texts]
    whole += [_measured(text, bold=True)[1] for text in totals]
    words = [width(word, bold=True, size=SIZE) for word in column.title.split()]
    if not column.to_the_right:
        words += [width(word, bold=False, size=SIZE) for text in texts for word in text.split()]
    low = min(max(words, default=0.0), available / 4)
    high = min(max(*whole, low, NARROWEST), available / 2)
    return (high if column.to_the_right else low) + 2 * PADDING, high + 2 * PADDING


def signatures(section: Signatures, available: float) -> Any:
    """A line for the date and one for the name, side by side; a party is never split over pages."""
    text = Column("underskrift")
    day, gap = available * 0.22, 14.0
    widths = [day, gap, available - day - gap]
    cells: list[list[Any]] = []
    for party, name in section.parties:
        cells.append(["", "", ""])
        told = f"{party}: {name}" if name else party
        cells.append([_text("Dato", text), "", _text(told, text)])
    style = [
        ("FONT", (0, 0), (-1, -1), REGULAR, SIZE, LEADING),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        *(
            ("LINEBELOW", (column, 2 * at), (column, 2 * at), 0.5, INK)
            for at in range(len(section.parties))
            for column in (0, 2)
        ),
        ("NOSPLIT", (0, 0), (-1, -1)),
    ]
    heights = [SIGNING, None] * len(section.parties)
    return Grid(cells, colWidths=widths, rowHeights=heights, style=TableStyle(style), hAlign="LEFT")
