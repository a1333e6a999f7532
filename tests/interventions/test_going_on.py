"""What runs in a case goes on after a change of track, and after a reopening.

Special law, allocated on 8 January 2024: four working days later, on 12 January, the handover
(the version of 2022). Visitation on 20 February: four talks until 20 August.
"""

from __future__ import annotations

from typing import Any

import pytest

from cases.models import Case
from interventions.actions.job_readiness import record_job_readiness
from interventions.actions.leaves import record_leave
from interventions.law.status import Status
from interventions.models import FollowUpTalk
from tests.interventions.measuring import measure
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_user
from tests.scenarios.acts import act, due_on, ended, started, status_on

pytestmark = pytest.mark.django_db


def anna(when: str) -> Any:
    return actor(make_user("anna"), when)


def ukrainian() -> Case:
    case = make_case("2024-01-08", basis="ukraine_saerlov", arrived_on="2024-01-20", active=True)
    assert case.handover_on == day("2024-01-12")
    return case


def assessed(case: Case, category: str = "jobparat") -> None:
    on = day("2024-02-20")
    record_job_readiness(
        case, category, by=anna("2024-02-20"), assessed_on=on, reason="Har arbejdet i en butik"
    )


def changed(old: Case, when: str = "2024-04-22", **typed: str) -> Case:
    typed = typed or {"reason": "skift_spor", "residence_basis": "konvention"}
    act(again(old), "change_track", when, **typed)
    return Case.objects.get(continues=old)


def codes(case: Case) -> set[str]:
    return set(case.deadlines.values_list("rule__code", flat=True))


def hold(talk: FollowUpTalk, when: str) -> None:
    act(act(talk, "invite", when), "hold", when)


def test_the_visitation_still_holds_and_its_talks_are_still_due() -> None:
    old = ukrainian()
    assessed(old)
    first, second, *_ = FollowUpTalk.objects.filter(case=old).order_by("planned_week_on")
    hold(first, "2024-04-02")
    hold(second, "2024-04-15")

    new = changed(old)
    assert [row.category for row in new.job_readiness.all()] == ["jobparat"]
    assert due_on(new, "INL-OPF-4") == "2024-08-20"
    # 18 and 25 weeks after the visitation; the two that were held are not planned again.
    weeks = FollowUpTalk.objects.filter(case=new).order_by("planned_week_on")
    assert [str(talk.planned_week_on) for talk in weeks] == ["2024-06-25", "2024-08-13"]

    new = act(new, "take_over", "2024-04-23")
    third, fourth = weeks
    hold(third, "2024-06-25")
    assert status_on(new, "INL-OPF-4", "2024-08-21") == Status.OVERDUE  # three of four
    hold(fourth, "2024-08-13")
    assert status_on(new, "INL-OPF-4", "2024-08-21") == Status.MET_ON_TIME


def test_four_talks_that_were_held_are_not_asked_for_again() -> None:
    old = ukrainian()
    assessed(old)
    for talk in FollowUpTalk.objects.filter(case=old):
        hold(talk, "2024-04-15")
    new = changed(old)
    assert "INL-OPF-4" not in codes(new)
    assert not FollowUpTalk.objects.filter(case=new).exists()


def test_what_fell_due_before_is_counted_where_it_fell() -> None:
    old = ukrainian()
    assessed(old)
    new = changed(old, "2024-08-26")
    assert status_on(old, "INL-OPF-4", "2024-08-26") == Status.OVERDUE
    assert "INL-OPF-4" not in codes(new)


def test_a_barsel_goes_on_with_both_follow_ups() -> None:
    old = ukrainian()
    born = day("2024-04-15")
    record_leave(old, by=anna("2024-04-20"), child_born_on=born, from_on=day("2024-04-16"))
    new = changed(old)
    assert [leave.ended_on for leave in new.leaves.all()] == [None]
    assert due_on(new, "INL-OPF-BARSEL") == "2024-10-15"
    assert status_on(new, "INL-OPF-BARSEL", "2024-10-02") == Status.SOON
    assert status_on(new, "INL-OPF-BARSEL-SLUT", "2024-10-02") == Status.AWAITING_DATE


def test_a_leave_that_was_over_stays_in_the_old_case() -> None:
    old = ukrainian()
    days = {"child_born_on": day("2024-01-25"), "from_on": day("2024-01-26")}
    record_leave(old, by=anna("2024-04-20"), ended_on=day("2024-04-21"), **days)
    new = changed(old)
    assert not new.leaves.exists()
    assert "INL-OPF-BARSEL-SLUT" not in codes(new)


def test_six_weeks_run_on_from_the_offer_that_ended() -> None:
    old = ukrainian()
    assessed(old)
    ended(started(old, "2024-03-04"), "2024-04-10")
    new = changed(old)
    assert due_on(new, "INL-VRT-GAP") == "2024-05-22"
    assert status_on(new, "INL-VRT-GAP", "2024-05-23") == Status.OVERDUE
    started(act(new, "take_over", "2024-04-23"), "2024-05-22", planned_to="2024-06-30")
    assert status_on(new, "INL-VRT-GAP", "2024-05-23") == Status.MET_ON_TIME


def test_an_offer_that_ends_with_the_change_begins_the_six_weeks() -> None:
    old = ukrainian()
    assessed(old)
    started(old, "2024-03-04")
    assert due_on(changed(old), "INL-VRT-GAP") == "2024-06-03"


def test_six_weeks_that_were_up_are_not_counted_twice() -> None:
    old = ukrainian()
    ended(started(old, "2024-02-05"), "2024-03-04")  # until 15 April
    assert "INL-VRT-GAP" not in codes(changed(old))


def test_a_new_track_begins_with_a_measurement_of_its_own() -> None:
    old = ukrainian()
    measure(old, "sagsbehandler", "2024-02-05")
    new = changed(old)
    assert due_on(new, "PROG-MAAL-BASIS") == "2024-05-22"
    assert status_on(new, "PROG-MAAL-BASIS", "2024-05-23") == Status.OVERDUE


def test_outside_the_programme_nothing_of_it_goes_on() -> None:
    old = ukrainian()
    assessed(old)
    ended(started(old, "2024-03-04"), "2024-04-10")
    new = changed(old, reason="introperiode_udloebet", residence_basis="")
    assert (new.track, new.in_programme) == ("general", False)
    assert not new.job_readiness.exists()
    assert not {"INL-OPF-4", "INL-VRT-GAP"} & codes(new)


# --- the same, where a case is opened again


def reopened(placement_ended: str, closed: str, again_on: str) -> Case:
    case = ukrainian()
    assessed(case)
    placement = started(case, "2024-03-04")
    if placement_ended:
        ended(placement, placement_ended)
    case = act(again(case), "close", closed, reason="udrejst")
    return again(act(case, "reopen", again_on, user=make_user("leth", "team_lead")))


def test_an_offer_that_ended_with_the_closing_begins_the_six_weeks_when_it_is_reopened() -> None:
    case = reopened("", "2024-04-22", "2024-05-06")
    assert due_on(case, "INL-VRT-GAP") == "2024-06-03"
    assert status_on(case, "INL-VRT-GAP", "2024-06-04") == Status.OVERDUE


def test_six_weeks_that_were_up_while_it_was_closed_are_not_asked_for() -> None:
    case = reopened("", "2024-04-22", "2024-06-04")
    assert status_on(case, "INL-VRT-GAP", "2024-06-05") == Status.LAPSED


def test_six_weeks_that_ran_before_the_closing_run_once() -> None:
    case = reopened("2024-04-10", "2024-04-22", "2024-05-06")
    assert case.deadlines.filter(rule__code="INL-VRT-GAP").count() == 1
    assert due_on(case, "INL-VRT-GAP") == "2024-05-22"
