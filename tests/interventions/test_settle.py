"""What meets a deadline, what ends it, and what a closing and a reopening do to it.

The case: allocated on 5 November 2023, handed over on 2 January 2024, arrived on 31 January.
KM-PRAK-1M is due on 29 February, INL-VRT-1M on 2 February, KM-HELBRED on 2 July.
"""

from typing import Any

import pytest

from cases.models import Case
from interventions.actions.anchors import correct_anchor
from interventions.actions.deadlines import new_deadline
from interventions.actions.steps import add_step
from interventions.law.status import Status
from interventions.models import CompanyPlacement, Deadline, FollowUpTalk, HealthAssessment
from interventions.queries.rules import rule_book
from tests.make import actor, day, make_case, make_user, step_of
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, agreed, ended, started, stated_on, status_on

pytestmark = pytest.mark.django_db

S = Status


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2023-11-05", arrived_on="2024-01-31", active=True))


def row(case: Case, code: str) -> Deadline:
    return Deadline.objects.get(case=case, rule__code=code)


def close(case: Case, when: str, **data: Any) -> Case:
    return act(case, "close", when, reason="udrejst", **data)


def reopen(case: Case, when: str) -> Case:
    return act(case, "reopen", when, user=make_user("tove", "team_lead"))


# --- met


def test_the_step_that_met_a_deadline_is_named_by_it(case: Case) -> None:
    placement = started(case, "2024-02-20")
    assert row(case, "KM-PRAK-1M").step_id == placement.pk
    assert row(case, "KM-PRAK-1M").met_on == day("2024-02-20")
    assert status_on(case, "KM-PRAK-1M", "2024-02-20") == S.MET_ON_TIME
    assert status_on(case, "INL-VRT-1M", "2024-02-20") == S.MET_LATE


def test_wage_subsidy_meets_the_law_and_not_the_citys_own_standard(case: Case) -> None:
    started(case, "2024-01-30", form="wage_subsidy")
    assert status_on(case, "INL-VRT-1M", "2024-01-30") == S.MET_ON_TIME
    assert status_on(case, "KM-PRAK-1M", "2024-03-01") == S.OVERDUE


def test_an_offer_of_assessment_meets_both_rules_and_refusing_it_changes_nothing(
    case: Case,
) -> None:
    assessment = act(step_of(case, HealthAssessment), "offer", "2024-03-01")
    act(assessment, "decline", "2024-03-08")
    assert status_on(case, "KM-HELBRED", "2024-07-03") == S.MET_ON_TIME
    assert row(case, "INL-HELBRED").met_on == day("2024-03-01")
    # The law asks it of quota refugees and where a need was found only.
    assert status_on(case, "INL-HELBRED", "2024-07-03") == S.NOT_RELEVANT


def test_one_deadline_met_leaves_the_others_as_they_were(case: Case) -> None:
    before = {d.pk: (d.met_on, d.ended_on) for d in case.deadlines.exclude(rule__code="KM-HELBRED")}
    act(step_of(case, HealthAssessment), "offer", "2024-03-01")
    others = case.deadlines.exclude(rule__code__in=["KM-HELBRED", "INL-HELBRED"])
    assert all((d.met_on, d.ended_on) == before[d.pk] for d in others)


def test_a_date_that_is_recorded_meets_its_deadline_with_its_own_value(case: Case) -> None:
    by = actor(make_user("anna"), "2024-03-01")
    correct_anchor(case, "danish_allowed_on", day("2024-01-20"), by=by)
    assert row(case, "DUL-START-I").met_on == day("2024-01-20")
    assert status_on(case, "DUL-START-I", "2024-03-01") == S.MET_ON_TIME
    correct_anchor(case, "danish_allowed_on", day("2024-02-10"), by=by, reason="Tastefejl")
    found = stated_on(case, "DUL-START-I", "2024-03-01")
    assert (found.status, found.late_days) == (S.MET_LATE, 8)


def test_a_date_that_lies_ahead_meets_nothing_before_it_has_come(case: Case) -> None:
    by = actor(make_user("anna"), "2024-01-10")
    correct_anchor(case, "danish_allowed_on", day("2024-02-01"), by=by)
    assert status_on(case, "DUL-START-I", "2024-01-31") == S.SOON
    assert status_on(case, "DUL-START-I", "2024-02-01") == S.MET_ON_TIME


# --- ended with the step


@pytest.mark.parametrize(
    ("cancelled", "expected", "on_work_list"),
    [
        ("2024-02-28", S.LAPSED, False),
        ("2024-02-29", S.LAPSED, False),
        ("2024-03-01", S.OVERDUE, False),  # on the case and in the report, on nobody's list
    ],
)
def test_a_step_that_ends_without_its_fact_ends_the_deadline(
    case: Case, cancelled: str, expected: Status, on_work_list: bool
) -> None:
    act(agreed(case, "2024-02-20"), "cancel", cancelled)
    found = stated_on(case, "KM-PRAK-1M", "2024-03-04")
    assert (found.status, found.on_work_list) == (expected, on_work_list)


def test_an_open_deadline_stands_on_the_work_list(case: Case) -> None:
    assert stated_on(case, "KM-PRAK-1M", "2024-02-29").on_work_list
    assert stated_on(case, "KM-PRAK-1M", "2024-03-01").on_work_list
    assert not stated_on(case, "INL-ERKL", "2024-03-01").on_work_list  # awaiting its anchor


def test_a_new_step_brings_the_deadline_back(case: Case) -> None:
    act(agreed(case, "2024-02-20"), "cancel", "2024-02-26")
    assert status_on(case, "KM-PRAK-1M", "2024-02-26") == S.LAPSED
    placement = add_step(case, "CompanyPlacement", by=actor(make_user("anna"), "2024-02-27"))
    assert row(case, "KM-PRAK-1M").step_id == placement.pk
    assert status_on(case, "KM-PRAK-1M", "2024-02-27") == S.SOON
    assert status_on(case, "KM-PRAK-1M", "2024-03-01") == S.OVERDUE


def test_two_steps_of_a_kind_end_the_deadline_only_together(case: Case) -> None:
    first = step_of(case, CompanyPlacement)
    other = add_step(case, "CompanyPlacement", by=actor(make_user("anna"), "2024-02-05"))
    act(first, "cancel", "2024-02-06")
    assert status_on(case, "KM-PRAK-1M", "2024-02-20") == S.SOON
    act(other, "cancel", "2024-02-07")
    assert status_on(case, "KM-PRAK-1M", "2024-02-20") == S.LAPSED


# --- the gap


def test_the_end_of_a_placement_starts_a_gap_and_does_not_end_it(case: Case) -> None:
    ended(started(case, "2024-02-05"), "2024-02-16")
    gap = row(case, "INL-VRT-GAP")
    assert (gap.anchor_on, gap.due_on) == (day("2024-02-16"), day("2024-03-29"))
    assert (gap.met_on, gap.ended_on, gap.step_id) == (None, None, None)


def test_a_placement_of_one_day_does_not_meet_its_own_gap(case: Case) -> None:
    ended(started(case, "2024-02-05"), "2024-02-05")
    assert row(case, "INL-VRT-GAP").met_on is None


def test_a_cancelled_draft_does_not_take_the_gap_away(case: Case) -> None:
    ended(started(case, "2024-02-05"), "2024-02-16")
    act(agreed(case, "2024-02-20"), "cancel", "2024-02-26")
    assert status_on(case, "INL-VRT-GAP", "2024-02-26") == S.UPCOMING


def test_each_gap_is_a_deadline_of_its_own(case: Case) -> None:
    ended(started(case, "2024-01-15"), "2024-01-19")
    ended(started(case, "2024-02-05"), "2024-02-16")
    gaps = Deadline.objects.filter(case=case, rule__code="INL-VRT-GAP").order_by("anchor_on")
    assert [(g.anchor_on, g.met_on) for g in gaps] == [
        (day("2024-01-19"), day("2024-02-05")),
        (day("2024-02-16"), None),
    ]


def test_a_gap_that_nothing_met_counts_from_the_later_end(case: Case) -> None:
    """The second placement's start was registered after the first one's end."""
    first, second = started(case, "2024-01-15"), agreed(case, "2024-01-16")
    ended(first, "2024-01-26")
    act(second, "start", "2024-01-29", on="2024-01-22")
    ended(second, "2024-02-09")
    gap = row(case, "INL-VRT-GAP")
    assert (gap.anchor_on, gap.due_on) == (day("2024-02-09"), day("2024-03-22"))


def test_outside_the_programme_there_is_no_gap_rule() -> None:
    case = make_case("2023-11-05", basis="eu", active=True)
    placement = add_step(case, "CompanyPlacement", by=actor(make_user("anna"), "2024-01-08"))
    assert placement.state == "draft"
    ended(started(case, "2024-01-15"), "2024-01-19")
    assert not Deadline.objects.filter(case=case, rule__code="INL-VRT-GAP").exists()


# --- four talks


def assessed(case: Case, on: str, due: str) -> Deadline:
    """As if job-readiness had been recorded, which comes with its own kind."""
    deadline = row(case, "INL-OPF-4")
    fresh = new_deadline(case, "INL-OPF-4", rule_book(), anchor_on=day(on))
    assert fresh.due_on == day(due)
    for name in ("anchor_on", "version_id", "due_on"):
        setattr(deadline, name, getattr(fresh, name))
    deadline.save()
    return deadline


def talk(case: Case, held_on: str | None, invited: str = "2025-03-10") -> FollowUpTalk:
    step = add_step(case, "FollowUpTalk", by=actor(make_user("anna"), invited))
    step = act(step, "invite", invited)
    return act(step, "hold", held_on) if held_on else step


@pytest.fixture(scope="module")
def programme_case(kept: Kept) -> Case:
    return kept(make_case("2024-11-05", active=True))


def test_scenario_34_three_held_talks_and_one_missed_are_not_four(programme_case: Case) -> None:
    case = programme_case
    assessed(case, "2025-03-03", "2025-09-03")
    for held_on in ("2025-04-07", "2025-05-05", "2025-06-02"):
        talk(case, held_on)
    act(talk(case, None), "miss", "2025-07-07")
    assert status_on(case, "INL-OPF-4", "2025-09-03") == S.SOON
    assert status_on(case, "INL-OPF-4", "2025-09-04") == S.OVERDUE
    assert stated_on(case, "INL-OPF-4", "2025-09-04").on_work_list


def test_the_fourth_talk_meets_the_deadline(programme_case: Case) -> None:
    case = programme_case
    assessed(case, "2025-03-03", "2025-09-03")
    for held_on in ("2025-04-07", "2025-05-05", "2025-06-02", "2025-09-03"):
        talk(case, held_on)
    assert row(case, "INL-OPF-4").met_on == day("2025-09-03")
    assert status_on(case, "INL-OPF-4", "2025-09-04") == S.MET_ON_TIME


def test_a_cancelled_talk_does_not_end_what_counts_four(programme_case: Case) -> None:
    case = programme_case
    assessed(case, "2025-03-03", "2025-09-03")
    act(talk(case, None), "cancel", "2025-04-07")
    assert status_on(case, "INL-OPF-4", "2025-09-04") == S.OVERDUE


def test_a_held_talk_does_not_end_a_deadline_that_awaits_its_anchor() -> None:
    case = make_case(
        "2024-01-15", basis="familie_anden", cpr_registered_on="2024-01-15", active=True
    )
    held = act(step_of(case, FollowUpTalk), "invite", "2024-01-22")
    act(held, "hold", "2024-02-05")
    assert status_on(case, "ALM-OPF-4W", "2024-02-05") == S.MET_ON_TIME
    assert status_on(case, "INL-OPF-4", "2024-02-05") == S.AWAITING_DATE
