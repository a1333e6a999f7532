"""The file of rules: read whole, or refused with the line and what to do."""

from datetime import date

import pytest

from interventions.law.rules import Authority, LawFileError, Roll, Unit, read_rules, version_on
from tests.law.shipped import FILE, RULES

LINES = FILE.read_text(encoding="utf-8").splitlines()
HEADER = LINES[0]
GOOD = (
    "X-1,all,emne,arrived_on,1,months,none,municipal,deadline,A.b,adult,no,"
    "2020-01-01,2020-12-31,hjemmel,,"
)


def with_cell(column: str, value: str) -> str:
    cells = GOOD.split(",")
    cells[HEADER.split(",").index(column)] = value
    return ",".join(cells)


def test_the_shipped_file_holds_42_versions_of_41_rules() -> None:
    assert (len(RULES), len({rule.code for rule in RULES})) == (42, 41)


def test_a_line_becomes_a_rule() -> None:
    found = version_on(RULES, "UA-OVERGIV", date(2022, 3, 17))
    assert found is not None
    assert (found.amount, found.unit, found.roll, found.authority, found.shape) == (
        4,
        Unit.WORKING_DAYS,
        Roll.NEXT,
        Authority.STATUTORY,
        "handover",
    )
    assert (found.valid_from, found.valid_to) == (date(2022, 3, 17), date(2024, 3, 31))
    assert found.legal_reference == "særlov § 30 stk. 2 (lov 324/2022)"


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        ("2022-03-16", None),
        ("2022-03-17", 4),
        ("2024-03-31", 4),
        ("2024-04-01", 15),
        ("2099-01-02", 15),
    ],
)
def test_both_days_of_the_validity_count(day: str, amount: int | None) -> None:
    found = version_on(RULES, "UA-OVERGIV", date.fromisoformat(day))
    assert (found and found.amount) == amount


def test_only_the_work_duty_applies_to_open_cases() -> None:
    assert [rule.code for rule in RULES if rule.applies_to_open_cases] == ["INL-ARBPLIGT"]


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("code", "", r"Linje 3 \(uden kode\): koden mangler"),
        ("applies_to", "kbh", r"Linje 3 \(X-1\): ukendt område: kbh"),
        ("amount", "en", r"»en« kan ikke stå i kolonnen amount"),
        ("unit", "fortnights", r"»fortnights« kan ikke stå i kolonnen unit"),
        ("roll", "back", r"»back« kan ikke stå i kolonnen roll"),
        ("authority", "king", r"»king« kan ikke stå i kolonnen authority"),
        ("shape", "square", r"ukendt form: square"),
        ("shape", "4", r"ukendt form: 4"),
        ("shape", "count:0", r"ukendt form: count:0"),
        ("condition_key", "adult_and_rich", r"ukendt betingelse: rich"),
        ("applies_to_open_cases", "ja", r"»ja« kan ikke stå i kolonnen applies_to_open_cases"),
        ("valid_from", "01-01-2020", r"»01-01-2020« kan ikke stå i kolonnen valid_from"),
        ("valid_from", "", r"»« kan ikke stå i kolonnen valid_from"),
        ("valid_to", "2019-12-31", r"valid_to ligger før valid_from"),
        ("mark", ",,", r"linjen har flere felter end kolonner"),
    ],
)
def test_a_bad_cell_is_refused_with_its_line(column: str, value: str, told: str) -> None:
    other = GOOD.replace("X-1", "X-0")
    with pytest.raises(LawFileError, match=told) as refused:
        read_rules([HEADER, other, with_cell(column, value)])
    assert str(refused.value).startswith("Linje 3 ")
    assert str(refused.value).endswith("Ret linjen og indlæs filen igen.")


def test_working_days_are_not_counted_backwards() -> None:
    line = GOOD.replace(",1,months,", ",-1,working_days,")
    with pytest.raises(LawFileError, match=r"Linje 2 .*hverdage kan ikke tælles bagud"):
        read_rules([HEADER, line])


def test_a_shortened_line_is_refused() -> None:
    with pytest.raises(LawFileError, match=r"Linje 2 \(X-1\)"):
        read_rules([HEADER, GOOD[:30]])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "Filen mangler kolonnerne amount, anchor, "),
        ([HEADER.replace("shape", "form")], "Filen mangler kolonnerne shape"),
        ([HEADER.replace(",", ";")], "Filen mangler kolonnerne amount"),
        ([HEADER], "Filen indeholder ingen fristregler"),
    ],
)
def test_a_file_that_is_no_table_of_rules_is_refused(lines: list[str], told: str) -> None:
    with pytest.raises(LawFileError, match=told):
        read_rules(lines)


@pytest.mark.parametrize(
    ("second", "overlaps"),
    [
        ("2021-01-01,2021-12-31", False),
        ("2019-01-01,2019-12-31", False),
        ("2020-12-31,", True),
        ("2019-01-01,", True),
        ("2019-01-01,2020-01-01", True),
        ("2020-06-01,2020-06-30", True),
        ("2020-01-01,2020-12-31", True),
    ],
)
def test_two_versions_of_a_rule_never_overlap(second: str, overlaps: bool) -> None:
    lines = [HEADER, GOOD, GOOD.replace("2020-01-01,2020-12-31", second)]
    if not overlaps:
        assert len(read_rules(lines)) == 2
        return
    with pytest.raises(
        LawFileError, match=r"^Linje 3: X-1 fra .* overlapper versionen fra 01-01-2020"
    ):
        read_rules(lines)


def test_the_same_days_of_two_rules_do_not_overlap() -> None:
    assert len(read_rules([HEADER, GOOD, GOOD.replace("X-1", "X-2")])) == 2


@pytest.mark.parametrize(("shape", "needed"), [("deadline", 1), ("count:4", 4), ("count:12", 12)])
def test_a_rule_that_counts_says_how_many(shape: str, needed: int) -> None:
    (found,) = read_rules([HEADER, with_cell("shape", shape)])
    assert found.needed_facts == needed
