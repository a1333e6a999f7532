"""The file of refused lines: as they were written, and what is to be mended."""

import csv
from typing import TextIO

from cases.allocations.columns import REJECT_COLUMNS, Heading
from cases.allocations.escapes import escaped
from cases.allocations.lines import Line

ENCODING = "utf-8-sig"


class RejectFile:
    """Writes refused lines one by one to a text stream opened with `ENCODING` and newline="".

    The cells are those of the list, then linje, kolonne (the first faulty) and årsag (every
    reason); cells beyond the header come last. Cells that a spreadsheet would run as a formula
    get an apostrophe, which the reader takes off again, so a corrected file can be read as it is.
    """

    def __init__(self, stream: TextIO, heading: Heading) -> None:
        self._writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        self._width = len(heading.written)
        self._kept = [
            index
            for index, name in enumerate(heading.written)
            if name.strip().casefold() not in REJECT_COLUMNS
        ]
        self._write([*(heading.written[index] for index in self._kept), *REJECT_COLUMNS])

    def add(self, line: Line) -> None:
        """A line with at least one fault."""
        raw = line.record.raw
        cells = [raw[index] if index < len(raw) else "" for index in self._kept]
        reasons = " ".join(_reason(fault.column, fault.reason) for fault in line.faults)
        verdict = [str(line.record.number), line.faults[0].column or "", reasons]
        self._write([*cells, *verdict, *raw[self._width :]])

    def _write(self, cells: list[str]) -> None:
        self._writer.writerow([escaped(cell) for cell in cells])


def _reason(column: str | None, reason: str) -> str:
    return f"{column}: {reason}" if column else reason
