"""Deadlines against a table that was worked out by hand; no code wrote a date in it."""

import csv
from dataclasses import replace
from datetime import date

import pytest

from interventions.law.due import NoDueDateError, due
from interventions.law.rules import Roll, version_on
from tests.law.shipped import DATA, RULES, dates, rule

with (DATA / "due_by_hand.csv").open(encoding="utf-8", newline="") as file:
    BY_HAND = list(csv.DictReader(file, delimiter=";"))
WEEKDAYS = ("man", "tir", "ons", "tor", "fre", "lør", "søn")


def rows(exit_code: str) -> list[object]:
    return [
        pytest.param(row, id=f"{row['nr']}-{row['rule']}-{row['anchor']}")
        for row in BY_HAND
        if row["exit"] == exit_code
    ]


def test_the_whole_table_is_read() -> None:
    counted = {code: len(rows(code)) for code in ("0", "1", "2")}
    assert (len(BY_HAND), counted) == (155, {"0": 145, "1": 8, "2": 2})


def test_every_rule_with_a_date_stands_in_the_table() -> None:
    with_date = {r.code for r in RULES if r.has_due_date}
    assert with_date == {row["rule"] for row in BY_HAND if row["exit"] == "0"}


@pytest.mark.parametrize("row", rows("0"))
def test_a_deadline_falls_where_the_hand_put_it(row: dict[str, str]) -> None:
    anchor = date.fromisoformat(row["anchor"])
    version = version_on(RULES, row["rule"], anchor)
    assert version is not None
    found = due(version, anchor)
    assert (
        version.valid_from.isoformat(),
        found.day.isoformat(),
        WEEKDAYS[found.day.weekday()],
        found.planning.isoformat(),
        [skipped.day for skipped in found.skipped],
    ) == (
        row["version"],
        row["due"],
        row["weekday"],
        row["planning_date"],
        sorted(dates(row["skipped_weekdays"] + " " + row["skipped_weekends"])),
    )


@pytest.mark.parametrize("row", rows("1"))
def test_no_version_is_valid_on_the_anchor(row: dict[str, str]) -> None:
    assert version_on(RULES, row["rule"], date.fromisoformat(row["anchor"])) is None


@pytest.mark.parametrize("row", rows("2"))
def test_a_ledger_has_no_date(row: dict[str, str]) -> None:
    version = rule(row["rule"])
    assert not version.has_due_date
    with pytest.raises(NoDueDateError, match=f"{row['rule']} er et timeregnskab"):
        due(version, date.fromisoformat(row["anchor"]))


@pytest.mark.parametrize(
    ("code", "anchor", "told"),
    [
        (
            "UA-OVERGIV",
            "2024-03-26",
            [
                ("2024-03-28", "skærtorsdag"),
                ("2024-03-29", "langfredag"),
                ("2024-03-30", "lørdag"),
                ("2024-03-31", "påskedag"),
                ("2024-04-01", "anden påskedag"),
            ],
        ),
        ("UA-OVERGIV", "2023-05-02", [
            ("2023-05-05", "store bededag"), ("2023-05-06", "lørdag"), ("2023-05-07", "søndag"),
        ]),
        ("INL-OVERGIV", "2024-11-05", [("2025-01-01", "nytårsdag")]),
        ("INL-OVERGIV", "2024-12-31", [("2025-02-01", "lørdag"), ("2025-02-02", "søndag")]),
        ("FVL-KLAGE-4W", "2024-05-08", [("2024-06-05", "grundlovsdag")]),
        ("FVL-KLAGE-4W", "2024-11-26", [
            ("2024-12-24", "juleaftensdag"), ("2024-12-25", "juledag"),
            ("2024-12-26", "anden juledag"),
        ]),
        ("FVL-KLAGE-4W", "2024-12-03", [
            ("2024-12-31", "nytårsaftensdag"), ("2025-01-01", "nytårsdag"),
        ]),
        ("UA-OVERGIV", "2024-04-22", [
            ("2024-04-27", "lørdag"), ("2024-04-28", "søndag"),
            ("2024-05-04", "lørdag"), ("2024-05-05", "søndag"),
            ("2024-05-09", "Kristi himmelfartsdag"),
            ("2024-05-11", "lørdag"), ("2024-05-12", "søndag"),
        ]),
        ("KM-PRAK-1M", "2024-02-29", []),
    ],
)  # fmt: skip
def test_each_skipped_day_tells_why(code: str, anchor: str, told: list[tuple[str, str]]) -> None:
    found = due(rule(code, anchor), date.fromisoformat(anchor))
    assert [(s.day.isoformat(), s.why) for s in found.skipped] == told


@pytest.mark.parametrize(
    ("extended", "last"),
    [(0, "2024-05-09"), (1, "2024-05-10"), (14, "2024-05-23"), (42, "2024-06-20")],
)
def test_recorded_days_lengthen_the_gap_by_just_as_many_days(extended: int, last: str) -> None:
    found = due(rule("INL-VRT-GAP"), date(2024, 3, 28), extended_days=extended)
    assert (found.day.isoformat(), found.extended_days) == (last, extended)


def test_a_lengthened_deadline_that_rolls_rolls_from_its_new_day() -> None:
    rolling = replace(rule("INL-VRT-GAP"), roll=Roll.NEXT)
    found = due(rolling, date(2024, 3, 28), extended_days=2)
    assert found.day == date(2024, 5, 13)
    assert [s.why for s in found.skipped] == ["lørdag", "søndag"]
