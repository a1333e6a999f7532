"""The code files: countries and languages."""

import re

import pytest

from tests.cases.allocations.lists import COUNTRIES, LANGUAGES


def test_every_country_has_a_code_of_two_letters() -> None:
    assert len(set(COUNTRIES.by_key.values())) == 252
    assert all(re.fullmatch("[A-Z]{2}", code) for code in COUNTRIES.by_key.values())


@pytest.mark.parametrize("name", ["jugoslavien", "yucs", "yug", "sovjetunionen"])
def test_former_states_are_known_as_such(name: str) -> None:
    assert name in COUNTRIES.ended
    assert name not in COUNTRIES.by_key


@pytest.mark.parametrize(
    ("code", "stored"),
    [
        ("kmr", "kmr"),
        ("ckb", "ckb"),
        ("prs", "prs"),
        ("ps", "pus"),
        ("apc", "apc"),
        ("acm", "acm"),
        ("ti", "tir"),
        ("so", "som"),
        ("uk", "ukr"),
        ("ru", "rus"),
        ("fa", "fas"),
        ("ur", "urd"),
        ("tr", "tur"),
    ],
)
def test_the_languages_interpreters_are_booked_for_are_there(code: str, stored: str) -> None:
    assert LANGUAGES[code] == stored


def test_languages_are_stored_as_three_letters() -> None:
    assert all(re.fullmatch("[a-z]{3}", code) for code in LANGUAGES.values())
    assert len([code for code in LANGUAGES if len(code) == 2]) == 184
