"""A Report on A4 paper."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, SimpleDocTemplate, Spacer

from reports.pdf import fonts, tables
from reports.pdf.text import BODY, TextStyle, clean, para
from reports.report import Facts, Feed, Report, Section, Signatures, Table, Texts, shown

PRODUCT = "Forløb"
SIDE, TOP, BOTTOM = 16 * mm, 22 * mm, 20 * mm
WIDTH = A4[0] - 2 * SIDE

TITLE = TextStyle(size=17, leading=22, bold=True, after=6)
HEADING = TextStyle(size=12, leading=16, bold=True, before=10)
QUESTION = replace(HEADING, before=2, after=3)
ANSWER = TextStyle(size=11, leading=15.5)
ENTRY = TextStyle(bold=True, before=5, after=1)
NOTE = TextStyle(size=8, leading=11, color="#4d4d4d")
FURNITURE = 8.0  # points, head and foot of the page
TITLE_LIMIT = 200  # characters, in the properties of the file
PADDING = 6  # points, reportlab's own inside the margins
ROOM = 25 * mm  # a heading with less than this under it goes to the next page

# The fonts are shared by the process, and joining letters adds glyphs to them.
ONE_AT_A_TIME = threading.Lock()


def render(report: Report, *, font_folder: Path | None = None) -> bytes:
    """The report as PDF; the same report gives the same bytes within a process.

    Raises FontsMissingError when the fonts are not installed.
    """
    with ONE_AT_A_TIME:
        fonts.register(font_folder)
        file = BytesIO()
        SimpleDocTemplate(
            file,
            pagesize=A4,
            leftMargin=SIDE - PADDING,
            rightMargin=SIDE - PADDING,
            topMargin=TOP,
            bottomMargin=BOTTOM,
            title=clean(report.title, limit=TITLE_LIMIT),
            author=PRODUCT,
            lang="da-DK",
            displayDocTitle=1,
            initialFontName=fonts.REGULAR,
            invariant=1,
        ).build(list(_story(report)), canvasmaker=partial(NumberedCanvas, report=report))
        return file.getvalue()


def _story(report: Report) -> Iterator[Any]:
    yield para(report.title, TITLE)
    if report.question:
        yield para(report.question, QUESTION)
    for sentence in report.answer:
        yield para(sentence, ANSWER)
    for section in report.sections:
        yield from _section(section)
    if report.caveats:
        yield from _heading("Hvad tallet ikke siger")
        for caveat in report.caveats:
            yield para(f"• {caveat}", BODY)
    if report.definition:
        yield from _heading("Definition")
        yield para(report.definition, BODY)
    yield Spacer(0, 6)
    yield para(_origin(report), NOTE)


def _origin(report: Report) -> str:
    parts = [f"{report.dated} {shown(report.as_of)}."]
    if report.period:
        first, last = report.period
        parts.insert(0, f"Periode: {shown(first)} til {shown(last)}.")
    if report.made_at:
        parts.append(f"Dannet {shown(report.made_at)} kl. {report.made_at:%H.%M}.")
    parts.append(f"Fingeraftryk: {report.short_fingerprint}.")
    return " ".join(parts)


def _heading(text: str, style: TextStyle = HEADING) -> Iterator[Any]:
    yield CondPageBreak(ROOM)
    yield para(text, style)


def _section(section: Section) -> Iterator[Any]:
    if section.title:
        yield from _heading(section.title)
    if isinstance(section, Table):
        yield from tables.table(section, WIDTH)
        if section.caption:
            yield para(section.caption, replace(NOTE, before=3))
    elif isinstance(section, Facts):
        yield from [tables.facts(section, WIDTH)] if section.pairs else []
    elif isinstance(section, Texts):
        yield from (para(text) for text in section.texts)
    elif isinstance(section, Signatures):
        yield tables.signatures(section, WIDTH)
    else:
        yield from _feed(section)


def _feed(section: Feed) -> Iterator[Any]:
    if not section.entries:
        yield para(section.when_empty)
    for entry in section.entries:
        heading = f"{shown(entry.on)} {entry.heading}".strip()
        yield from _heading(heading, ENTRY) if heading else ()
        for name, value in entry.details:
            stop = "" if name.endswith("?") else ":"
            yield para(f"{name}{stop} {shown(value)}", replace(BODY, after=1))
        if entry.text:
            yield para(entry.text)


class NumberedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Draws head and foot of each page when the number of pages is known."""

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        self.finished: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self.finished.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self.finished, start=1):
            self.__dict__.update(page)
            self.furnish(f"Side {number} af {len(self.finished)}")
            super().showPage()
        super().save()

    def furnish(self, numbering: str) -> None:
        self.setFont(fonts.REGULAR, FURNITURE)
        self.setFillColor(HexColor(NOTE.color))
        right, head, foot = A4[0] - SIDE, A4[1] - 13 * mm, 11 * mm
        self.drawString(SIDE, head, PRODUCT)
        self.drawRightString(right, head, f"{self.report.dated} {shown(self.report.as_of)}")
        self.drawString(SIDE, foot, f"Fingeraftryk: {self.report.short_fingerprint}")
        self.drawRightString(right, foot, numbering)
