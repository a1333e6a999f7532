"""Numbers of the demo: they look right, and nobody has them (shared decisions §8)."""

from datetime import date
from random import Random

import pytest

from cases.cpr import parse, parse_replacement
from config.demo.cast import cast
from config.demo.numbers import Numbers
from config.demo.people import People
from tests.config.demo_rows import AS_OF


@pytest.fixture
def numbers() -> Numbers:
    return Numbers(Random(7))  # noqa: S311 - invented people


@pytest.mark.parametrize("born_on", [date(1961, 2, 28), date(1999, 12, 31), date(2019, 7, 4)])
@pytest.mark.parametrize("sex", ["K", "M"])
def test_a_cpr_number_agrees_with_its_holder_and_was_never_issued(
    numbers: Numbers, born_on: date, sex: str
) -> None:
    for _ in range(40):
        number = parse(numbers.cpr(born_on, sex))
        assert (number.born_on, number.sex, number.checksum_ok) == (born_on, sex, False)


def test_a_birth_on_1_january_gets_no_number(numbers: Numbers) -> None:
    with pytest.raises(ValueError, match="1 January"):
        numbers.cpr(date(1990, 1, 1), "K")


def test_no_number_is_given_twice(numbers: Numbers) -> None:
    given = [numbers.cpr(date(1990, 5, 17), "K") for _ in range(200)]
    assert len(set(given)) == 200


def test_a_replacement_number_is_one(numbers: Numbers) -> None:
    assert parse_replacement(numbers.replacement(date(1990, 5, 17), "K")).born_on == date(
        1990, 5, 17
    )


def test_a_phone_number_begins_as_no_danish_number_does(numbers: Numbers) -> None:
    assert numbers.phone().startswith("+4500")


def test_more_people_than_characters_are_other_people() -> None:
    rng = Random(1)  # noqa: S311 - invented people
    people = People(rng, AS_OF)
    numbers = [people.make(character).cpr for character in cast(120, rng)]
    assert len(set(numbers)) == 120
