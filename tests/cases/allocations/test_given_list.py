"""The given list against its expected file, as far as it goes without a database."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cases.allocations.files import read_list
from cases.allocations.lines import Line, judge
from cases.allocations.seen import Seen
from cases.tracks import TRACK_OF
from tests.cases.allocations.lists import COUNTRIES, LANGUAGES, TODAY

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return json.loads((DATA / "allocations-2024-2025.expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def lines() -> dict[int, Line]:
    given = read_list((DATA / "allocations-2024-2025.csv").read_bytes())
    seen = Seen()
    found = {}
    for record in given.records():
        line = judge(record, countries=COUNTRIES, languages=LANGUAGES, today=TODAY)
        line = line.refused_for(seen.fault(line))
        if line.facts:
            seen.add(line)
        found[record.number] = line
    return found


def test_every_line_of_the_file_is_judged(lines: dict[int, Line]) -> None:
    assert list(lines) == list(range(2, 242))


def test_the_refused_lines_name_the_expected_column(
    lines: dict[int, Line], expected: dict[str, Any]
) -> None:
    refused = {str(n): line.faults[0].column for n, line in lines.items() if line.faults}
    assert len(refused) == 14
    assert refused == {
        number: defect["column"]
        for number, defect in expected["defects"].items()
        if defect["verdict"] == "refused"
    }


def test_the_cases_fall_on_the_expected_tracks(
    lines: dict[int, Line], expected: dict[str, Any]
) -> None:
    tracks = Counter(
        TRACK_OF[line.facts.allocation.residence_basis].track
        for line in lines.values()
        if line.facts
    )
    assert tracks == {"copenhagen": 130, "ukraine": 78, "general": 18}
    assert tracks == expected["tracks"]


def test_the_warnings_are_those_expected(lines: dict[int, Line], expected: dict[str, Any]) -> None:
    warned = {
        str(n): [remark.code for remark in line.remarks]
        for n, line in lines.items()
        if line.remarks
    }
    assert len(warned) == 147
    assert warned == expected["warnings"]


@pytest.mark.parametrize(
    ("number", "given_name", "family_name"),
    [
        (50, "Василь", "Hansen; Al-Masri"),
        (85, "أحمد", "Qasim"),
        (161, "Noor", "<b>Al & Co</b>"),
        (164, "Oksana", ""),
        (202, "ليلى", '=HYPERLINK("x")'),
    ],
)
def test_names_are_kept_as_written(
    lines: dict[int, Line], number: int, given_name: str, family_name: str
) -> None:
    facts = lines[number].facts
    assert facts
    assert (facts.person.given_name, facts.person.family_name) == (given_name, family_name)


def test_no_reason_repeats_what_a_line_says_of_a_person(lines: dict[int, Line]) -> None:
    for line in lines.values():
        private = {
            value
            for column, value in line.record.values.items()
            if column in {"udlaendinge_id", "cpr", "erstatningsnummer", "fornavn", "efternavn"}
            and value
        }
        text = repr(line)
        assert not [value for value in private if value in text]
