"""Free text on paper. `para` is the one way from what a person typed to a PDF.

reportlab's Paragraph reads mini-XML: `<b` in a note is a crash, `<img src="/etc/…">` puts a file
of the server on the page, `<a href="javascript:…">` is a live link, and an unbroken word of
50,000 letters takes eight seconds. This flowable knows no markup at all and is linear in the
length of the text; a test sees to it that nobody uses the other one.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from reports.pdf.order import Side, paragraph
from reports.pdf.runs import runs, width

LIMIT = 20_000  # characters
MOST_BREAKS = 1_000  # line breaks that somebody typed
SHORTENED = "… (teksten er forkortet her; hele teksten står på skærmen)"

BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
MANY_BREAKS = re.compile("\n{3,}")
# Control characters, overrides and isolates (they would turn the text around them), tags,
# soft hyphens and lone surrogates. The joiners U+200C and U+200D stay: Persian needs them.
UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


@dataclass(frozen=True)
class TextStyle:
    """How a text is set; measures in points. Align `start`: right-to-left text to the right."""

    size: float = 9.5
    leading: float = 13
    bold: bool = False
    color: str = "#1a1a1a"
    before: float = 0
    after: float = 4
    align: Literal["start", "left", "right"] = "start"


@dataclass(frozen=True)
class Line:
    drawn: str
    side: Side


BODY = TextStyle()


def clean(text: str, *, limit: int = LIMIT) -> str:
    """Composed, without control characters, at most `limit` long; says so where it was cut."""
    kept = UNWANTED.sub("", BREAKS.sub("\n", text[:limit])).replace("\t", " ")
    kept = unicodedata.normalize("NFC", MANY_BREAKS.sub("\n\n", kept)).strip()
    if len(text) <= limit and kept.count("\n") < MOST_BREAKS:
        return kept
    return "\n".join(kept.split("\n")[:MOST_BREAKS]) + f" {SHORTENED}"


def para(text: str, style: TextStyle = BODY, *, limit: int = LIMIT) -> "FreeText":
    """What a person typed, as a flowable. Line breaks hold; markup is shown as it was typed."""
    return FreeText(clean(text, limit=limit), style)


class FreeText(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Cleaned text that breaks between words, inside long words, and from page to page."""

    def __init__(self, text: str, style: TextStyle, lines: tuple[Line, ...] | None = None) -> None:
        super().__init__()
        self.text, self.style = text, style
        self.lines = lines or ()
        self.laid_out_for: float | None = None
        self.is_part = lines is not None
        self.spaceBefore, self.spaceAfter = style.before, style.after

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        if not self.is_part and self.laid_out_for != available:
            self.lines = tuple(_lines(self.text, available, self.style))
            self.laid_out_for = available
        self.width, self.height = available, len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, available: float, height: float) -> list["FreeText"]:
        self.wrap(available, height)
        fits = int(height // self.style.leading)
        if fits < 1:
            return []
        if fits >= len(self.lines):
            return [self]
        return [
            FreeText("", replace(self.style, after=0), self.lines[:fits]),
            FreeText("", replace(self.style, before=0), self.lines[fits:]),
        ]

    def draw(self) -> None:
        self.canv.setFillColor(HexColor(self.style.color))
        y = self.height - self.style.size
        for line in self.lines:
            self._draw(line, y)
            y -= self.style.leading

    def _draw(self, line: Line, y: float) -> None:
        style = self.style
        drawn = runs(line.drawn, bold=style.bold, size=style.size)
        to_the_right = style.align == "right" or (style.align == "start" and line.side == "R")
        x = self.width - sum(run.width for run in drawn) if to_the_right else 0.0
        for run in drawn:
            self.canv.setFont(run.font, style.size)
            self.canv.drawString(x, y, run.text)
            x += run.width


def _lines(text: str, available: float, style: TextStyle) -> Iterator[Line]:
    """Lines no wider than `available`; an empty paragraph is one empty line."""
    for typed in text.split("\n"):
        words = typed.split()
        whole = paragraph(" ".join(words))
        for start, end in _breaks(words, available, style):
            without_space = start + len(whole.text[start:end].rstrip())
            yield Line(whole.drawn(start, without_space), whole.side)


def _breaks(words: list[str], available: float, style: TextStyle) -> Iterator[tuple[int, int]]:
    """Where each line starts and ends in the words joined by single spaces."""
    space = width(" ", bold=style.bold, size=style.size)
    start = at = 0
    used = 0.0
    for piece, wide, ends_word in _pieces(words, available, style):
        if at > start and used + wide > available:
            yield start, at
            start, used = at, 0.0
        at += len(piece) + ends_word
        used += wide + (space if ends_word else 0)
    yield start, at


def _pieces(
    words: list[str], available: float, style: TextStyle
) -> Iterator[tuple[str, float, bool]]:
    """Words, those wider than the line in pieces: text, width, and whether a space follows."""
    for word in words:
        wide = width(word, bold=style.bold, size=style.size)
        if wide <= available:
            yield word, wide, True
            continue
        begun, used = 0, 0.0
        for at, character in enumerate(word):
            step = width(character, bold=style.bold, size=style.size)
            if at > begun and used + step > available:
                yield word[begun:at], used, False
                begun, used = at, 0.0
            used += step
        yield word[begun:], used, True
