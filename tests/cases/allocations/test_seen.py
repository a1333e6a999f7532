"""An identity is used once in a list, by an accepted line."""

import pytest

from cases.allocations.files import Record
from cases.allocations.lines import Line, judge
from cases.allocations.seen import Seen
from tests.cases.allocations.lists import COUNTRIES, GOOD, LANGUAGES, TODAY

FIRST = {
    "udlaendinge_id": "10000001",
    "cpr": "241282-2534",
    "erstatningsnummer": "841282-1111",
}


def line(number: int, **changes: str) -> Line:
    record = Record(number, {**GOOD, **changes}, ())
    return judge(record, countries=COUNTRIES, languages=LANGUAGES, today=TODAY)


def seen_first() -> Seen:
    seen = Seen()
    seen.add(line(7, **FIRST))
    return seen


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        (FIRST, "udlaendinge_id"),
        ({**FIRST, "udlaendinge_id": "10000002"}, "cpr"),
        ({**FIRST, "udlaendinge_id": "", "cpr": ""}, "erstatningsnummer"),
        ({"udlaendinge_id": "10000002", "cpr": "2412822534"}, "cpr"),
    ],
)
def test_an_identity_used_before_refuses_the_line(changes: dict[str, str], column: str) -> None:
    fault = seen_first().fault(line(9, **changes))
    assert fault
    assert fault.column == column
    assert "linje 7" in fault.reason


def test_new_identities_pass() -> None:
    fresh = line(9, udlaendinge_id="10000002", cpr="241282-2535", erstatningsnummer="841282-1112")
    assert seen_first().fault(fresh) is None


def test_numbers_of_different_kinds_never_meet() -> None:
    assert seen_first().fault(line(9, udlaendinge_id="24128225")) is None


def test_an_identity_used_before_is_named_before_a_later_column() -> None:
    repeated = line(9, **FIRST, koen="")
    columns = [f.column for f in repeated.refused_for(seen_first().fault(repeated)).faults]
    assert columns == ["udlaendinge_id", "koen"]
