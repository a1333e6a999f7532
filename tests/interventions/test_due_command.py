"""`manage.py due RULE ANCHOR_DATE [--json]`, as contract.md promises it."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.law.shipped import DATA

pytestmark = pytest.mark.django_db

with (DATA / "due_by_hand.csv").open(encoding="utf-8", newline="") as file:
    BY_HAND = list(csv.DictReader(file, delimiter=";"))


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("due", *arguments, stdout=out)
    return out.getvalue()


def computed(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(*arguments, "--json"))
    return found


def refused(*arguments: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as error:
        told(*arguments)
    return error.value.returncode, str(error.value)


def test_the_json_has_the_keys_of_the_contract_in_their_order() -> None:
    assert told("UA-OVERGIV", "2024-03-26", "--json") == (
        '{"rule": "UA-OVERGIV", "version": "2022-03-17", "anchor": "2024-03-26", '
        '"due": "2024-04-04", "planning_date": "2024-04-04", "skipped": ['
        '{"date": "2024-03-28", "reason": "skærtorsdag"}, '
        '{"date": "2024-03-29", "reason": "langfredag"}, '
        '{"date": "2024-03-30", "reason": "lørdag"}, '
        '{"date": "2024-03-31", "reason": "påskedag"}, '
        '{"date": "2024-04-01", "reason": "anden påskedag"}], '
        '"legal_reference": "særlov § 30 stk. 2 (lov 324/2022)", '
        '"authority": "statutory", "shape": "handover"}\n'
    )


def test_the_text_is_danish_with_danish_dates() -> None:
    assert told("INL-OVERGIV", "05-11-2024").splitlines() == [
        "INL-OVERGIV: Ansvar overgår til kommunen",
        "Frist: 02-01-2025",
        "Planlæg senest: 02-01-2025",
        "Regnet fra: 05-11-2024",
        "Version: gælder fra 01-01-1999",
        "Hjemmel: INL § 4 stk. 2 (lov)",
        "Sprunget over: 01-01-2025 (nytårsdag)",
    ]


def test_both_ways_of_writing_a_date_are_read() -> None:
    assert computed("KM-PRAK-1M", "2024-01-31") == computed("KM-PRAK-1M", "31-01-2024")


def test_every_line_worked_out_by_hand_comes_out_of_the_command() -> None:
    wrong = []
    for row in BY_HAND:
        if row["exit"] != "0":
            continue
        found = computed(row["rule"], row["anchor"])
        skipped = (row["skipped_weekdays"] + " " + row["skipped_weekends"]).split()
        expected = (row["version"], row["due"], row["planning_date"], sorted(skipped))
        got = tuple(found[key] for key in ("version", "due", "planning_date"))
        if (*got, [day["date"] for day in found["skipped"]]) != expected:
            wrong.append((row, found))
    assert wrong == []


@pytest.mark.parametrize("row", [r for r in BY_HAND if r["exit"] != "0"], ids=lambda row: row["nr"])
def test_what_has_no_date_ends_with_the_exit_code_of_the_table(row: dict[str, str]) -> None:
    code, sentence = refused(row["rule"], row["anchor"], "--json")
    assert code == int(row["exit"])
    assert row["rule"] in sentence


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (
            ("INL-KONTRAKT", "2016-06-30"),
            1,
            "Ingen version af INL-KONTRAKT gælder den 30-06-2016.",
        ),
        (
            ("INL-DU-15H", "2024-01-01"),
            2,
            "INL-DU-15H er et timeregnskab for hver uge (15 timer) og har ingen fristdato.",
        ),
        # A ledger is a ledger also before it was in force.
        (
            ("INL-ARBPLIGT", "2024-12-31"),
            2,
            "INL-ARBPLIGT er et timeregnskab for hver uge (37 timer) og har ingen fristdato.",
        ),
        (("KM-NOGET", "2024-01-01"), 2, "Der findes ingen fristregel med koden KM-NOGET."),
        (
            ("KM-PRAK-1M", "30-02-2024"),
            2,
            "»30-02-2024« er ikke en dato. Skriv den som åååå-mm-dd eller dd-mm-åååå.",
        ),
        (
            ("KM-PRAK-1M", "i går"),
            2,
            "»i går« er ikke en dato. Skriv den som åååå-mm-dd eller dd-mm-åååå.",
        ),
        (
            ("UA-OVERGIV", "9999-12-31"),
            2,
            "Fristen ligger uden for kalenderen: 31-12-9999.",
        ),
        (
            ("INL-PROG-5Y", "9998-01-02"),
            2,
            "Fristen ligger uden for kalenderen: 02-01-9998.",
        ),
    ],
)
def test_a_refusal_is_a_sentence_and_a_code(
    arguments: tuple[str, str], code: int, sentence: str
) -> None:
    assert refused(*arguments) == (code, sentence)
