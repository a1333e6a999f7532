"""A Report made ready for the templates: cells as text, each section with its own template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from reports.report import (
    Cell,
    Column,
    Facts,
    Feed,
    Kind,
    Report,
    Section,
    Signatures,
    Table,
    Texts,
    shown,
)
from reports.suppression import MARK

FOLDED = 15  # rows; a longer table is opened by whoever wants to see every row
PARTS = {
    Table: "table",
    Facts: "facts",
    Texts: "texts",
    Feed: "feed",
    Signatures: "signatures",
}


@dataclass(frozen=True)
class ShownCell:
    """`css` is the class of its column: number, nowrap or nothing."""

    text: str
    css: str
    hidden: bool


@dataclass(frozen=True)
class ShownTable:
    title: str
    head: list[ShownCell]
    rows: list[list[ShownCell]]
    totals: list[ShownCell]
    caption: str
    folded: bool


@dataclass(frozen=True)
class Part:
    """`template` draws `section`, which is a ShownTable or the report's own."""

    template: str
    section: Any


def parts(report: Report) -> list[Part]:
    return [
        Part(f"reports/parts/{PARTS[type(section)]}.html", _shown(section))
        for section in report.sections
    ]


def document(report: Report) -> str:
    """The report as a page of its own, which needs no server and no other file."""
    return render_to_string("reports/document.html", {"report": report, "parts": parts(report)})


def _shown(section: Section) -> Any:
    if not isinstance(section, Table):
        return section
    columns = section.columns
    return ShownTable(
        title=section.title,
        head=[ShownCell(c.title, _css(c), hidden=False) for c in columns],
        rows=[_row(row, columns) for row in section.rows],
        totals=_row(section.totals, columns) if section.totals else [],
        caption=section.caption,
        folded=len(section.rows) > FOLDED,
    )


def _css(column: Column) -> str:
    if column.to_the_right:
        return "number"
    return "nowrap" if column.kind is Kind.DATE else ""


def _row(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> list[ShownCell]:
    return [
        ShownCell(shown(cell), _css(column), hidden=cell == MARK)
        for cell, column in zip(row, columns, strict=True)
    ]
