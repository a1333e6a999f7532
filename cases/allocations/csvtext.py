"""Rows out of separated text: encoding, separator, quotes, and physical line numbers.

One broken line costs one line. A quote that is never closed would make the csv module swallow the
rest of the file, so the reading starts again on the line after it.
"""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper

from cases.allocations.columns import recognised
from cases.allocations.rows import Row

_SEPARATORS = ";,\t"
_A_NAME = re.compile(r"\w")
_CHUNK = 1 << 16
_LINE_CHARACTERS = 1 << 16
_LINES_IN_A_RECORD = 20
_TOO_LONG = "Linjen er længere end 65.536 tegn. Ret den i filen."
_QUOTES = (
    'Et anførselstegn (") er sat forkert eller mangler sin afslutning. '
    'Skriv et anførselstegn inde i et felt som to ("").'
)


def text_rows(data: bytes) -> Iterator[Row]:
    """Every row, blank ones too, the header first; the text is decoded bit by bit."""
    encoding = _encoding(data)
    separator = _separator(data, encoding)
    lines = _Lines(data, encoding)
    while line := lines.take():
        number = lines.number
        if len(line) > _LINE_CHARACTERS:
            yield Row(number, _split(line[:_LINE_CHARACTERS], separator), _TOO_LONG)
        else:
            cells, fault = _record(line, lines, separator)
            yield Row(number, cells, fault)


def _record(first: str, lines: "_Lines", separator: str) -> tuple[tuple[str, ...], str | None]:
    if '"' not in first:
        return _split(first, separator), None
    taken = [first]

    def feed() -> Iterator[str]:
        yield first
        while len(taken) < _LINES_IN_A_RECORD and (line := lines.take()):
            taken.append(line)
            if len(line) > _LINE_CHARACTERS:
                return
            yield line

    try:
        return tuple(next(csv.reader(feed(), delimiter=separator, strict=True))), None
    except csv.Error:
        lines.put_back(taken[1:])
        return _split(first, separator), _QUOTES


def _split(line: str, separator: str) -> tuple[str, ...]:
    return tuple(line.rstrip("\r\n").split(separator))


class _Lines:
    """Physical lines with their number; lines that were taken in vain can be put back."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._stream = TextIOWrapper(BytesIO(data), encoding=encoding, errors="replace", newline="")
        self._waiting: deque[str] = deque()
        self.number = 0

    def take(self) -> str:
        """The next line with its ending, "" at the end of the file.

        Of a line longer than the limit only so much is kept that it can be seen to be too long.
        """
        line = self._waiting.popleft() if self._waiting else self._read()
        self.number += bool(line)
        return line

    def put_back(self, lines: list[str]) -> None:
        self._waiting.extendleft(reversed(lines))
        self.number -= len(lines)

    def _read(self) -> str:
        line = self._stream.readline(_LINE_CHARACTERS + 1)
        rest = line
        while len(rest) > _LINE_CHARACTERS and not rest.endswith("\n"):
            rest = self._stream.readline(_LINE_CHARACTERS + 1)
        return line


def _encoding(data: bytes) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252.

    A single damaged byte must not turn a UTF-8 list into Windows-1252 and every name in it into
    nonsense: where most of what is not ASCII reads as UTF-8, it is UTF-8, and the damaged
    character shows in its own line.
    """
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    foreign = damaged = 0
    chunks = (data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK))
    for text in codecs.iterdecode(chunks, "utf-8", "replace"):
        foreign += len(text) - len(text.encode("ascii", "ignore"))
        damaged += text.count("\ufffd")
    return "utf-8" if foreign >= 2 * damaged else "cp1252"


def _separator(data: bytes, encoding: str) -> str:
    """The separator under which the first line with anything on it names the most columns."""
    lines = _Lines(data, encoding)
    while (line := lines.take()) and not _A_NAME.search(line):
        pass
    return max(_SEPARATORS, key=lambda separator: recognised(_header_cells(line, separator)))


def _header_cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator))
    except csv.Error:
        return line.split(separator)
