"""From the bytes of a file to records: columns found, cells trimmed, nothing judged yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cases.allocations.columns import Heading, UnreadableListError, read_heading
from cases.allocations.csvtext import text_rows
from cases.allocations.escapes import unescaped
from cases.allocations.rows import Row
from cases.allocations.sheet import ZIP_MARK, sheet_rows

MAX_BYTES = 50 * 1024 * 1024
_OLD_OFFICE_MARK = bytes.fromhex("d0cf11e0")
_PDF_MARK = b"%PDF"
_CPR_DIGITS = 10
_LOSES_ITS_ZERO = ("cpr", "erstatningsnummer")
_TOO_MANY = (
    "Linjen har flere felter end overskriften. Sæt anførselstegn om felter, der selv indeholder "
    "skilletegnet, eller slet det overskydende."
)


@dataclass(frozen=True, slots=True)
class Record:
    """One person's line. `values`: standard column → text, "" where the file has nothing.

    `raw`: all cells as written, without the apostrophes of
    a file of refused lines. `fault`: a Danish reason why the
    line can't be read as a record at all.
    """

    number: int
    values: Mapping[str, str] = field(repr=False)
    raw: tuple[str, ...] = field(repr=False)
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class AllocationList:
    heading: Heading
    data: bytes = field(repr=False)

    def records(self) -> Iterator[Record]:
        """Stream the records from the start, each time it is called; blank lines are left out.

        Raises `UnreadableListError` midway when a spreadsheet turns out to be damaged.
        """
        rows = _filled(self.data)
        next(rows)
        for row in rows:
            yield _record(row, self.heading)


def read_list(data: bytes) -> AllocationList:
    """Read the header and see that something follows it; raises `UnreadableListError`.

    The kind of file is told by its content, whatever its name says.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableListError("Filen er større end 50 MB. Del listen op, og prøv igen.")
    if data.startswith(_OLD_OFFICE_MARK):
        raise UnreadableListError(
            "Filen er i det gamle Excel-format (.xls) eller beskyttet med adgangskode. "
            "Gem den som .xlsx uden adgangskode eller som CSV, og prøv igen."
        )
    if data.startswith(_PDF_MARK):
        raise UnreadableListError("Filen er en PDF. Bed om listen som CSV eller .xlsx.")
    rows = _filled(data)
    header = next(rows, None)
    if header is None:
        raise UnreadableListError("Filen er tom. Vælg den liste, du har modtaget, og prøv igen.")
    heading = read_heading(header.cells)
    if next(rows, None) is None:
        raise UnreadableListError(
            "Filen indeholder kun overskriften og ingen personer. Kontrollér, at det er den "
            "rigtige fil."
        )
    return AllocationList(heading, data)


def _filled(data: bytes) -> Iterator[Row]:
    rows = sheet_rows(data) if data.startswith(ZIP_MARK) else text_rows(data)
    return (row for row in rows if not row.blank)


def _record(row: Row, heading: Heading) -> Record:
    cells = [unescaped(cell) for cell in row.cells]
    for column in _LOSES_ITS_ZERO:
        index = heading.positions.get(column)
        if index in row.numeric and len(cells[index]) == _CPR_DIGITS - 1:
            cells[index] = f"0{cells[index]}"
    values = {
        column: cells[index] if index < len(cells) else ""
        for column, index in heading.positions.items()
    }
    surplus = any(cell.strip() for cell in cells[len(heading.written) :])
    return Record(row.number, values, tuple(cells), row.fault or (_TOO_MANY if surplus else None))
