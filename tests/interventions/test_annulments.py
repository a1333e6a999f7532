"""What was registered wrongly is annulled: kept, with a reason, and counted nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import AuditEvent
from cases.access import OutOfReachError
from cases.actions.outcomes import record_clarification, record_danish_test, record_education
from cases.errors import NotPossibleError
from cases.models import Case, Change, EmploymentSpell, Event
from cases.models.annulled import Annullable
from interventions.actions.annulments import HOW, annul
from interventions.actions.leaves import record_leave
from interventions.actions.measurements import record_measurement
from interventions.actions.outcomes import begin_income, begin_job
from interventions.actions.pauses import record_pause, record_placement_pause
from interventions.actions.steps import exempt_deadline
from interventions.law.conditions import TERMS
from interventions.law.status import Status
from interventions.models import Absence, Deadline, Exemption, Measurement
from interventions.queries.conditions import condition, with_judged_day
from interventions.queries.deadlines import case_facts
from interventions.queries.measurements import closing_measurement, scores_of
from interventions.queries.placements import stayed_away
from tests.interventions.desk import sit_down, text_of, told
from tests.interventions.measuring import answers, measure
from tests.lifecycles.driver import again
from tests.make import actor, assign, day, make_case, make_unit, make_user
from tests.plugins.kept import Kept
from tests.scenarios.acts import act, due_on, started, status_on

pytestmark = pytest.mark.django_db

TODAY = "2024-10-01"
REASON = "Skrevet på den forkerte borger"
DONE = "Registreringen er annulleret og tæller ikke mere med."


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    """Handed over on 1 March 2024."""
    return kept(make_case("2024-01-10", arrived_on="2024-02-10", active=True))


def by_anna(when: str = TODAY) -> Any:
    return actor(make_user("anna"), when)


def _job(case: Case) -> Any:
    return begin_job(
        case, by=by_anna(), employer="Kantinen", support="ingen", evidence="documented",
        from_on=date(2024, 8, 1),
    )  # fmt: skip


def _education(case: Case) -> Any:
    return record_education(
        case, by=by_anna(), institution="NEXT", level="eud", from_on=date(2024, 8, 15)
    )


def _test(case: Case) -> Any:
    return record_danish_test(case, by=by_anna(), test="PD2", passed_on=date(2024, 6, 3))


def _clarified(case: Case) -> Any:
    return record_clarification(case, by=by_anna(), outcome="fleksjob", decided_on=date(2024, 6, 3))


def _leave(case: Case) -> Any:
    return record_leave(
        case, by=by_anna(), child_born_on=date(2024, 4, 1), from_on=date(2024, 3, 25),
        ended_on=date(2024, 9, 1),
    )  # fmt: skip


def _measurement(case: Case) -> Any:
    return measure(case, "borger", "2024-03-11")


def _pause(case: Case) -> Any:
    return record_pause(
        case, by=by_anna(), from_on=date(2024, 9, 20), to_on=date(2024, 9, 25), reason="sygdom"
    )


def _absence(case: Case) -> Any:
    row = started(case, "2024-03-04", planned_from="2024-03-04", planned_to="2024-05-31")
    act(row, "record_absence", "2024-04-08", type="syg", from_on="2024-04-03", to_on="2024-04-03")
    return Absence.objects.get()


# The address, how the row comes about, and what the case page shows only while it stands.
KINDS: dict[str, tuple[Callable[[Case], Any], str]] = {
    "job": (_job, "Kantinen"),
    "uddannelse": (_education, "NEXT"),
    "danskproeve": (_test, "Prøve i Dansk 2"),
    "afklaring": (_clarified, "Afklaret til fleksjob"),
    "barsel": (_leave, "Barsel fra 25-03-2024"),
    "maaling": (_measurement, "Måling 11-03-2024"),
    "pause": (_pause, "20-09-2024"),
    "fravaer": (_absence, "Fravær fra praktik"),
}


def page_of(client: Client, case: Case) -> str:
    """Without the history, where what was annulled may still be told of."""
    page = text_of(client.get(f"/sager/{case.pk}/"))
    first = page.find('id="history-heading"')
    return page if first < 0 else page[:first] + page[page.index("</section>", first) :]


def submit(client: Client, case: Case, name: str, pk: int, reason: str = REASON) -> Any:
    version = Case.objects.get(pk=case.pk).version
    url = f"/sager/{case.pk}/registrer/{name}-annuller/?id={pk}"
    return client.post(url, {"version": version, "reason": reason})


def test_every_kind_that_can_be_annulled_has_a_page_here():
    assert set(HOW) == set(Annullable.__subclasses__())
    assert len(HOW) == len(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_it_is_annulled_on_its_page_stays_in_the_database_and_leaves_the_case(
    case, monkeypatch, name
):
    make, words = KINDS[name]
    row = make(case)
    anna = sit_down(monkeypatch, make_user("anna"), TODAY)
    link = f"/sager/{case.pk}/registrer/{name}-annuller/?id={row.pk}"
    page = page_of(anna, case)
    assert words in page
    assert link in page
    assert "Annulleres" in text_of(anna.get(link))
    kept = type(row).everything.values().get(pk=row.pk)
    assert told(submit(anna, case, name, row.pk)) == DONE
    after = type(row).everything.values().get(pk=row.pk)
    assert {key for key in after if after[key] != kept[key]} == {"annulled_at"}
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert words not in page_of(anna, case)
    assert anna.get(link).status_code == 404
    change = Change.objects.get(field="annulled_at")
    assert (change.object_id, change.old, change.reason) == (row.pk, "", REASON)
    assert change.by.username == "anna"
    trail = AuditEvent.objects.filter(resource=type(row)._meta.model_name).first()
    assert (trail.fields, trail.subjects) == (["annulled_at"], [str(case.citizen_id)])


@pytest.mark.parametrize("name", KINDS)
def test_without_a_reason_it_stands(case, monkeypatch, name):
    row = KINDS[name][0](case)
    anna = sit_down(monkeypatch, make_user("anna"), TODAY)
    assert submit(anna, case, name, row.pk, reason=" ").status_code == 422
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", KINDS)
def test_it_cannot_be_annulled_twice_and_the_same_can_be_registered_again(case, name):
    make = KINDS[name][0]
    row = make(case)
    annul(case, row, by=by_anna(), reason=REASON)
    with pytest.raises(NotPossibleError, match="allerede annulleret"):
        annul(case, row, by=by_anna(), reason=REASON)
    if name == "fravaer":
        return  # its maker starts a placement
    assert make(case).pk != row.pk


@pytest.mark.parametrize("name", KINDS)
def test_a_colleague_who_may_not_correct_it_may_not_annul_it(case, name):
    row = KINDS[name][0](case)
    with pytest.raises(PermissionDenied):
        annul(case, row, by=actor(make_user("bo"), TODAY), reason=REASON)
    stranger = make_user("syd", "team_lead", make_unit("SYD"))
    with pytest.raises(OutOfReachError):
        annul(case, row, by=actor(stranger, TODAY), reason=REASON)
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", KINDS)
def test_another_cases_row_is_not_there(case, monkeypatch, name):
    row = KINDS[name][0](case)
    other = make_case("2024-01-10", active=True)
    anna = sit_down(monkeypatch, make_user("anna"), TODAY)
    assert submit(anna, other, name, row.pk).status_code == 404
    assert type(row).objects.filter(pk=row.pk).exists()


# --- measurements

BASE, THIRD = "PROG-MAAL-BASIS", "PROG-MAAL-3M"


def chain(case: Case) -> list[str]:
    rows = Deadline.objects.filter(case=case, rule__code=THIRD).order_by("anchor_on", "pk")
    return [f"{row.anchor_on} {row.met_on}" for row in rows]


def take_away(case: Case, row: Measurement, when: str = TODAY) -> None:
    annul(case, row, by=by_anna(when), reason=REASON)


def third(case: Case, role: str, on: str) -> Measurement:
    return measure(case, role, on, occasion="three_monthly")


def test_the_first_measurement_meets_nothing_once_it_is_annulled(case):
    row = measure(case, "borger", "2024-02-05")
    assert status_on(case, BASE, "2024-02-06") == Status.MET_ON_TIME
    assert chain(case) == ["2024-02-05 None"]
    take_away(case, row)
    assert status_on(case, BASE, "2024-02-12") == Status.OVERDUE  # due on 10 February
    assert chain(case) == ["None None"]
    assert due_on(case, THIRD) == ""
    measure(case, "borger", "2024-02-09")
    assert status_on(case, BASE, "2024-02-12") == Status.MET_ON_TIME
    assert due_on(case, THIRD) == "2024-05-09"


@pytest.mark.parametrize(
    ("wrong", "left"),
    [
        (0, ["2024-05-06 2024-08-05", "2024-08-05 None"]),
        (1, ["2024-02-05 2024-08-05", "2024-08-05 None"]),
        (2, ["2024-02-05 2024-05-06", "2024-05-06 None"]),
    ],
)
def test_the_next_measurement_is_due_from_those_that_are_left(case, wrong, left):
    rows = [
        measure(case, "borger", "2024-02-05"),
        third(case, "borger", "2024-05-06"),
        third(case, "borger", "2024-08-05"),
    ]
    assert chain(case) == ["2024-02-05 2024-05-06", "2024-05-06 2024-08-05", "2024-08-05 None"]
    take_away(case, rows[wrong])
    assert chain(case) == left


def test_the_other_ones_view_of_the_same_occasion_counts_in_its_place(case):
    citizen = measure(case, "borger", "2024-02-05")
    measure(case, "sagsbehandler", "2024-02-08")
    take_away(case, citizen)
    assert chain(case) == ["2024-02-08 None"]
    assert due_on(case, THIRD) == "2024-05-08"
    assert status_on(case, BASE, "2024-03-01") == Status.MET_ON_TIME


def test_a_view_that_met_nothing_takes_nothing_with_it(case):
    measure(case, "borger", "2024-02-05")
    view = measure(case, "sagsbehandler", "2024-02-08")
    take_away(case, view)
    assert chain(case) == ["2024-02-05 None"]
    assert status_on(case, BASE, "2024-03-01") == Status.MET_ON_TIME


def exempted(case: Case, anchor_on: str) -> Exemption:
    row = Deadline.objects.get(case=case, rule__code=THIRD, anchor_on=anchor_on)
    first, last = day("2024-05-01"), day("2024-08-31")
    return exempt_deadline(row, by=by_anna(), reason="sygdom", from_on=first, to_on=last)


def test_an_exemption_is_a_decision_and_stays_with_the_deadline_that_runs_instead(case):
    measure(case, "borger", "2024-02-05")
    row = third(case, "borger", "2024-05-06")
    exemption = exempted(case, "2024-05-06")
    take_away(case, row)
    exemption.refresh_from_db()
    assert (f"{exemption.deadline.anchor_on}", exemption.deadline.met_on) == ("2024-02-05", None)
    assert status_on(case, THIRD, "2024-06-01") == Status.EXEMPT
    assert Change.objects.get(resource="exemption").field == "deadline_id"


def test_it_stays_with_the_only_one_too_which_waits_for_its_first_measurement(case):
    row = measure(case, "borger", "2024-02-05")
    exemption = exempted(case, "2024-02-05")
    take_away(case, row)
    exemption.refresh_from_db()
    assert exemption.deadline.anchor_on is None
    assert chain(case) == ["None None"]


def test_what_is_annulled_is_in_no_score_and_closes_no_case(case):
    row = measure(case, "borger", "2024-03-11", occasion="closing", score_jobtro="5")
    assert (closing_measurement(case), len(scores_of(case))) == (True, 11)
    take_away(case, row)
    assert (closing_measurement(case), scores_of(case)) == (False, [])


def test_a_mentor_annuls_her_own_view_and_nobody_elses(case, monkeypatch):
    for name in ("mia", "max"):
        assign(case, make_user(name, "mentor"), "mentor", "2024-01-10")
    mias = measure(case, "mentor", "2024-09-02", user="mia")
    citizens = measure(case, "borger", "2024-09-02")
    for row, user in ((mias, "max"), (citizens, "mia"), (mias, "anna")):
        with pytest.raises(PermissionDenied):
            annul(case, row, by=actor(make_user(user), TODAY), reason=REASON)
    mia = sit_down(monkeypatch, make_user("mia"), TODAY)
    assert "Din seneste vurdering er fra 02-09-2024" in page_of(mia, case)
    assert told(submit(mia, case, "maaling-mentor", mias.pk)) == DONE
    assert "Du har ikke målt endnu." in page_of(mia, case)
    assert submit(mia, case, "maaling", citizens.pk).status_code == 403


def test_the_same_view_can_be_recorded_anew(case):
    take_away(case, measure(case, "borger", "2024-02-05"))
    data = {"measured_on": "2024-02-05", "occasion": "baseline", **answers("borger")}
    record_measurement(case, "borger", data, by=by_anna())
    assert Measurement.objects.count() == 1
    assert Measurement.everything.count() == 2


# --- jobs and education

YEARLY = "INL-OPF-12"


def yearly(case: Case) -> list[str]:
    rows = Deadline.objects.filter(case=case, rule__code=YEARLY).order_by("pk")
    return [f"{row.anchor_on}" for row in rows if row.anchor_on]


def test_the_yearly_follow_up_goes_with_the_only_job(case):
    begin_income(case, "selvforsoergende_job", by=by_anna(), from_on=day("2024-08-01"))
    row = _job(case)
    assert yearly(case) == ["2024-08-01"]
    annul(case, row, by=by_anna(), reason=REASON)
    assert yearly(case) == []
    begin_job(
        case, by=by_anna(), employer="Bageren", support="ingen", evidence="documented",
        from_on=day("2024-09-02"),
    )  # fmt: skip
    assert yearly(case) == ["2024-09-02"]


def test_the_yearly_follow_up_counts_from_the_work_that_is_left(case):
    begin_income(case, "selvforsoergende_job", by=by_anna(), from_on=day("2024-08-01"))
    row = _job(case)
    _education(case)
    assert yearly(case) == ["2024-08-01"]
    annul(case, row, by=by_anna(), reason=REASON)
    assert yearly(case) == ["2024-08-15"]


def test_an_annulled_job_is_in_no_figure(case, monkeypatch):
    row = _job(case)
    EmploymentSpell.objects.update(hours_per_week=30)
    anna = sit_down(monkeypatch, make_user("anna"), TODAY)
    assert "i beskæftigelse" in page_of(anna, case)
    annul(case, row, by=by_anna(), reason=REASON)
    assert "i beskæftigelse" not in page_of(anna, case)


def test_conditions_know_of_no_annulled_job_education_or_leave_in_either_twin(case):
    rows = [make(case) for make in (_job, _education, _leave)]
    words = ("in_job", "in_job_or_education", "parental_leave")
    judged = with_judged_day(case.deadlines.all(), day("2024-08-20"))
    late = judged.filter(due_on__gte="2024-08-20", met_on=None, ended_on=None)
    assert late.exists()
    for word in words:
        assert TERMS[word](case_facts(again(case)), day("2024-08-20"))
        assert late.filter(condition(word)).count() == late.count()
    for row in rows:
        annul(case, row, by=by_anna(), reason=REASON)
    for word in words:
        assert not TERMS[word](case_facts(again(case)), day("2024-08-20"))
        assert not late.filter(condition(word)).exists()


# --- leaves

DURING, AT_END = "INL-OPF-BARSEL", "INL-OPF-BARSEL-SLUT"


def after_birth(case: Case) -> list[str]:
    rows = Deadline.objects.filter(case=case, rule__code__in=(DURING, AT_END)).order_by("pk")
    return [f"{row.rule.code} {row.due_on}" for row in rows.select_related("rule")]


def test_the_follow_ups_of_a_leave_go_with_it(case):
    row = _leave(case)
    assert after_birth(case) == [f"{DURING} 2024-10-01", f"{AT_END} 2024-09-01"]
    annul(case, row, by=by_anna(), reason=REASON)
    assert after_birth(case) == []


def test_those_of_another_leave_for_the_same_child_stand(case):
    row = _leave(case)
    record_leave(
        case, by=by_anna(), child_born_on=date(2024, 4, 1), from_on=date(2024, 9, 9),
        ended_on=date(2024, 12, 1),
    )  # fmt: skip
    annul(case, row, by=by_anna(), reason=REASON)
    assert sorted(after_birth(case)) == [f"{DURING} 2024-10-01", f"{AT_END} 2024-12-01"]


# --- pauses and absences


def test_a_placements_end_moves_back_by_the_days_of_its_pause(case):
    row = started(case, "2024-03-04", planned_from="2024-03-04", planned_to="2024-05-31")
    pause = record_placement_pause(
        row,
        by=by_anna("2024-04-01"),
        from_on=date(2024, 3, 20),
        to_on=date(2024, 3, 25),
        reason="ferie",
    )
    assert again(row).planned_to == date(2024, 6, 6)
    annul(case, pause, by=by_anna(), reason=REASON)
    assert again(row).planned_to == date(2024, 5, 31)
    event = Event.objects.get(move="correct", kind="CompanyPlacement")
    assert event.label == "Pause annulleret: fra 20-03-2024 til og med 25-03-2024"
    assert event.note == REASON


def test_a_pause_that_runs_is_resumed_first(case, monkeypatch):
    act(case, "pause", "2024-09-30", reason="sygdom")
    pause = case.pauses.get()
    with pytest.raises(NotPossibleError, match="løber endnu"):
        annul(case, pause, by=by_anna(), reason=REASON)
    anna = sit_down(monkeypatch, make_user("anna"), TODAY)
    page = text_of(anna.get(f"/sager/{case.pk}/registrer/pause-annuller/?id={pause.pk}"))
    assert "Pausen løber endnu. Genoptag først, og annullér den så." in page


def test_days_that_were_attended_after_all_are_no_task(case):
    row = started(case, "2024-03-04", planned_from="2024-03-04", planned_to="2024-05-31")
    act(
        row,
        "record_absence",
        "2024-04-08",
        type="udeblevet",
        from_on="2024-04-03",
        to_on="2024-04-05",
    )
    assert len(stayed_away(day("2024-04-08"))) == 1
    annul(case, Absence.objects.get(), by=by_anna("2024-04-08"), reason=REASON)
    assert stayed_away(day("2024-04-08")) == []
    event = Event.objects.get(label="Fravær annulleret")
    assert event.note == f"Udeblevet 03-04-2024 til 05-04-2024. {REASON}"
