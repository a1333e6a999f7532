"""The quota at a place, the hearing, and the hours of a week."""

from __future__ import annotations

from typing import Any

import pytest

from cases.errors import InvalidDataError
from cases.models import Case, Event
from interventions.models import CompanyPlacement, DanishTeam, JobDanish, Mentoring, WorkplaceDanish
from tests.interventions.desk import sit_down, text_of
from tests.make import assign, day, make_case, make_user, step_of
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, agreed, started, with_goal

pytestmark = pytest.mark.django_db

WHEN = "2024-03-05"
PERIOD = {"planned_from": "2024-03-06", "planned_to": "2024-04-30"}


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", active=True))


def matched(case: Case, **typed: Any) -> Any:
    row = act(step_of(case, CompanyPlacement), "match", WHEN, **{**PERIOD, **typed})
    with_goal(row, WHEN)
    return row


# --- the quota


def test_the_numbers_and_the_hearing_stand_on_the_placement(case: Case) -> None:
    row = act(
        matched(case), "agree", WHEN,
        ordinary_employees=12, supported_employees=1, hearing_on="2024-03-01",
    )  # fmt: skip
    assert (row.ordinary_employees, row.supported_employees) == (12, 1)
    assert row.hearing_on == day("2024-03-01")


def test_one_too_many_must_be_seen(case: Case) -> None:
    numbers = {"ordinary_employees": 9, "supported_employees": 1}
    with pytest.raises(InvalidDataError, match="sæt hak") as refused:
        act(matched(case), "agree", WHEN, **numbers)
    choices = dict(refused.value.form.fields["confirmed"].choices)
    assert choices == {
        "quota": "Med 9 ordinært ansatte kan stedet have 1 i praktik, løntilskud og nytteindsats; "
        "med denne er der 2."
    }
    row = act(step_of(case, CompanyPlacement), "agree", WHEN, confirmed=["quota"], **numbers)
    assert row.state == "agreed"
    assert Event.objects.get(move="agree").note == (
        "Advarsel set: Med 9 ordinært ansatte kan stedet have 1 i praktik, løntilskud og "
        "nytteindsats; med denne er der 2."
    )


def test_the_page_counts_those_who_are_there_and_knows_the_employees(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_case("2024-01-02", active=True)
    there = act(
        step_of(other, CompanyPlacement), "match", "2024-02-05",
        planned_from="2024-02-06", planned_to="2024-04-01",
    )  # fmt: skip
    with_goal(there, "2024-02-05")
    there = act(there, "agree", "2024-02-05", ordinary_employees=30)
    act(there, "start", "2024-02-06")
    row = matched(case)
    anna = sit_down(monkeypatch, make_user("anna"), WHEN)
    form = anna.get(f"/skridt/{row.pk}/flyt/agree/").context["form"]
    assert (form["supported_employees"].value(), form["ordinary_employees"].value()) == (1, 30)


def test_the_hearing_comes_before_the_agreement(case: Case) -> None:
    with pytest.raises(InvalidDataError, match=r"Høringen ligger før aftalen\."):
        act(matched(case), "agree", WHEN, hearing_on="2024-03-06")


def test_the_quota_is_confirmed_by_a_person(case: Case) -> None:
    with pytest.raises(InvalidDataError, match="quota_checked"):
        act(matched(case), "agree", WHEN, quota_checked=False, ordinary_employees=100)


# --- the hours


def test_two_placements_at_once_have_no_more_than_37_hours(case: Case) -> None:
    started(case, "2024-02-05", hours_per_week=20, planned_to="2024-03-31")
    with pytest.raises(InvalidDataError, match="bliver det 38 timer om ugen: højst 37"):
        agreed(case, WHEN, hours_per_week=18, **PERIOD)


@pytest.mark.parametrize(
    ("hours", "period"),
    [
        (17, PERIOD),
        (37, {"planned_from": "2024-04-01", "planned_to": "2024-04-30"}),  # the day after
    ],
)
def test_37_together_or_one_after_the_other_will_do(case: Case, hours: int, period: Any) -> None:
    started(case, "2024-02-05", hours_per_week=20, planned_to="2024-03-31")
    assert agreed(case, WHEN, hours_per_week=hours, **period).state == "agreed"


def test_an_extension_into_another_placement_is_refused(case: Case) -> None:
    running = started(case, "2024-02-05", hours_per_week=20, planned_to="2024-03-31")
    agreed(case, WHEN, hours_per_week=37, planned_from="2024-04-01", planned_to="2024-04-30")
    with pytest.raises(InvalidDataError, match="57 timer om ugen"):
        act(running, "extend", "2024-03-11", planned_to="2024-04-01", reason="Mere øvelse")


def test_a_pause_that_pushes_the_end_into_another_placement_is_refused(case: Case) -> None:
    running = started(case, "2024-02-05", hours_per_week=20, planned_to="2024-03-31")
    agreed(case, WHEN, hours_per_week=37, planned_from="2024-04-05", planned_to="2024-04-30")
    paused = act(running, "pause", "2024-03-11")
    with pytest.raises(InvalidDataError, match="57 timer om ugen"):
        act(paused, "resume", "2024-03-18")  # to 7 April
    assert act(paused, "resume", "2024-03-14").planned_to == day("2024-04-03")


def test_what_was_broken_off_takes_no_hours(case: Case) -> None:
    running = started(case, "2024-02-05", hours_per_week=30, planned_to="2024-03-31")
    act(running, "break_off", "2024-02-19")
    assert agreed(case, WHEN, hours_per_week=30, **PERIOD).state == "agreed"


# --- with Danish


def on_a_team(case: Case, first: str, last: str) -> None:
    team = DanishTeam.objects.create(
        name="Hold 7", place="Nørrebro", starts_on=day(first), ends_on=day(last), seats=12,
        hours_per_week=10,
    )  # fmt: skip
    row = JobDanish(case=case, team=team, added_on=day(first))
    row.save()
    JobDanish.objects.filter(pk=row.pk).update(state="enrolled")


def test_more_than_37_hours_with_danish_must_be_seen(case: Case) -> None:
    on_a_team(case, "2024-03-01", "2024-04-30")
    row = matched(case, hours_per_week=28)
    with pytest.raises(InvalidDataError, match="sæt hak") as refused:
        act(row, "agree", WHEN)
    assert dict(refused.value.form.fields["confirmed"].choices) == {
        "hours": "Med dansk og andre praktikker bliver det 38 timer om ugen, mere end 37."
    }
    assert act(row, "agree", WHEN, confirmed=["hours"]).state == "agreed"


@pytest.mark.parametrize(
    ("hours", "first", "last"),
    [(27, "2024-03-01", "2024-04-30"), (28, "2024-05-01", "2024-06-30")],
)
def test_37_with_danish_or_danish_afterwards_warns_of_nothing(
    case: Case, hours: int, first: str, last: str
) -> None:
    on_a_team(case, first, last)
    assert act(matched(case, hours_per_week=hours), "agree", WHEN).state == "agreed"


def test_an_extension_into_the_weeks_of_a_danish_team_must_be_seen(case: Case) -> None:
    running = started(case, "2024-02-05", hours_per_week=28, planned_to="2024-03-31")
    on_a_team(case, "2024-04-08", "2024-06-30")
    longer = {"planned_to": "2024-04-08", "reason": "Mere øvelse"}
    with pytest.raises(InvalidDataError, match="sæt hak"):
        act(running, "extend", WHEN, **longer)
    act(running, "extend", WHEN, planned_to="2024-04-07", reason="Mere øvelse")
    extended = act(running, "extend", WHEN, confirmed=["hours"], **longer)
    assert extended.planned_to == day("2024-04-08")


def test_danish_at_the_workplace_counts_too(case: Case) -> None:
    row = WorkplaceDanish(case=case, hours_per_week=10, added_on=day("2024-03-01"))
    row.save()
    WorkplaceDanish.objects.filter(pk=row.pk).update(state="running")
    with pytest.raises(InvalidDataError, match="sæt hak"):
        act(matched(case, hours_per_week=28), "agree", WHEN)


def test_all_warnings_are_asked_at_once(case: Case) -> None:
    on_a_team(case, "2024-03-01", "2024-04-30")
    row = matched(case, hours_per_week=28)
    numbers = {"ordinary_employees": 4, "supported_employees": 1}
    with pytest.raises(InvalidDataError) as refused:
        act(row, "agree", WHEN, confirmed=["hours"], **numbers)
    assert set(dict(refused.value.form.fields["confirmed"].choices)) == {"hours", "quota"}
    seen = {"confirmed": ["hours", "quota"]}
    assert act(row, "agree", WHEN, **seen, **numbers).state == "agreed"


# --- on the case page


def test_the_agreement_is_offered_without_a_goal_and_says_that_its_page_asks_for_one(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = act(step_of(case, CompanyPlacement), "match", WHEN, **PERIOD)
    client = sit_down(monkeypatch, make_user("anna"), WHEN)
    page = text_of(client.get(f"/sager/{case.pk}/"))
    assert f'href="/skridt/{row.pk}/flyt/agree/"' in page
    assert "Det første mål skriver du på samme side" in page
    assert client.get(f"/skridt/{row.pk}/flyt/agree/").context["goal_form"]
    with_goal(row, WHEN)
    page = text_of(client.get(f"/sager/{case.pk}/"))
    assert f'href="/skridt/{row.pk}/flyt/agree/"' in page
    assert "Det første mål skriver du" not in page


def test_a_consultant_who_may_not_agree_is_not_led_there(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = act(step_of(case, CompanyPlacement), "match", WHEN, **PERIOD)
    torben = make_user("torben")
    assign(case, torben, "company_consultant", "2024-03-01")
    page = text_of(sit_down(monkeypatch, torben, WHEN).get(f"/sager/{case.pk}/"))
    assert f'href="/skridt/{row.pk}/flyt/agree/"' not in page
    assert f'href="/skridt/{row.pk}/maal/"' in page


def test_what_keeps_a_step_from_going_on_stands_open_on_the_case_page(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentoring = act(step_of(case, Mentoring), "offer", WHEN)
    page = text_of(sit_down(monkeypatch, make_user("anna"), WHEN).get(f"/sager/{case.pk}/"))
    part = page[page.index(f'id="skridt-{mentoring.pk}"') :]
    waiting = part[part.index("step-waiting") : part.index("step-more")]
    assert "<strong>Tildel mentor:</strong> Borgerens samtykke mangler" in waiting


def test_a_wage_subsidy_is_not_called_a_placement(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = matched(case)
    CompanyPlacement.objects.filter(pk=row.pk).update(form="wage_subsidy")
    client = sit_down(monkeypatch, make_user("anna"), WHEN)
    page = text_of(client.get(f"/sager/{case.pk}/"))
    assert f'<h3 id="step-{row.pk}">Løntilskud ' in page
    assert "<h1>Løntilskud: indgå aftale</h1>" in text_of(
        client.get(f"/skridt/{row.pk}/flyt/agree/")
    )
