"""Visitation (INL § 17): what it meets, what it begins, and what it makes of the presumption.

The case: handed over on 2 January 2024, presumed job-ready to 1 April, assessed before 2 April.
"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from cases.errors import NotPossibleError
from cases.models import Case, Event
from interventions.actions.job_readiness import record_job_readiness
from interventions.law.conditions import job_ready
from interventions.law.status import Status
from interventions.models import FollowUpTalk, JobReadiness
from interventions.queries.deadlines import case_facts
from tests.interventions.desk import sit_down, text_of, told
from tests.lifecycles.driver import again
from tests.make import actor, day, make_case, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import due_on, stated_on, status_on

pytestmark = pytest.mark.django_db

READY, ACTIVITY = "jobparat", "aktivitetsparat"


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2023-11-05", active=True))


def assess(
    case: Case, category: str = READY, on: str = "2024-03-04", recorded: str = "", who: str = "anna"
) -> JobReadiness:
    by = actor(make_user(who), recorded or on)
    return record_job_readiness(
        case, category, by=by, assessed_on=day(on), reason="Taler engelsk og vil gerne i gang"
    )


def planned_weeks(case: Case) -> list[str]:
    talks = FollowUpTalk.objects.filter(case=case).order_by("planned_week_on")
    return [str(talk.planned_week_on) for talk in talks]


# --- deadlines and talks


def test_it_meets_the_deadline_of_three_months(case: Case) -> None:
    assert due_on(case, "INL-VISITATION") == "2024-04-02"
    assess(case, on="2024-04-02", recorded="2024-04-05")
    found = stated_on(case, "INL-VISITATION", "2024-04-05")
    assert (found.status, found.deadline.met_on) == (Status.MET_ON_TIME, day("2024-04-02"))


def test_a_day_later_is_late(case: Case) -> None:
    assess(case, on="2024-04-03")
    assert status_on(case, "INL-VISITATION", "2024-04-03") == Status.MET_LATE


def test_the_six_months_of_talks_count_from_it_and_four_are_planned(case: Case) -> None:
    assert status_on(case, "INL-OPF-4", "2024-03-01") == Status.AWAITING_DATE
    assess(case, on="2024-03-04")
    assert due_on(case, "INL-OPF-4") == "2024-09-04"
    assert planned_weeks(case) == ["2024-04-15", "2024-05-27", "2024-07-08", "2024-08-26"]
    assert Event.objects.filter(case=case, kind="FollowUpTalk", move="add").count() == 4


def test_a_second_one_moves_no_deadline_and_plans_nothing(case: Case) -> None:
    assess(case, READY, "2024-03-04")
    assess(case, ACTIVITY, "2024-05-06")
    assert due_on(case, "INL-OPF-4") == "2024-09-04"
    assert len(planned_weeks(case)) == 4
    assert stated_on(case, "INL-VISITATION", "2024-05-06").deadline.met_on == day("2024-03-04")


def test_an_earlier_one_recorded_afterwards_is_the_first_and_the_old_date_stays_readable(
    case: Case,
) -> None:
    assess(case, READY, "2024-03-04")
    assess(case, ACTIVITY, "2024-02-12", recorded="2024-03-11")
    assert due_on(case, "INL-OPF-4") == "2024-08-12"
    assert stated_on(case, "INL-VISITATION", "2024-03-11").deadline.met_on == day("2024-02-12")
    changes = case.citizen.changes.filter(resource="deadline", field="due_on")
    assert [(c.old, c.new) for c in changes] == [("2024-09-04", "2024-08-12")]


# --- job-ready or not


@pytest.mark.parametrize(
    ("assessed", "on", "expected"),
    [
        ([], "2024-04-01", True),
        ([], "2024-04-02", False),
        ([(READY, "2024-03-04")], "2024-04-02", True),
        ([(READY, "2024-04-10")], "2024-04-09", False),
        ([(READY, "2024-04-10")], "2024-04-10", True),
        ([(ACTIVITY, "2024-03-04")], "2024-03-03", True),
        ([(ACTIVITY, "2024-03-04")], "2024-03-04", False),
        ([("uddannelsesparat", "2024-03-04")], "2024-03-04", False),
        ([(ACTIVITY, "2024-03-04"), (READY, "2024-06-03")], "2024-06-02", False),
        ([(ACTIVITY, "2024-03-04"), (READY, "2024-06-03")], "2024-06-03", True),
        ([(READY, "2024-03-04"), (ACTIVITY, "2024-03-04")], "2024-03-04", False),
    ],
)
def test_the_category_counts_from_its_day_and_before_it_the_presumption(
    case: Case, assessed: list[tuple[str, str]], on: str, expected: bool
) -> None:
    for category, day_of in assessed:
        assess(case, category, day_of)
    assert job_ready(case_facts(again(case)), day(on)) is expected


def test_who_is_not_job_ready_any_more_is_owed_no_new_offer(case: Case) -> None:
    """INL-VRT-1M fell on 2 February, when she was presumed ready: that verdict stays."""
    assess(case, ACTIVITY, "2024-03-04")
    assert status_on(case, "INL-VRT-1M", "2024-03-05") == Status.OVERDUE
    ready = make_case("2024-03-05", active=True)  # handed over on 1 May, the offer due on 1 June
    assess(ready, ACTIVITY, "2024-05-20")
    assert status_on(ready, "INL-VRT-1M", "2024-06-03") == Status.NOT_RELEVANT


# --- what is refused


def test_it_is_refused_where_the_paragraph_does_not_reach(case: Case) -> None:
    outside = make_case("2024-01-02", basis="eu", active=True)
    child = make_case("2023-11-05", citizen={"born_on": day("2010-05-17")})
    for wrong, words in [
        (outside, "kun borgere i introduktionsprogrammet"),
        (child, "under 18 år"),
    ]:
        with pytest.raises(NotPossibleError, match=words):
            assess(wrong)
    assert not JobReadiness.objects.exists()


@pytest.mark.parametrize(
    ("on", "recorded", "words"),
    [
        ("2024-03-05", "2024-03-04", "i fremtiden"),
        ("2023-11-04", "2024-03-04", "05-11-2023"),
    ],
)
def test_a_day_that_cannot_be_is_refused(case: Case, on: str, recorded: str, words: str) -> None:
    with pytest.raises(NotPossibleError, match=words):
        assess(case, on=on, recorded=recorded)


def test_the_same_one_twice_is_refused(case: Case) -> None:
    assess(case)
    with pytest.raises(NotPossibleError, match="allerede registreret"):
        assess(case)
    assert JobReadiness.objects.count() == 1


def test_a_colleague_may_not_record_it(case: Case) -> None:
    with pytest.raises(PermissionDenied):
        assess(case, who="bo")


# --- the page


def test_it_is_recorded_on_a_page_that_never_says_visitering(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sit_down(monkeypatch, make_user("anna"), "2024-03-04")
    url = f"/sager/{case.pk}/registrer/visitation/"
    form = text_of(client.get(url))
    assert "Visitation: jobparat/aktivitetsparat (INL § 17)" in form
    typed = {"category": READY, "assessed_on": "04-03-2024", "reason": "Vil i gang"}
    answer = client.post(url, typed)
    assert "Visitationen er registreret" in told(answer)
    shown = text_of(client.get(f"/sager/{case.pk}/"))
    assert "Visitation: jobparat/aktivitetsparat (INL § 17)" in shown
    assert "Jobparat fra 04-03-2024" in shown
    assert "Vil i gang" in shown


def test_outside_the_programme_the_page_says_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case("2024-01-02", basis="eu", active=True)
    client = sit_down(monkeypatch, make_user("anna"), "2024-03-04")
    page = text_of(client.get(f"/sager/{case.pk}/registrer/visitation/"))
    assert "gælder kun borgere i introduktionsprogrammet" in page


def test_a_colleague_reads_the_category_and_not_the_reason(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assess(case)
    client = sit_down(monkeypatch, make_user("bo"), "2024-03-04")
    shown = text_of(client.get(f"/sager/{case.pk}/"))
    assert "Jobparat fra 04-03-2024" in shown
    assert "Taler engelsk" not in shown
