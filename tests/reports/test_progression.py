"""The report as a letter: its sentences, its tables, and what it does not say."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from accounts.models import AuditEvent
from interventions.law.rules import Authority
from interventions.models import Mentoring
from interventions.queries.rules import RuleBook, rule_book
from reports import html
from reports.csv_file import to_csv
from reports.json_file import progression_json
from reports.letter import letter
from reports.letter_tables import Chosen, Place
from reports.pdf.render import render
from reports.period import Period, PeriodError
from reports.progression import Progression, Question, progression
from reports.report import Report
from reports.suppression import Choice
from tests.lifecycles.driver import go
from tests.make import actor, make_case, make_unit, make_user, step_of
from tests.plugins.kept import Kept
from tests.reports.reading import text_of

TODAY = date(2026, 11, 23)
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "as_of"),
    [
        ("2024-01-01", "2024-01-31", None),
        ("2024-01-01", "2024-02-29", "2024-02-29"),
        ("2023-02-01", "2023-02-28", "2026-11-23"),
        ("2024-01-01", "2026-12-31", "2026-11-30"),
    ],
)
def test_whole_months_are_a_period(first: str, last: str, as_of: str | None) -> None:
    day = date.fromisoformat(as_of) if as_of else None
    made = Period.of(date.fromisoformat(first), date.fromisoformat(last), day, TODAY)
    assert made == Period(date.fromisoformat(first), date.fromisoformat(last), day or TODAY)


@pytest.mark.parametrize(
    ("first", "last", "as_of", "words"),
    [
        ("2024-01-02", "2024-01-31", None, "begynde den 1."),
        ("2024-01-01", "2024-02-28", None, "slutte på den sidste dag"),
        ("2024-03-01", "2024-01-31", None, "slutter, før den begynder"),
        ("2024-01-01", "2024-01-31", "2024-02-15", "Opgørelsesdagen"),
        ("2024-01-01", "2024-01-31", "2026-11-22", "Opgørelsesdagen"),
    ],
)
def test_other_dates_are_refused_in_words(
    first: str, last: str, as_of: str | None, words: str
) -> None:
    day = date.fromisoformat(as_of) if as_of else None
    with pytest.raises(PeriodError, match=words):
        Period.of(date.fromisoformat(first), date.fromisoformat(last), day, TODAY)


# --- sentences, over counts that are made up

KEPT = {"met_on_time": 80, "met_late": 25, "late_days": 300, "overdue": 15, "exempt": 7}
NONE = dict.fromkeys(KEPT, 0)


def written(book: RuleBook, cases: dict[str, Any], held: dict[str, Any], **changes: Any) -> Report:
    """A letter whose statutory totals are `held`; the other authorities have none."""
    totals = {authority: Choice((), NONE) for authority in Authority}
    totals[Authority.STATUTORY] = Choice((), held)
    chosen = Chosen(Choice((), cases), Choice((), cases), totals, totals)
    place = Place("NORD", "", {}, whole_area=changes.pop("whole_area", True))
    return letter(replace(YEAR, **changes), place, chosen, book, datetime(2026, 11, 23, 9))  # noqa: DTZ001 - local time


OPENED = {"opened": 1226, "active": 0, "closed": "–"}


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        (
            KEPT,
            (
                "Af 120 forfaldne lovfrister blev 80 (67 %) holdt til tiden, 25 (21 %) opfyldt for "
                "sent, i gennemsnit 12 dage, og 15 (13 %) er overskredet. Desuden var 7 undtaget."
            ),
        ),
        (
            {**NONE, "met_on_time": 9},
            "Af 9 forfaldne lovfrister blev 9 (100 %) holdt til tiden, og ingen er overskredet.",
        ),
        ({**KEPT, "overdue": "–"}, "vises ikke, fordi et af tallene er skjult."),
        ({**KEPT, "met_late": "–", "late_days": "–"}, "vises ikke, fordi et af tallene er skjult."),
        ({**KEPT, "met_on_time": "–"}, "vises ikke, fordi et af tallene er skjult."),
        (NONE, "Der var ingen forfaldne lovfrister."),
    ],
)
def test_the_answer_gives_shares_with_n_and_none_of_which_a_part_is_small(
    db: None, held: dict[str, Any], sentence: str
) -> None:
    answer = written(rule_book(), OPENED, held).answer[1].replace("\u00a0", " ")
    assert answer.endswith(sentence)
    assert ("%" in answer) is ("%" in sentence)


def test_the_answer_tells_of_cases_and_says_so_where_a_number_is_hidden(db: None) -> None:
    assert written(rule_book(), OPENED, NONE).answer[0] == (
        "Fra 01-01-2024 til 31-12-2024 blev 1.226 forløb åbnet og et antal forløb, som ikke vises, "
        "afsluttet. Den 31-12-2024 var ingen forløb i gang."
    )


def test_a_period_that_goes_on_after_the_day_is_a_reservation(db: None) -> None:
    early = written(rule_book(), OPENED, KEPT, as_of=date(2024, 6, 30))
    assert "forfaldne eller opfyldte lovfrister" in early.answer[1]
    assert any("løber ud over opgørelsesdagen" in caveat for caveat in early.caveats)
    assert not any("løber ud over" in c for c in written(rule_book(), OPENED, KEPT).caveats)


def test_a_day_that_has_not_come_yet_is_a_reservation(db: None) -> None:
    ahead = written(rule_book(), OPENED, KEPT, as_of=date(2026, 11, 30))
    assert any("ligger i fremtiden" in caveat for caveat in ahead.caveats)
    assert not any("i fremtiden" in c for c in written(rule_book(), OPENED, KEPT).caveats)


def test_one_unit_alone_lacks_what_is_only_told_of_the_area(db: None) -> None:
    part = written(rule_book(), OPENED, KEPT, whole_area=False)
    assert any("INL-HELBRED" in caveat for caveat in part.caveats)


# --- the whole way, over cases

CASES = (
    ("NORD", "konvention", 9), ("NORD", "ukraine_saerlov", 3),
    ("SYD", "konvention", 6), ("SYD", "ukraine_saerlov", 8),
)  # fmt: skip


@pytest.fixture(scope="module")
def made(kept: Kept) -> Progression:
    """26 cases in four cells, one of them with three people; nine mentors offered late in NORD."""
    for code, basis, number in CASES:
        for _ in range(number):
            case = make_case(
                "2024-01-02", basis=basis, unit=make_unit(code), arrived_on="2024-03-02"
            )
            if (code, basis) == ("NORD", "konvention"):
                go(step_of(case, Mentoring), "offer", date(2024, 3, 14))
    by = actor(make_user("mona", "manager"), TODAY)
    return progression(by, Question(YEAR))


def test_json_has_the_keys_that_others_rely_on(made: Progression) -> None:
    answer = json.loads(progression_json(made))
    assert answer["as_of"] == "2024-12-31"
    assert answer["period"] == {"from": "2024-01-01", "to": "2024-12-31"}
    assert answer["rows"][0] == {
        "unit": "NORD", "track": "copenhagen", "quarter": "2024Q1",
        "opened": "–", "active": "–", "closed": 0,
    }  # fmt: skip
    offers = [row for row in answer["rules"] if row["code"] == "KM-MENTOR-TILBUD"]
    assert offers[0] == {
        "code": "KM-MENTOR-TILBUD", "authority": "municipal", "unit": "NORD",
        "track": "copenhagen", "quarter": "2024Q1", "met_on_time": 0, "met_late": 9,
        "late_days": 45, "overdue": 0, "exempt": 0,
    }  # fmt: skip
    assert answer["totals"]["opened"] == 26
    assert answer["totals"]["municipal"]["met_late"] == 9
    assert {"statutory", "municipal", "guidance"} < set(answer["totals"])
    assert answer["fingerprint"] == made.report.fingerprint


def test_no_format_prints_a_small_number(made: Progression) -> None:
    answer = json.loads(progression_json(made))
    numbers = [
        value
        for row in (*answer["rows"], *answer["rules"], *answer["totals"].values())
        for name, value in (row.items() if isinstance(row, dict) else [("", row)])
        if name in ("opened", "active", "closed", "met_on_time", "met_late", "overdue", "exempt")
    ]
    assert numbers
    assert not any(isinstance(value, int) and 0 < value < 5 for value in numbers)
    file = csv.reader(io.StringIO(to_csv(made.report).decode("utf-8-sig")), delimiter=";")
    assert not any(cell in {"1", "2", "3", "4"} for line in file for cell in line)
    page = html.document(made.report)
    assert not any(f'class="number">{n}<' in page for n in (1, 2, 3, 4))
    assert page.count("skjult</span>") == sum(
        cell == "–"
        for table in made.report.tables
        for row in (*table.rows, table.totals or ())
        for cell in row
    )


def test_paper_page_and_spreadsheet_are_the_same_report(made: Progression) -> None:
    paper = text_of(render(made.report))
    page = html.document(made.report)
    for text in (made.report.short_fingerprint, "Hvad tallet ikke siger", "Definition"):
        assert text in paper
        assert text in page
    assert made.report.short_fingerprint in to_csv(made.report).decode()
    assert "Fejloprettede (annullerede) forløb tæller ingen steder." in " ".join(paper.split())


def test_the_same_question_has_the_same_fingerprint_later(made: Progression) -> None:
    again = progression(actor(make_user("mona", "manager"), "2027-03-01"), Question(YEAR))
    assert again.report.fingerprint == made.report.fingerprint


def test_a_report_leaves_one_row_in_the_trail_and_names_nobody(made: Progression) -> None:
    (event,) = AuditEvent.objects.filter(action="report.progression")
    assert (event.actor, event.subjects) == ("mona", [])
    assert event.resource_id == made.report.short_fingerprint
