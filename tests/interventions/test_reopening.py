"""What a closing and a reopening do to deadlines.

The case: allocated on 5 November 2023, handed over on 2 January 2024, arrived on 31 January.
KM-PRAK-1M is due on 29 February, INL-VRT-1M on 2 February, KM-HELBRED on 2 July.
"""

from typing import Any

import pytest

from cases.models import Case
from interventions.actions.settle import settle
from interventions.law.status import Status
from interventions.models import CompanyPlacement, Deadline, HealthAssessment
from interventions.queries.rules import rule_book
from tests.lifecycles.driver import again, go
from tests.make import day, make_case, make_user, step_of
from tests.scenarios.acts import act, ended, started, stated_on, status_on

pytestmark = pytest.mark.django_db


S = Status


@pytest.fixture
def case() -> Case:
    return make_case("2023-11-05", arrived_on="2024-01-31", active=True)


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
