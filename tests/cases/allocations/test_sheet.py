"""Spreadsheets, also damaged and hostile ones."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from cases.allocations.columns import UnreadableListError
from cases.allocations.files import read_list
from tests.cases.allocations.lists import (
    GOOD,
    HEADER,
    judge_all,
    person,
    records,
    sheet_bytes,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same workbook with one part replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def test_a_spreadsheet_reads_like_a_list() -> None:
    found = records(sheet_bytes(HEADER, person(), person(fornavn="ليلى")))
    assert [record.number for record in found] == [2, 3]
    assert found[0].values == GOOD
    assert found[1].values["fornavn"] == "ليلى"


def test_dates_and_numbers_in_cells_read_as_written() -> None:
    row = dict(GOOD) | {
        "udlaendinge_id": 78981230.0,
        "cpr": 203852534,
        "foedselsdato": datetime(1985, 3, 2, 12, 30),  # noqa: DTZ001 – a cell has no zone
        "visiteringsdato": date(2024, 11, 1),
        "telefon": 31379942,
        "tolkebehov": True,
    }
    (line,) = judge_all(sheet_bytes(HEADER, list(row.values())))
    assert line.faults == ()
    assert line.facts
    assert line.identity.udlaendinge_id == "78981230"
    assert line.identity.cpr
    assert line.identity.cpr.digits == "0203852534"
    assert line.record.raw[1] == "0203852534"
    assert line.facts.person.born_on == date(1985, 3, 2)
    assert line.facts.allocation.allocated_on == date(2024, 11, 1)
    assert line.facts.person.phone == "+4531379942"
    assert line.facts.person.needs_interpreter is True


def test_a_number_typed_too_short_is_not_filled_up() -> None:
    row = dict(GOOD) | {"cpr": 10190123}
    (line,) = judge_all(sheet_bytes(HEADER, list(row.values())))
    assert "for kort" in line.faults[0].reason
    assert line.record.raw[1] == "10190123"


def test_blank_rows_keep_the_numbering_and_are_left_out() -> None:
    found = records(sheet_bytes([None], HEADER, [None], person()))
    assert [record.number for record in found] == [4]


def test_cells_beyond_the_header_refuse_the_row() -> None:
    (record,) = records(sheet_bytes(HEADER, [*person(), None, "mere"]))
    assert "flere felter" in (record.fault or "")


def test_the_first_sheet_counts() -> None:
    book = Workbook()
    for row in (HEADER, person()):
        book.active.append(row)
    book.create_sheet("Vejledning").append(["Sådan gør du"])
    stream = io.BytesIO()
    book.save(stream)
    assert len(records(stream.getvalue())) == 1


def test_an_empty_sheet_is_an_empty_file() -> None:
    with pytest.raises(UnreadableListError, match="Filen er tom"):
        read_list(sheet_bytes())


GOOD_SHEET = sheet_bytes(HEADER, person())


@pytest.mark.parametrize(
    "data",
    [
        GOOD_SHEET[:200],
        b"PK\x03\x04" + b"\x00" * 100,
        with_part(GOOD_SHEET, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
        with_part(GOOD_SHEET, "xl/worksheets/sheet1.xml", b"\x00\xff"),
        with_part(GOOD_SHEET, "xl/workbook.xml", b"<html/>"),
        with_part(GOOD_SHEET, "[Content_Types].xml", b"<Types/>"),
        with_part(
            GOOD_SHEET,
            "xl/styles.xml",
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(
                f'<!ENTITY {b} "{f"&{a};" * 10}">'.encode()
                for a, b in zip("abcdefgh", "bcdefghi", strict=True)
            )
            + b"]><x>&i;</x>",
        ),
    ],
    ids=["cut", "no zip", "cut sheet", "binary", "other kind", "no manifest", "entities"],
)
def test_a_damaged_spreadsheet_is_refused_as_a_whole(data: bytes) -> None:
    with pytest.raises(UnreadableListError, match="kunne ikke åbnes"):
        records(data)


def with_strings(part: str, content: str) -> bytes:
    """A workbook as Excel writes it: the sheet points into a part of shared strings."""
    manifest = zipfile.ZipFile(io.BytesIO(GOOD_SHEET)).read("[Content_Types].xml").decode()
    override = (
        f'<Override PartName="/{part}" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    cells = "".join(f'<c t="s"><v>{index}</v></c>' for index in range(18))
    rows = f"<row>{cells}</row>" * 2
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    data = with_part(GOOD_SHEET, "xl/worksheets/sheet1.xml", sheet.encode())
    data = with_part(data, "[Content_Types].xml", manifest.replace("</Types>", override).encode())
    return with_part(data, part, f'<sst xmlns="{MAIN}">{content}</sst>'.encode())


SHARED = "".join(f"<si><t>{name}</t></si>" for name in HEADER)


def test_shared_strings_may_be_larger_than_other_parts_held_in_memory() -> None:
    (record,) = records(with_strings("xl/sharedStrings.xml", SHARED + " " * (9 << 20)))
    assert record.raw == tuple(HEADER)


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/strings.xml"])
def test_strings_that_unpack_to_too_much_are_never_unpacked(part: str) -> None:
    bomb = with_strings(part, SHARED + " " * (49 << 20))
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableListError, match="fylder for meget"):
        records(bomb)


def test_any_other_part_that_unpacks_to_too_much_is_never_unpacked() -> None:
    bomb = with_part(GOOD_SHEET, "xl/styles.xml", b" " * (9 << 20))
    with pytest.raises(UnreadableListError, match="fylder for meget"):
        records(bomb)


def test_a_row_number_beyond_any_sheet_ends_the_reading() -> None:
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
        + "</row>"
        for row, cells in ((1, HEADER), (2_000_000_000, person()))
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with pytest.raises(UnreadableListError, match="fylder for meget"):
        records(with_part(GOOD_SHEET, "xl/worksheets/sheet1.xml", sheet.encode()))


@pytest.mark.parametrize("size", ["A1:XFD1048576", "A1:A1"])
def test_a_false_size_and_a_far_column_cost_nothing(size: str) -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER)
    far = '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>1</v></c></row>'
    sheet = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="{size}"/>'
        f'<sheetData><row r="1">{cells}</row>{far}</sheetData></worksheet>'
    )
    (record,) = records(with_part(GOOD_SHEET, "xl/worksheets/sheet1.xml", sheet.encode()))
    assert record.raw == ("1",)
