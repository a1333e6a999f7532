"""Text in drawing order as runs: each in one font, right-to-left letters joined by HarfBuzz."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import shapeStr

from reports.pdf.fonts import font_for
from reports.pdf.order import STRONG_RIGHT, has_right_to_left, paragraph

# In drawing order a mark or a joiner stands before the right-to-left letter it belongs to.
JOINED = re.compile("N*R(?:[NR]*R)?")


@dataclass(frozen=True)
class Run:
    """`text` may be a ShapedStr; `width` in points."""

    font: str
    text: str
    width: float


def runs(drawn: str, *, bold: bool, size: float) -> list[Run]:
    """The runs of one line that is in drawing order already, from left to right."""
    if not has_right_to_left(drawn):
        return list(_straight(drawn, bold=bold, size=size))
    kinds = "".join(_kind(character) for character in drawn)
    found: list[Run] = []
    at = 0
    for match in JOINED.finditer(kinds):
        found += _straight(drawn[at : match.start()], bold=bold, size=size)
        found += _joined(drawn[match.start() : match.end()][::-1], bold=bold, size=size)
        at = match.end()
    return found + list(_straight(drawn[at:], bold=bold, size=size))


@lru_cache(maxsize=4096)
def width(word: str, *, bold: bool, size: float) -> float:
    """How wide a word is drawn, in points."""
    drawn = paragraph(word).drawn(0, len(word))
    return sum(run.width for run in runs(drawn, bold=bold, size=size))


def is_plain(text: str, *, bold: bool) -> bool:
    """Whether one string in the main font draws the text as it should be."""
    main = font_for(" ", bold=bold)
    return text.isascii() or (
        not has_right_to_left(text) and all(font_for(c, bold=bold) == main for c in text)
    )


def _kind(character: str) -> str:
    side = unicodedata.bidirectional(character)
    if side in STRONG_RIGHT:
        return "R"
    return "N" if side in ("NSM", "BN") else "L"


def _straight(text: str, *, bold: bool, size: float) -> Iterator[Run]:
    for font, part in _by_font(text, bold=bold):
        yield Run(font, part, stringWidth(part, font, size))


def _joined(text: str, *, bold: bool, size: float) -> Iterator[Run]:
    """Right-to-left letters come in the order they are typed and leave as glyphs, left first."""
    for font, part in _by_font(text, bold=bold):
        shaped = shapeStr(part, font, size, force=True)
        advance = sum(glyph.x_advance for glyph in shaped.__shapeData__)
        yield Run(font, shaped, advance * size / 1000)


def _by_font(text: str, *, bold: bool) -> Iterator[tuple[str, str]]:
    for font, group in groupby(text, key=lambda character: font_for(character, bold=bold)):
        yield font, "".join(group)
