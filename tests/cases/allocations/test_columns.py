"""The header row."""

import pytest

from cases.allocations.columns import STANDARD, UnreadableListError, read_heading


def test_columns_are_found_in_any_order_case_and_with_blanks() -> None:
    heading = read_heading([f" {name.upper()} " for name in reversed(STANDARD)])
    assert heading.positions == {name: 17 - index for index, name in enumerate(STANDARD)}
    assert heading.unknown == ()


def test_blanks_inside_a_name_stand_for_its_underscore() -> None:
    assert read_heading(["Udlaendinge ID", *STANDARD[1:]]).positions["udlaendinge_id"] == 0


def test_an_unknown_column_is_a_warning_of_the_file() -> None:
    heading = read_heading([*STANDARD, "Bemærk\u202ening", " ", "x" * 60])
    assert heading.unknown == ("Bemærkning", "kolonne 20 uden navn", "x" * 40)
    remark = heading.remarks()[0]
    assert (remark.column, remark.code) == ("Bemærkning", "unknown_column")
    assert remark.text == "Kolonnen »Bemærkning« kendes ikke og er ikke læst."


def test_trailing_blank_names_are_no_columns() -> None:
    assert read_heading([*STANDARD, "", " "]).written == STANDARD


@pytest.mark.parametrize("missing", STANDARD[5:11])
def test_a_required_column_must_be_there(missing: str) -> None:
    with pytest.raises(UnreadableListError, match=f"Kolonnen {missing} mangler"):
        read_heading([name for name in STANDARD if name != missing])


@pytest.mark.parametrize(
    ("left", "message"),
    [
        (STANDARD[3:], "Kolonnen udlaendinge_id eller cpr eller erstatningsnummer mangler"),
        (STANDARD[:3] + STANDARD[5:], "Kolonnen fornavn eller efternavn mangler"),
        (STANDARD[:5], "Kolonnerne foedselsdato, koen, statsborgerskab, foedeland, .* mangler"),
    ],
)
def test_one_column_of_a_group_is_needed(left: tuple[str, ...], message: str) -> None:
    with pytest.raises(UnreadableListError, match=message):
        read_heading(left)


def test_one_identity_one_name_and_the_six_facts_are_enough() -> None:
    heading = read_heading(["cpr", "efternavn", *STANDARD[5:11]])
    assert len(heading.positions) == 8


def test_a_column_twice_cannot_be_read() -> None:
    with pytest.raises(UnreadableListError, match="Kolonnen cpr står to gange"):
        read_heading([*STANDARD, "CPR"])


@pytest.mark.parametrize("cells", [[], ["Rania", "Al Khatib"], [*STANDARD, *["x"] * 90]])
def test_what_is_no_header_is_named_as_such(cells: list[str]) -> None:
    with pytest.raises(UnreadableListError, match="ligner ikke en visitationsliste"):
        read_heading(cells)
