"""Refused lines go back as they came, cannot run as formulas, and can be read again."""

import csv
import io

import pytest

from cases.allocations.columns import STANDARD
from cases.allocations.escapes import escaped, unescaped
from cases.allocations.files import read_list
from cases.allocations.lines import judge
from cases.allocations.rejects import ENCODING, RejectFile
from tests.cases.allocations.lists import (
    COUNTRIES,
    HEADER,
    LANGUAGES,
    TODAY,
    csv_bytes,
    person,
)


def rejects_of(data: bytes) -> bytes:
    given = read_list(data)
    stream = io.TextIOWrapper(io.BytesIO(), encoding=ENCODING, newline="")
    rejects = RejectFile(stream, given.heading)
    for record in given.records():
        line = judge(record, countries=COUNTRIES, languages=LANGUAGES, today=TODAY)
        if line.faults:
            rejects.add(line)
    stream.seek(0)
    return stream.buffer.read()


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(ENCODING), newline=""), delimiter=";"))


def test_a_refused_line_comes_back_with_number_column_and_every_reason() -> None:
    header, *rows = rows_of(rejects_of(csv_bytes(HEADER, person(), person(koen="", cpr="1"))))
    assert header == [*STANDARD, "linje", "kolonne", "årsag"]
    assert len(rows) == 1
    assert rows[0][:18] == person(koen="", cpr="1")
    assert rows[0][18:20] == ["3", "cpr"]
    assert rows[0][20] == (
        "cpr: CPR-nummeret er for kort: det skal have 10 cifre, DDMMÅÅ-SSSS. "
        "koen: Køn mangler. Skriv K, M eller X."
    )


def test_the_file_is_utf_8_with_its_mark_semicolons_and_crlf() -> None:
    data = rejects_of(csv_bytes(HEADER, person(koen="")))
    assert data.startswith(b"\xef\xbb\xbfudlaendinge_id;cpr;")
    assert data.endswith(b"\r\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_cell_that_would_run_becomes_text_and_back(start: str) -> None:
    assert escaped(f"{start}1") == f"'{start}1"
    assert unescaped(f"'{start}1") == f"{start}1"


@pytest.mark.parametrize("text", ["", "Al Khatib", "'t Hooft", "12", "a=b", "''", "'-1", "''+1"])
def test_escaping_and_back_loses_nothing(text: str) -> None:
    assert unescaped(escaped(text)) == text


def test_formulas_in_cells_and_header_are_text_in_the_file() -> None:
    header, row = rows_of(
        rejects_of(
            csv_bytes(
                [*HEADER, "=cmd"], [*person(koen="", fornavn="=1+1", telefon="+45 12 34 56 78"), ""]
            )
        )
    )
    assert header[18] == "'=cmd"
    assert (row[3], row[15]) == ("'=1+1", "'+45 12 34 56 78")


def test_a_file_of_refused_lines_can_be_read_again_unchanged() -> None:
    hostile = person(koen="", fornavn="=1+1", efternavn="'=2", telefon="+45 31 37 99 42")
    first = rejects_of(csv_bytes(HEADER, hostile))
    again = read_list(first)
    assert again.heading.unknown == ()
    assert rejects_of(first) == first
    assert next(again.records()).values["telefon"] == "+45 31 37 99 42"


def test_cells_beyond_the_header_come_last() -> None:
    _, row = rows_of(rejects_of(csv_bytes(HEADER, [*person(), "", "=for meget"])))
    assert row[18:20] == ["2", ""]
    assert "flere felter" in row[20]
    assert row[21:] == ["", "'=for meget"]


def test_a_short_line_is_filled_up() -> None:
    _, row = rows_of(rejects_of(csv_bytes(HEADER, ["12345678"])))
    assert row[:18] == ["12345678"] + [""] * 17
