"""What a closing and a reopening do to deadlines.

The case: allocated on 5 November 2023, handed over on 2 January 2024, arrived on 31 January.
KM-PRAK-1M is due on 29 February, INL-VRT-1M on 2 February, KM-HELBRED on 2 July.
"""

from typing import Any

import pytest

from cases.actions.assignments import assign_responsible
from cases.errors import InvalidDataError
from cases.models import Case
from interventions.actions.settle import settle
from interventions.law.status import Status
from interventions.models import CompanyPlacement, Deadline, HealthAssessment
from interventions.queries.rules import rule_book
from tests.interventions.desk import sit_down, text_of
from tests.interventions.measuring import measure
from tests.lifecycles.driver import again, go
from tests.make import actor, day, make_case, make_user, step_of
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, ended, started, stated_on, status_on

pytestmark = pytest.mark.django_db


S = Status


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2023-11-05", arrived_on="2024-01-31", active=True))


def close(case: Case, when: str, **data: Any) -> Case:
    return act(case, "close", when, reason="udrejst", **data)


def reopen(case: Case, when: str) -> Case:
    return act(case, "reopen", when, user=make_user("tove", "team_lead"))


def test_a_closing_ends_what_is_open_and_keeps_what_was_met_or_overdue(case: Case) -> None:
    started(case, "2024-02-20")
    close(case, "2024-03-15")
    told = {
        code: status_on(case, code, "2024-12-01")
        for code in ("KM-PRAK-1M", "INL-VRT-1M", "INL-KONTRAKT", "KM-HELBRED", "INL-ERKL",
                     "PROG-MAAL-BASIS", "PROG-MAAL-3M", "INL-PROG-5Y", "INL-HELBRED")
    }  # fmt: skip
    assert told == {
        "KM-PRAK-1M": S.MET_ON_TIME,
        "INL-VRT-1M": S.MET_LATE,
        "INL-KONTRAKT": S.OVERDUE,  # due on 2 February
        "KM-HELBRED": S.LAPSED,  # due on 2 July
        "INL-ERKL": S.LAPSED,  # awaited its date
        "PROG-MAAL-BASIS": S.OVERDUE,  # due on 5 December
        "PROG-MAAL-3M": S.LAPSED,
        "INL-PROG-5Y": S.LAPSED,
        "INL-HELBRED": S.NOT_RELEVANT,
    }
    assert not any(stated_on(case, code, "2024-12-01").on_work_list for code in told)


def test_a_deadline_that_falls_on_the_day_of_the_closing_lapses() -> None:
    case = make_case("2024-01-15", basis="eu", active=True)
    close(case, "2024-02-12")
    assert status_on(case, "ALM-OPF-4W", "2024-03-01") == S.LAPSED
    assert status_on(case, "PROG-MAAL-BASIS", "2024-03-01") == S.LAPSED


def test_after_a_reopening_only_what_fell_while_closed_stays_ended(case: Case) -> None:
    close(case, "2024-02-20")
    reopen(case, "2024-04-15")
    told = {
        code: (found.status, found.on_work_list)
        for code in ("INL-KONTRAKT", "KM-PRAK-1M", "KM-HELBRED", "INL-ERKL")
        if (found := stated_on(case, code, "2024-04-15"))
    }
    assert told == {
        "INL-KONTRAKT": (S.OVERDUE, True),  # was overdue before: somebody must still do it
        "KM-PRAK-1M": (S.LAPSED, False),  # due on 29 February, while the case was closed
        "KM-HELBRED": (S.UPCOMING, True),
        "INL-ERKL": (S.AWAITING_DATE, False),
    }


def test_a_later_fact_does_not_bring_back_what_fell_while_the_case_was_closed(case: Case) -> None:
    close(case, "2024-02-20")
    reopen(case, "2024-04-15")
    started(case, "2024-04-22")
    assert status_on(case, "KM-PRAK-1M", "2024-04-22") == S.LAPSED
    found = stated_on(case, "INL-VRT-1M", "2024-04-22")  # was overdue before the closing
    assert (found.status, found.late_days) == (S.MET_LATE, 80)


def test_a_step_that_lapsed_with_the_closing_took_nothing_with_it(case: Case) -> None:
    """Its last move was recorded with a day after the closing (R4): it lapsed on that day."""
    act(step_of(case, CompanyPlacement), "match", "2024-02-22")
    close(case, "2024-02-26", effective_on="2024-02-20")
    assert again(step_of(case, CompanyPlacement)).ended_on == day("2024-02-22")
    reopen(case, "2024-02-26")
    assert status_on(case, "KM-PRAK-1M", "2024-02-26") == S.SOON


def test_a_cancelled_case_ends_its_deadlines(case: Case) -> None:
    go(case, "cancel", day("2024-02-20"))
    assert status_on(case, "KM-PRAK-1M", "2024-03-04") == S.LAPSED
    assert status_on(case, "INL-KONTRAKT", "2024-03-04") == S.OVERDUE


def test_settling_again_changes_nothing(case: Case) -> None:
    ended(started(case, "2024-02-05"), "2024-02-16")
    act(step_of(case, HealthAssessment), "offer", "2024-03-01")
    close(case, "2024-03-15")
    before = list(Deadline.objects.order_by("pk").values())
    settle(again(case), rule_book())
    assert list(Deadline.objects.order_by("pk").values()) == before


# --- measurements (every third month), asked for again


def test_a_measurement_that_fell_while_closed_is_asked_for_three_months_after_the_reopening(
    case: Case,
) -> None:
    measure(case, "sagsbehandler", "2024-01-15")
    close(case, "2024-02-20")
    reopen(case, "2024-05-06")
    fell, following = case.deadlines.filter(rule__code="PROG-MAAL-3M").order_by("pk")
    assert (fell.due_on, fell.ended_on) == (day("2024-04-15"), day("2024-02-20"))
    assert (following.due_on, following.met_on) == (day("2024-08-06"), None)
    assert status_on(case, "PROG-MAAL-3M", "2024-08-07") == S.OVERDUE
    measure(case, "sagsbehandler", "2024-08-06", occasion="three_monthly")
    following.refresh_from_db()
    assert following.met_on == day("2024-08-06")
    assert status_on(case, "PROG-MAAL-3M", "2024-11-06") == S.SOON


def test_one_that_is_still_to_come_keeps_its_date_over_the_reopening(case: Case) -> None:
    measure(case, "sagsbehandler", "2024-02-15")
    close(case, "2024-02-20")
    reopen(case, "2024-05-06")
    assert [str(row.due_on) for row in case.deadlines.filter(rule__code="PROG-MAAL-3M")] == [
        "2024-05-15"
    ]


def test_a_first_measurement_that_fell_while_closed_is_followed_by_the_next(case: Case) -> None:
    """Nobody asks for the first one any more; it was due on 5 February."""
    case = make_case("2024-01-05", basis="eu", active=True)
    close(case, "2024-01-22")
    reopen(case, "2024-03-04")
    assert status_on(case, "PROG-MAAL-BASIS", "2024-06-05") == S.LAPSED
    assert status_on(case, "PROG-MAAL-3M", "2024-06-05") == S.OVERDUE
    assert str(stated_on(case, "PROG-MAAL-3M", "2024-03-04").deadline.due_on) == "2024-06-04"


def test_a_first_measurement_that_was_overdue_before_is_what_is_asked_for(case: Case) -> None:
    close(case, "2024-02-20")
    reopen(case, "2024-05-06")
    assert status_on(case, "PROG-MAAL-BASIS", "2024-05-06") == S.OVERDUE
    assert status_on(case, "PROG-MAAL-3M", "2024-05-06") == S.AWAITING_DATE


# --- a case that ended before it was planned


def test_a_case_nobody_had_planned_is_closed_and_planned_when_it_is_opened_again() -> None:
    case = make_case("2024-01-15", plan=False)
    tove = make_user("tove", "team_lead")
    assign_responsible(case, make_user("anna"), by=actor(tove, "2024-01-15"))
    case = act(case, "close", "2024-01-22", reason="flyttet", no_measurement="")
    assert (case.state, case.end_reason, case.closed_on) == (
        "closed", "flyttet", day("2024-01-22"),
    )  # fmt: skip
    assert not case.steps.exists()
    case = reopen(case, "2024-02-05")
    assert case.steps.filter(kind="CompanyPlacement").count() == 1
    assert case.deadlines.filter(rule__code="INL-KONTRAKT").count() == 1
    assert status_on(case, "PROG-MAAL-BASIS", "2024-02-05") == S.SOON  # 15 February


def test_a_case_that_was_planned_is_not_planned_again(case: Case) -> None:
    before = case.steps.count()
    close(case, "2024-02-20")
    reopen(case, "2024-05-06")
    assert case.steps.count() == before


def test_the_lead_closes_an_unallocated_case_on_its_page_whoever_died(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = make_case("2024-01-15", plan=False)
    client = sit_down(monkeypatch, make_user("tove", "team_lead"), "2024-02-05")
    assert "Afslut" in text_of(client.get(f"/sager/{case.pk}/"))
    answer = client.post(
        f"/sager/{case.pk}/flyt/close/",
        {"version": case.version, "effective_on": "30-01-2024", "reason": "doed", "note": "Brev"},
    )
    assert answer.status_code == 302
    case = again(case)
    assert (case.state, case.end_reason, case.responsible) == ("closed", "doed", None)


def test_who_was_never_taken_over_is_closed_as_moved_at_once() -> None:
    """INL § 18 asks for a new municipality's word only while a programme runs."""
    case = make_case("2024-01-15")
    with pytest.raises(InvalidDataError, match="Meld flytningen i stedet"):
        act(act(case, "take_over", "2024-03-04"), "close", "2024-03-05", reason="flyttet")
