"""Text lists as they come, and as somebody hostile would make them."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.allocations.columns import UnreadableListError
from cases.allocations.files import MAX_BYTES, read_list
from tests.cases.allocations.lists import GOOD, HEADER, csv_bytes, judge_all, person, records

DANISH = person(fornavn="Åse", efternavn="Sørensen", asylcenter="Center Sjælsmark")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encoding_and_separator_are_found_out(encoding: str, separator: str) -> None:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    data = mark + csv_bytes(HEADER, DANISH, separator=separator, encoding=encoding)
    (record,) = records(data)
    assert record.values == {
        **GOOD,
        "fornavn": "Åse",
        "efternavn": "Sørensen",
        "asylcenter": "Center Sjælsmark",
    }


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_every_line_ending_is_one(ending: str) -> None:
    found = records(csv_bytes(HEADER, person(), [], person(), ending=ending))
    assert [record.number for record in found] == [2, 4]


def test_one_damaged_byte_does_not_turn_utf_8_into_windows_1252() -> None:
    data = csv_bytes(HEADER, DANISH, person(fornavn="Bj?rn"), DANISH).replace(b"?", b"\xc3")
    good, damaged, last = judge_all(data)
    assert good.facts
    assert last.facts
    assert good.facts.person.given_name == "Åse"
    assert [fault.column for fault in damaged.faults] == ["fornavn"]


def test_columns_may_stand_in_another_order_with_one_that_is_unknown() -> None:
    data = csv_bytes([*reversed(HEADER), "note"], [*reversed(person()), "hej"])
    given_list = read_list(data)
    assert given_list.heading.unknown == ("note",)
    (record,) = given_list.records()
    assert record.values == GOOD
    assert record.fault is None


def test_a_list_can_be_read_more_than_once() -> None:
    given_list = read_list(csv_bytes(HEADER, person()))
    assert len(list(given_list.records())) == 1
    assert len(list(given_list.records())) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Filen er tom"),
        (b"\xef\xbb\xbf\r\n \r\n", "Filen er tom"),
        (b";;;;\r\n", "Filen er tom"),
        (csv_bytes(HEADER), "kun overskriften"),
        (csv_bytes(HEADER, [], [" "] * 18), "kun overskriften"),
        (csv_bytes(HEADER[:-8], person()[:-8]), "Kolonnen visiteringsdato mangler"),
        (csv_bytes([*HEADER, "cpr"], person()), "står to gange"),
        (csv_bytes(person()), "ligner ikke en visitationsliste"),
        (csv_bytes(HEADER, person(), encoding="utf-32"), "ligner ikke en visitationsliste"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "ligner ikke en visitationsliste"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"gamle Excel-format \(.xls\)"),
        (b"x" * (MAX_BYTES + 1), "større end 50 MB"),
        (b"x" * 1_000_000, "ligner ikke en visitationsliste"),
        (b'"' * 100_000, "ligner ikke en visitationsliste"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_list_is_refused_as_a_whole(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableListError, match=message):
        read_list(data)


def test_a_line_break_inside_quotes_moves_no_line_number() -> None:
    broken = person(asylcenter='"Center\r\nSandholm"')
    first, second = records(csv_bytes(HEADER, broken, person()))
    assert (first.number, first.values["asylcenter"]) == (2, "Center\r\nSandholm")
    assert (second.number, second.values) == (4, GOOD)


def test_quotes_hold_separators_and_quotes() -> None:
    (record,) = records(csv_bytes(HEADER, person(efternavn='"Hansen; ""Al"" Masri"')))
    assert record.values["efternavn"] == 'Hansen; "Al" Masri'


def test_a_quote_inside_a_bare_cell_is_a_letter() -> None:
    (record,) = records(csv_bytes(HEADER, person(fornavn='Ali "Bo" Hansen')))
    assert record.values["fornavn"] == 'Ali "Bo" Hansen'
    assert record.fault is None


@pytest.mark.parametrize("after", [0, 5, 50])
def test_a_quote_never_closed_costs_its_own_line_only(after: int) -> None:
    found = records(csv_bytes(HEADER, person(fornavn='"Rania'), *[person()] * after))
    assert [record.number for record in found] == list(range(2, 3 + after))
    assert "anførselstegn" in (found[0].fault or "")
    assert found[0].raw[3] == '"Rania'
    assert all(record.fault is None and record.values == GOOD for record in found[1:])


def test_a_quote_never_closed_does_not_eat_a_quoted_line_further_down() -> None:
    found = records(csv_bytes(HEADER, person(fornavn='"Rania'), person(), person(fornavn='"A;B"')))
    assert [bool(record.fault) for record in found] == [True, False, False]
    assert found[2].values["fornavn"] == "A;B"


def test_too_few_cells_are_empty_and_too_many_refuse() -> None:
    short, trailing, long = records(
        csv_bytes(HEADER, person()[:11], [*person(), "", " "], [*person(), "", "mere"])
    )
    assert short.fault is None
    assert short.values["adressebeskyttelse"] == ""
    assert trailing.fault is None
    assert "flere felter" in (long.fault or "")


def test_nul_bytes_refuse_the_name_they_stand_in() -> None:
    nul, good = judge_all(csv_bytes(HEADER, person(fornavn="Ra\x00nia"), person()))
    assert [fault.column for fault in nul.faults] == ["fornavn"]
    assert good.facts


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_huge_cell_costs_its_own_line_only(quote: str) -> None:
    huge = person(fornavn=f"{quote}{'x' * 3_000_000}{quote}")
    found = records(csv_bytes(HEADER, huge, person()))
    assert [record.number for record in found] == [2, 3]
    assert "65.536 tegn" in (found[0].fault or "")
    assert sum(len(cell) for cell in found[0].raw) <= 65_536
    assert found[1].values == GOOD


@pytest.mark.parametrize("close", ["", 'b";'])
def test_a_huge_line_inside_quotes_is_not_cut_in_silence(close: str) -> None:
    found = records(csv_bytes(HEADER, person(fornavn='"a\n' + close + "x" * 70_000), person()))
    assert [bool(record.fault) for record in found] == [True, True, False]


def test_reading_holds_only_a_piece_of_the_file() -> None:
    given_list = read_list(csv_bytes(HEADER, *[DANISH] * 5_000))
    tracemalloc.start()
    try:
        assert sum(1 for _ in given_list.records()) == 5_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 500_000 < len(given_list.data)


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    header = csv_bytes(HEADER)
    for attempt in (data, header + data, b"PK\x03\x04" + data):
        try:
            judge_all(attempt)
        except UnreadableListError:
            continue
