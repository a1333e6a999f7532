"""Scenario 34 of domain.md §7: four talks in six months, and which of them count."""

import pytest

from cases.errors import InvalidDataError
from cases.models import Case
from interventions.actions.job_readiness import record_job_readiness
from interventions.law.status import Status
from interventions.models import FollowUpTalk
from tests.interventions.desk import sit_down, text_of
from tests.make import actor, day, make_case, make_user
from tests.scenarios.acts import act, due_on, stated_on, status_on

pytestmark = pytest.mark.django_db
CODE = "INL-OPF-4"
MEETINGS = ("2025-04-14", "2025-05-26", "2025-07-07", "2025-08-25")


@pytest.fixture
def case() -> Case:
    """Handed over on 2 January, assessed on 3 March 2025: due on 3 September."""
    case = make_case("2024-11-05", active=True)
    record_job_readiness(
        case, "jobparat", by=actor(make_user("anna"), "2025-03-03"), assessed_on=day("2025-03-03"),
        reason="Vil i gang",
    )  # fmt: skip
    return case


def invited(case: Case, number: int) -> FollowUpTalk:
    talk = FollowUpTalk.objects.filter(case=case).order_by("planned_week_on")[number]
    return act(talk, "invite", "2025-03-10", meets_at=f"{MEETINGS[number]}T09:00:00+00:00")  # type: ignore[no-any-return]


def three_held(case: Case) -> None:
    for number in range(3):
        act(invited(case, number), "hold", MEETINGS[number])


def shown(case: Case, when: str, monkeypatch: pytest.MonkeyPatch) -> str:
    pk = stated_on(case, CODE, when).deadline.pk
    return text_of(sit_down(monkeypatch, make_user("anna"), when).get(f"/frister/{pk}/"))


def test_scenario_34_three_held_and_one_missed_are_three_of_four(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_held(case)
    act(invited(case, 3), "miss", "2025-08-25")
    assert due_on(case, CODE) == "2025-09-03"
    assert status_on(case, CODE, "2025-09-03") == Status.SOON
    assert status_on(case, CODE, "2025-09-04") == Status.OVERDUE
    assert "3 af 4" in shown(case, "2025-09-04", monkeypatch)


def test_the_fourth_talk_on_the_last_day_meets_it(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_held(case)
    act(invited(case, 3), "hold", "2025-09-03")
    assert stated_on(case, CODE, "2025-09-04").deadline.met_on == day("2025-09-03")
    assert "4 af 4" in shown(case, "2025-09-04", monkeypatch)


def test_a_fourth_talk_after_it_no_longer_counts(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_held(case)
    act(invited(case, 3), "hold", "2025-09-04")
    assert status_on(case, CODE, "2025-09-05") == Status.OVERDUE
    assert "3 af 4" in shown(case, "2025-09-05", monkeypatch)


def test_before_the_first_talk_it_says_none_of_four(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "0 af 4" in shown(case, "2025-03-04", monkeypatch)


def test_regrets_come_before_the_meeting(case: Case) -> None:
    talk = invited(case, 0)
    with pytest.raises(InvalidDataError, match="afbud gives før mødet"):
        act(talk, "send_regrets", "2025-04-15")
    assert act(talk, "send_regrets", "2025-04-16", on="2025-04-14").state == "sent_regrets"
