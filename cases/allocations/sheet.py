"""Rows out of a spreadsheet (.xlsx): the first sheet, read as a stream, within limits."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.packaging.manifest import Manifest
from openpyxl.xml.constants import ARC_CONTENT_TYPES, SHARED_STRINGS, WORKSHEET_TYPE
from openpyxl.xml.functions import fromstring

from cases.allocations.columns import UnreadableListError
from cases.allocations.rows import Row

ZIP_MARK = b"PK\x03\x04"
_MB = 1 << 20
# Unpacked. A sheet is read as a stream, shared strings and the other parts are held in memory.
_LIMITS = {"sheets": 400 * _MB, "strings": 48 * _MB, "other": 8 * _MB}
_MAX_PARTS = 500
_MAX_ROWS = 1 << 20
_MAX_COLUMNS = 100
_DAMAGED = (
    "Regnearket kunne ikke åbnes. Gem det som .xlsx eller CSV fra dit regnearksprogram, "
    "og prøv igen."
)
_TOO_LARGE = "Regnearket fylder for meget, når det pakkes ud. Del listen op, eller gem den som CSV."


def sheet_rows(data: bytes) -> Iterator[Row]:
    """Every row of the first sheet, blank ones too; raises `UnreadableListError`, also midway."""
    _demand_bearable(data)
    try:
        yield from _rows(data)
    except UnreadableListError:
        raise
    except Exception as error:  # a damaged part may raise anything in the two parsers below
        raise UnreadableListError(_DAMAGED) from error


def _rows(data: bytes) -> Iterator[Row]:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # the size that a file states may be a lie
        found = sheet.iter_rows(values_only=True, max_col=_MAX_COLUMNS)
        for number, values in enumerate(islice(found, _MAX_ROWS + 1), start=1):
            if number > _MAX_ROWS:
                raise UnreadableListError(_TOO_LARGE)
            yield _row(number, values)
    finally:
        book.close()


def _row(number: int, values: tuple[Any, ...]) -> Row:
    end = 0 if values.count(None) == len(values) else len(values)
    while end and values[end - 1] is None:
        end -= 1
    kept = values[:end]
    numeric = frozenset(i for i, value in enumerate(kept) if isinstance(value, int | float))
    return Row(number, tuple(_text(value) for value in kept), numeric=numeric)


def _text(value: Any) -> str:
    """A cell as the text of a list: dates dd-mm-yyyy, whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return f"{value.day:02}-{value.month:02}-{value.year:04}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _demand_bearable(data: bytes) -> None:
    """Look at the sizes in the zip's directory, beyond which nothing is unpacked."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            sizes = _sizes(archive)
    except UnreadableListError:
        raise
    except Exception as error:  # zip directory and manifest are as hostile as the rest
        raise UnreadableListError(_DAMAGED) from error
    if any(sizes[kind] > limit for kind, limit in _LIMITS.items()):
        raise UnreadableListError(_TOO_LARGE)


def _sizes(archive: ZipFile) -> dict[str, int]:
    """Unpacked bytes by how openpyxl reads the part.

    The manifest says which part is what; a part with two roles counts as one held in memory.
    """
    parts = archive.infolist()
    manifest_size = archive.getinfo(ARC_CONTENT_TYPES).file_size
    if len(parts) > _MAX_PARTS or manifest_size > _LIMITS["other"]:
        raise UnreadableListError(_TOO_LARGE)
    manifest = Manifest.from_tree(fromstring(archive.read(ARC_CONTENT_TYPES)))
    roles: dict[str, set[str]] = {}
    for override in manifest.Override:
        roles.setdefault(override.PartName.lstrip("/"), set()).add(override.ContentType)
    sizes = dict.fromkeys(_LIMITS, 0)
    for part in parts:
        role = roles.get(part.filename, set())
        if role == {WORKSHEET_TYPE} and part.filename.startswith("xl/worksheets/"):
            sizes["sheets"] += part.file_size
        elif role == {SHARED_STRINGS}:
            sizes["strings"] += part.file_size
        else:
            sizes["other"] += part.file_size
    return sizes
