"""LAB § 61 on the case: each placement has its longest time as a span, counted by hand here."""

from __future__ import annotations

from typing import Any

import pytest

from cases.actions.target_groups import record_target_group
from cases.models import Case, Change
from interventions.actions.placement_spans import date_span
from interventions.law.status import Status
from interventions.models import CompanyPlacement, Deadline
from interventions.queries.open_deadlines import open_deadlines
from interventions.queries.restricted import deadlines_in_reach
from interventions.queries.rules import rule_book
from tests.interventions.amal import page_of
from tests.interventions.desk import sit_down, text_of
from tests.make import actor, assign, day, make_case, make_target_group, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, agreed, ended, started, status_on

pytestmark = pytest.mark.django_db

SHORT, USUAL, EXTENDED = "LAB-PRAK-4W", "LAB-PRAK-13W", "LAB-PRAK-26W"
PERIOD = {"planned_from": "2024-02-05", "planned_to": "2024-03-03"}
KIOSK = {"company": "Kiosken", "cvr": "10150817", "p_number": "1003388395"}
Told = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", basis="eu", active=True))


def spans(case: Case) -> list[Told]:
    """Rule, first day, last day, and the day on which it ended, of each."""
    rows = Deadline.objects.filter(case=case, rule__code__startswith="LAB-PRAK").order_by("pk")
    return [
        (row.rule.code, str(row.anchor_on), str(row.due_on), str(row.ended_on))
        for row in rows.select_related("rule")
    ]


@pytest.mark.parametrize(
    ("basis", "group", "first", "expected"),
    [
        ("eu", "6.2", "2024-02-05", (SHORT, "2024-03-03")),  # 28 days, the 29th of February among
        ("eu", "6.4", "2024-09-02", (SHORT, "2024-09-29")),
        ("eu", "6.3", "2024-02-05", (USUAL, "2024-05-05")),  # 91 days
        ("eu", "", "2024-09-02", (USUAL, "2024-12-01")),
        ("konvention", "INL-program", "2024-02-05", (USUAL, "2024-05-05")),
        ("ukraine_saerlov", "", "2024-02-05", (USUAL, "2024-05-05")),
    ],
)
def test_the_group_on_the_first_day_gives_the_length(
    basis: str, group: str, first: str, expected: tuple[str, str]
) -> None:
    case = make_case("2024-01-02", basis=basis, active=True)
    if group:
        make_target_group(case, group, "2024-01-01")
    started(case, first, planned_from=first, planned_to=first)
    code, last = expected
    assert spans(case) == [(code, first, last, "None")]


def test_a_group_from_the_day_after_comes_too_late(case: Case) -> None:
    make_target_group(case, "6.2", "2024-02-06")
    started(case, "2024-02-05", **PERIOD)
    assert spans(case) == [(USUAL, "2024-02-05", "2024-05-05", "None")]


@pytest.mark.parametrize("form", ["wage_subsidy", "utility_job"])
def test_a_wage_subsidy_and_a_utility_job_have_none(case: Case, form: str) -> None:
    row = started(case, "2024-02-05", form=form, **PERIOD)
    act(row, "extend", "2024-02-26", planned_to="2024-03-10", reason="Mere øvelse")
    assert spans(case) == []


def test_a_placement_that_is_only_agreed_has_none_yet(case: Case) -> None:
    agreed(case, "2024-02-05", **PERIOD)
    assert spans(case) == []


def test_two_placements_have_a_span_each_and_only_the_ended_ones_ends(case: Case) -> None:
    bakery = started(case, "2024-02-05", hours_per_week=15, **PERIOD)
    started(
        case, "2024-03-04", hours_per_week=15, **KIOSK,
        planned_from="2024-03-04", planned_to="2024-04-28",
    )  # fmt: skip
    assert spans(case) == [
        (USUAL, "2024-02-05", "2024-05-05", "None"),
        (USUAL, "2024-03-04", "2024-06-02", "None"),
    ]
    own = CompanyPlacement.objects.order_by("pk").values_list("company", "spans__due_on")
    assert [(company, str(last)) for company, last in own] == [
        ("Nordhavn Bageri", "2024-05-05"), ("Kiosken", "2024-06-02"),
    ]  # fmt: skip
    ended(bakery, "2024-03-08")
    assert spans(case) == [
        (USUAL, "2024-02-05", "2024-05-05", "2024-03-08"),
        (USUAL, "2024-03-04", "2024-06-02", "None"),
    ]


def test_one_that_begins_on_another_day_than_agreed_counts_from_that(case: Case) -> None:
    row = agreed(case, "2024-02-05", planned_from="2024-02-05", planned_to="2024-05-05")
    act(row, "start", "2024-02-12")
    assert spans(case) == [(USUAL, "2024-02-12", "2024-05-12", "None")]


def test_a_corrected_first_day_moves_the_span_and_the_old_one_stays_readable(case: Case) -> None:
    row = started(case, "2024-02-12", planned_from="2024-02-05", planned_to="2024-05-05")
    row.starts_on = day("2024-02-08")
    row.save()
    by = actor(make_user("anna"), "2024-02-14")
    date_span(row, by=by, reason="Første dag var torsdag")
    assert spans(case) == [(USUAL, "2024-02-08", "2024-05-08", "None")]
    assert dict(Change.objects.filter(resource="deadline").values_list("field", "old")) == {
        "anchor_on": "2024-02-12", "due_on": "2024-05-12",
    }  # fmt: skip
    date_span(row, by=by)
    assert Change.objects.filter(resource="deadline").count() == 2


def longer(row: Any, when: str, last: str, **typed: Any) -> Any:
    return act(row, "extend", when, planned_to=last, reason="Mere øvelse", **typed)


def test_a_longer_agreement_within_the_weeks_leaves_them_as_they_are(case: Case) -> None:
    longer(started(case, "2024-02-05", **PERIOD), "2024-02-26", "2024-05-05")
    assert spans(case) == [(USUAL, "2024-02-05", "2024-05-05", "None")]


def test_beyond_them_it_is_the_twenty_six_weeks_of_the_same_span(case: Case) -> None:
    row = longer(started(case, "2024-02-05", **PERIOD), "2024-02-26", "2024-05-06")
    assert spans(case) == [(EXTENDED, "2024-02-05", "2024-08-04", "None")]
    (told,) = [r for g in page_of(case).deadlines.groups for r in g.rows if r.why.code == EXTENDED]
    assert told.why.condition == "Gælder, når en konkret vurdering begrunder det."
    assert told.why.changes == (
        "Fristen var 05-05-2024 (ændret 26-02-2024 12:00 af Anna: Mere øvelse)",
    )
    longer(row, "2024-04-29", "2024-08-04")
    assert spans(case) == [(EXTENDED, "2024-02-05", "2024-08-04", "None")]


def test_a_very_special_need_lasts_as_long_as_it_was_granted(case: Case) -> None:
    row = longer(started(case, "2024-02-05", **PERIOD), "2024-02-26", "2024-08-04")
    longer(row, "2024-07-29", "2024-09-01", special_need=True)  # four weeks more
    assert spans(case) == [(EXTENDED, "2024-02-05", "2024-09-01", "None")]
    (told,) = [r for g in page_of(case).deadlines.groups for r in g.rows if r.why.code == EXTENDED]
    assert told.why.extended == "28 dage for et helt særligt behov"


def test_four_weeks_stay_four_weeks(case: Case) -> None:
    make_target_group(case, "6.2", "2024-01-01")
    row = started(case, "2024-02-05", planned_from="2024-02-05", planned_to="2024-02-18")
    longer(row, "2024-02-12", "2024-03-03", special_need=True)
    assert spans(case) == [(SHORT, "2024-02-05", "2024-03-03", "None")]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2024-04-20", Status.UPCOMING), ("2024-04-21", Status.SOON), ("2024-05-05", Status.SOON),
        ("2024-05-06", Status.LAPSED),
    ],
)  # fmt: skip
def test_it_runs_out_and_is_never_overdue(case: Case, today: str, expected: Status) -> None:
    started(case, "2024-02-05", **PERIOD)
    assert status_on(case, USUAL, today) == expected


def test_it_ends_with_the_placement_and_with_the_case(case: Case) -> None:
    ended(started(case, "2024-02-05", **PERIOD), "2024-02-12")
    assert status_on(case, USUAL, "2024-02-12") == Status.LAPSED
    started(case, "2024-02-19", planned_from="2024-02-19", planned_to="2024-03-31")
    act(Case.objects.get(pk=case.pk), "close", "2024-03-04")
    assert [span[3] for span in spans(case)] == ["2024-02-12", "2024-03-04"]


def test_a_group_that_is_recorded_afterwards_shortens_nothing_that_runs(case: Case) -> None:
    started(case, "2024-02-05", **PERIOD)
    by = actor(make_user("anna"), "2024-02-19")
    record_target_group(case, "6.2", by=by, from_on=day("2024-02-01"))
    assert spans(case) == [(USUAL, "2024-02-05", "2024-05-05", "None")]
    assert status_on(case, USUAL, "2024-02-19") == Status.UPCOMING
    assert open_deadlines(by, rule_book()).filter(rule__code=USUAL).exists()


def test_a_mentor_reads_no_target_group_in_it(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    make_target_group(case, "6.2", "2024-01-01")
    started(case, "2024-02-05", **PERIOD)
    mia = make_user("mia", "mentor")
    assign(case, mia, "mentor", "2024-02-01")
    known = deadlines_in_reach(actor(mia, "2024-02-19"), rule_book())
    assert not known.filter(placement__isnull=False).exists()
    page = text_of(sit_down(monkeypatch, mia, "2024-02-19").get(f"/sager/{case.pk}/"))
    assert "Nordhavn Bageri" in page
    assert "varighed" not in page


def test_the_case_page_tells_whose_length_it_is(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(case, "2024-02-05", **PERIOD)
    anna = sit_down(monkeypatch, make_user("anna"), "2024-02-19")
    page = text_of(anna.get(f"/sager/{case.pk}/"))
    assert "Virksomhedspraktikkens varighed: Nordhavn Bageri" in page
    assert "slutter om 76 dage" in page  # the 5th of May
    span = Deadline.objects.get(rule__code=USUAL)
    page = text_of(anna.get(f"/frister/{span.pk}/"))
    assert "praktikkens første dag, 05-02-2024" in page
    assert "13 uger efter" in page
