"""CPR numbers. Those with a real date fail modulus 11 or lie ahead: none was ever issued."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.cpr import (
    CprError,
    ReplacementNumberError,
    format_cpr,
    latin_digits,
    masked,
    masked_from_birth,
    parse,
    parse_replacement,
)


def test_scenario_47_a_number_that_fails_modulus_11_is_accepted_with_a_hint() -> None:
    """The scenario's number, moved from 1 to 2 January so that nobody can hold it."""
    cpr = parse("020165 0001")
    assert (cpr.digits, cpr.born_on, cpr.checksum_ok) == ("0201650001", date(1965, 1, 2), False)


def test_scenario_47_a_leap_day_that_never_was_is_refused() -> None:
    with pytest.raises(CprError, match="en dato, der ikke findes"):
        parse("290223 4005")


def test_scenario_47_a_leap_day_in_a_leap_year_is_accepted() -> None:
    assert parse("290224 4005").born_on == date(2024, 2, 29)


def test_scenario_47_a_replacement_number_is_refused_and_shown_its_own_field() -> None:
    with pytest.raises(ReplacementNumberError, match="Skriv det i feltet erstatningsnummer"):
        parse("670790 0005")
    replacement = parse_replacement("670790 0005")
    assert (replacement.digits, replacement.born_on) == ("6707900005", date(1990, 7, 7))


@pytest.mark.parametrize(
    ("number", "born_on"),
    [
        ("0203000000", date(1900, 3, 2)),
        ("0203373000", date(1937, 3, 2)),
        ("0203993000", date(1999, 3, 2)),
        ("0203364000", date(2036, 3, 2)),
        ("0203374000", date(1937, 3, 2)),
        ("0203369000", date(2036, 3, 2)),
        ("0203379000", date(1937, 3, 2)),
        ("0203575000", date(2057, 3, 2)),
        ("0203585000", date(1858, 3, 2)),
        ("0203008000", date(2000, 3, 2)),
        ("0203998000", date(1899, 3, 2)),
    ],
)
def test_the_seventh_digit_gives_the_century(number: str, born_on: date) -> None:
    assert parse(number).born_on == born_on


@pytest.mark.parametrize(
    "written",
    [
        "241282-2534",
        "2412822534",
        " 241282-2534 ",
        "241282 2534",
        "241282–2534",
        "٢٤١٢٨٢-٢٥٣٤",
        "۲۴۱۲۸۲۲۵۳۴",
    ],
)
def test_a_number_reads_the_same_however_it_is_written(written: str) -> None:
    assert parse(written).digits == "2412822534"


@pytest.mark.parametrize(("number", "sex"), [("2412822534", "K"), ("2805883721", "M")])
def test_the_last_digit_gives_the_sex(number: str, sex: str) -> None:
    assert parse(number).sex == sex


def test_modulus_11_holds_for_a_number_built_to_meet_it() -> None:
    """2·3 + 3·7 + 5·6 + 5·4 = 77; born in 2050, so nobody holds it yet."""
    assert parse("020350-5000").checksum_ok


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("010190-123", "for kort"),
        ("", "må kun indeholde cifre"),
        ("010190-12345", "for langt"),
        ("010190-12A4", "må kun indeholde cifre"),
        ("0101-901234", "skrives som DDMMÅÅ-SSSS"),
        ("310298-1234", "dato, der ikke findes"),
        ("000000-0000", "dato, der ikke findes"),
        ("921290-1234", "dato, der ikke findes"),
        ("020190\x001234", "må kun indeholde cifre"),
        ("²21290-1234", "må kun indeholde cifre"),
    ],
)
def test_what_is_no_cpr_number_is_refused_with_a_reason(text: str, message: str) -> None:
    with pytest.raises(CprError, match=message) as refusal:
        parse(text)
    assert not text or text not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("050785-1410", "ikke et erstatningspersonnummer"),
        ("920785-1410", "ikke et erstatningspersonnummer"),
        ("900285-1410", "dato, der ikke findes"),
        ("650785-141", "for kort"),
        ("650785-1A10", "må kun indeholde cifre"),
    ],
)
def test_what_is_no_replacement_number_is_refused(text: str, message: str) -> None:
    with pytest.raises(CprError, match=message):
        parse_replacement(text)


def test_the_last_day_of_a_month_can_be_replaced() -> None:
    assert parse_replacement("910785-1410").born_on == date(1985, 7, 31)


def test_numbers_are_shown_with_a_hyphen_and_masked() -> None:
    assert format_cpr("0203001234") == "020300-1234"
    assert masked("0203001234") == "020300-****"
    assert masked_from_birth(date(2000, 3, 2)) == "020300-****"


def test_the_digits_stay_out_of_the_repr() -> None:
    assert "2412822534" not in repr(parse("2412822534"))
    assert "6507851410" not in repr(parse_replacement("6507851410"))


def test_digits_of_any_script_become_latin_and_letters_stay() -> None:
    assert latin_digits("٠٩-०९ Ω½²") == "09-09 Ω½²"


CENTURIES = [
    (date(1858, 1, 1), date(1899, 12, 31), "5678"),
    (date(1900, 1, 1), date(1936, 12, 31), "0123"),
    (date(1937, 1, 1), date(1999, 12, 31), "012349"),
    (date(2000, 1, 1), date(2036, 12, 31), "456789"),
    (date(2037, 1, 1), date(2057, 12, 31), "5678"),
]


@st.composite
def numbered_days(draw: st.DrawFn) -> tuple[date, str]:
    first, last, sevenths = draw(st.sampled_from(CENTURIES))
    born_on = draw(st.dates(first, last))
    tail = draw(st.from_regex(r"[0-9]{3}", fullmatch=True))
    return born_on, f"{born_on:%d%m}{born_on.year % 100:02}{draw(st.sampled_from(sevenths))}{tail}"


@given(numbered_days())
def test_every_day_that_a_number_can_carry_is_read_back(numbered: tuple[date, str]) -> None:
    born_on, digits = numbered
    assert parse(digits).born_on == born_on
    assert parse_replacement(f"{int(digits[0]) + 6}{digits[1:]}").born_on == born_on


@given(st.text(max_size=14))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        digits = parse(text).digits
    except CprError:
        return
    assert len(digits) == 10
    assert digits.isascii()
