"""Which fact meets a deadline that counts from 1 March and is due on 1 September 2024."""

from dataclasses import replace
from datetime import date

import pytest

from interventions.law.facts import Fact, fulfilments, fulfils, meeting_fact, recorded_on
from tests.law.shipped import rule

ANCHOR, DUE = date(2024, 3, 1), date(2024, 9, 1)


def fact(day: str, move: str = "start", kind: str = "CompanyPlacement", **more: object) -> Fact:
    values = {"form": "placement", "step_id": 1, **more}
    return Fact(kind, move, on=date.fromisoformat(day), **values)  # type: ignore[arg-type]


def met_by(code: str, facts: list[Fact], *, case_anchored: bool = True) -> str | None:
    found = meeting_fact(
        rule(code), facts, anchor_on=ANCHOR, due_on=DUE, case_anchored=case_anchored
    )
    return found and found.on.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("WelcomeTalk.hold", [("WelcomeTalk", "hold", "")]),
        ("CompanyPlacement.start:placement", [("CompanyPlacement", "start", "placement")]),
        (
            "DanishEducation.refer|exempt",
            [("DanishEducation", "refer", ""), ("DanishEducation", "exempt", "")],
        ),
        ("A.b:x|C.d", [("A", "b", "x"), ("C", "d", "")]),
    ],
)
def test_what_fulfils_a_rule_is_read_from_its_line(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert fulfilments(replace(rule("KM-PRAK-1M"), fulfilled_by=text)) == expected


@pytest.mark.parametrize(
    ("code", "made", "expected"),
    [
        ("KM-PRAK-1M", fact("2024-03-05"), True),
        ("KM-PRAK-1M", fact("2024-03-05", form="wage_subsidy"), False),
        ("INL-VRT-1M", fact("2024-03-05", form="wage_subsidy"), True),
        ("KM-PRAK-1M", fact("2024-03-05", move="agree"), False),
        ("UA-VELKOMST", fact("2024-03-05", "hold", "WelcomeTalk", form=""), True),
        ("UA-VELKOMST", fact("2024-03-05", "hold", "FollowUpTalk", form=""), False),
        ("INL-DU-HENV", fact("2024-03-05", "exempt", "DanishEducation", form=""), True),
        ("INL-PROG-1Y", fact("2024-03-05"), False),
    ],
)
def test_a_fact_fulfils_by_kind_move_and_form(code: str, made: Fact, expected: bool) -> None:
    assert fulfils(rule(code), made) is expected


def test_the_first_fact_counts_also_one_before_the_anchor_of_the_case() -> None:
    early, later = fact("2024-02-01"), fact("2024-04-01")
    assert met_by("KM-PRAK-1M", [early, later]) == "2024-02-01"


def test_a_deadline_that_arose_with_an_event_asks_for_a_fact_since() -> None:
    early, later = fact("2024-02-29"), fact("2024-03-01")
    assert met_by("INL-VRT-GAP", [early, later], case_anchored=False) == "2024-03-01"
    assert met_by("INL-VRT-GAP", [early], case_anchored=False) is None


def talks(*days: str) -> list[Fact]:
    return [fact(day, "hold", "FollowUpTalk", form="", step_id=n) for n, day in enumerate(days)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2024-03-01", "2024-04-01", "2024-05-01", "2024-09-01"], "2024-09-01"),
        (["2024-03-01", "2024-04-01", "2024-05-01"], None),
        (["2024-02-29", "2024-04-01", "2024-05-01", "2024-06-01"], None),
        (["2024-03-01", "2024-04-01", "2024-05-01", "2024-09-02"], None),
        (["2024-03-01", "2024-03-02", "2024-03-03", "2024-03-04", "2024-03-05"], "2024-03-04"),
    ],
)
def test_four_talks_from_the_anchor_to_the_due_date_are_needed(
    days: list[str], expected: str | None
) -> None:
    assert met_by("INL-OPF-4", talks(*days)) == expected


def test_nothing_is_counted_while_the_anchor_is_unknown() -> None:
    found = meeting_fact(
        rule("INL-OPF-4"), talks(*["2024-03-01"] * 4),
        anchor_on=None, due_on=None, case_anchored=False,
    )  # fmt: skip
    assert found is None


def test_what_is_met_by_being_recorded_is_met_on_the_recorded_date() -> None:
    values = {"danish_allowed_on": date(2024, 2, 12), "arrived_on": date(2024, 1, 1)}
    assert recorded_on(rule("DUL-START-I"), values) == date(2024, 2, 12)
    assert recorded_on(rule("DUL-START-I"), {"danish_allowed_on": None}) is None
    assert recorded_on(rule("KM-PRAK-1M"), values) is None
