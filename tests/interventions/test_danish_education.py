"""Danish education: the referral and what it starts, modules and tests, and who reads what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.actions.assignments import assign_responsible
from cases.actions.facts import open_need, record_income
from cases.actions.outcomes import record_danish_test
from cases.errors import InvalidDataError, NotPossibleError
from cases.models import Case, Change, DanishTestResult, Event
from interventions.actions.perform import perform
from interventions.actions.steps import add_step, why_not_add
from interventions.law.conditions import CaseFacts, Interval
from interventions.models import DanishEducation, JobDanish
from interventions.planning import PlanFacts, rows_for
from interventions.queries.steps import readable_columns
from tests.interventions.desk import sit_down, text_of
from tests.lifecycles.driver import again, go, lead, row_in
from tests.make import actor, make_case, make_user, step_of
from tests.scenarios.acts import stated_on

pytestmark = pytest.mark.django_db


def active(**values: Any) -> Case:
    """Handed over on 01-03-2024."""
    return make_case("2024-01-08", active=True, **values)


def anna(when: str) -> Any:
    return actor(make_user("anna"), when)


def refer(case: Case, when: str = "2024-03-20", **data: Any) -> Any:
    row = step_of(case, DanishEducation)
    typed = {"danish_allowed_on": "2024-03-25", "effective_on": when, **data}
    return perform(row, "refer", typed, by=anna(when))


def errors(kind: Any, name: str, by: Any, **data: Any) -> dict[str, str]:
    with pytest.raises(InvalidDataError) as refused:
        perform(kind, name, data, by=by)
    return {field: " ".join(told) for field, told in refused.value.form.errors.items()}


# --- the referral


def test_a_referral_meets_its_deadlines_and_starts_the_five_years():
    case = active()
    assert refer(case).state == "referred"
    assert Case.objects.get(pk=case.pk).danish_allowed_on == date(2024, 3, 25)
    met = {
        code: stated_on(case, code, "2024-03-26").deadline.met_on
        for code in ("INL-DU-HENV", "DUL-START-I")
    }
    assert met == {"INL-DU-HENV": date(2024, 3, 20), "DUL-START-I": date(2024, 3, 25)}
    assert stated_on(case, "INL-DU-5Y", "2024-03-26").deadline.due_on == date(2029, 3, 25)
    event = Event.objects.get(case=case, kind="Case", move="correct")
    assert event.label == "Kan påbegynde danskuddannelse: 25-03-2024"


def test_an_exemption_meets_the_referral_too():
    case = active()
    row = go(step_of(case, DanishEducation), "exempt", date(2024, 3, 20))
    assert row.end_reason == "tilstraekkeligt_dansk"
    assert stated_on(case, "INL-DU-HENV", "2024-03-21").deadline.met_on == date(2024, 3, 20)
    assert Case.objects.get(pk=case.pk).danish_allowed_on is None


def test_outside_the_programme_the_referral_is_the_application():
    case = outside_the_programme()
    row = refer(case, school_kind="private")
    assert row.participant_type == "S"
    told = stated_on(case, "DUL-START-S", "2024-03-26").deadline
    assert (told.anchor_on, told.due_on, told.met_on) == (
        date(2024, 3, 20), date(2024, 4, 20), date(2024, 3, 25),
    )  # fmt: skip


def outside_the_programme(**anchors: Any) -> Case:
    """An EU citizen who needs Danish, planned and taken over on 01-03-2024."""
    case = make_case("2024-03-01", basis="eu", plan=False, **anchors)
    by = lead(date(2024, 3, 1))
    open_need(case, "dansk", by=by, on=by.today)
    assign_responsible(case, make_user("anna"), by=by)
    for name in ("plan", "take_over"):
        case = perform(case, name, by=by)
    return case


def test_the_day_that_is_recorded_already_is_corrected_elsewhere():
    case = active(danish_allowed_on="2024-03-18")
    row = step_of(case, DanishEducation)
    told = errors(row, "refer", anna("2024-03-20"), danish_allowed_on="2024-03-25")
    assert told == {
        "danish_allowed_on": "Datoen er registreret som 18-03-2024. Ret den under »Ret en dato«."
    }
    assert refer(case, danish_allowed_on="2024-03-18").state == "referred"


@pytest.mark.parametrize(("day", "told"), [
    ("1990-05-16", "Datoen ligger før borgerens fødsel."),
    ("2035-01-01", "Datoen ligger for langt ude i fremtiden."),
    ("", "Dette felt er påkrævet."),
])  # fmt: skip
def test_a_day_that_cannot_be_is_refused_at_its_field(day, told):
    row = step_of(active(), DanishEducation)
    assert errors(row, "refer", anna("2024-03-20"), danish_allowed_on=day) == {
        "danish_allowed_on": told
    }


@pytest.mark.parametrize(("income", "school"), [
    ("sho", "Jobcenter Københavns sprogskole"), ("selvforsoergende_job", "Privat sprogskole"),
])  # fmt: skip
def test_the_school_follows_from_the_income_unless_somebody_chooses(income, school):
    case = active()
    record_income(case, income, by=anna("2024-03-04"), from_on=date(2024, 3, 4))
    assert refer(case).get_school_kind_display() == school
    other = active()
    record_income(other, income, by=anna("2024-03-04"), from_on=date(2024, 3, 4))
    assert refer(other, school_kind="private").school_kind == "private"


def test_where_the_income_does_not_decide_somebody_must():
    case = active()
    record_income(case, "dagpenge", by=anna("2024-03-04"), from_on=date(2024, 3, 4))
    row = step_of(case, DanishEducation)
    assert errors(row, "refer", anna("2024-03-20"), danish_allowed_on="2024-03-25") == {
        "school_kind": "Forsørgelsesgrundlaget afgør ikke sprogskolen. Vælg den selv."
    }


def test_the_page_has_chosen_the_school_already(monkeypatch):
    row = step_of(active(), DanishEducation)
    client = sit_down(monkeypatch, make_user("anna"), "2024-03-20")
    page = text_of(client.get(f"/skridt/{row.pk}/flyt/refer/"))
    assert '<option value="city" selected>Jobcenter Københavns sprogskole</option>' in page
    assert "Kan påbegynde danskuddannelse fra" in page
    assert "Retten til danskuddannelse løber i fem år" in page


# --- modules and tests


def running(level: str = "du2", module: int = 1) -> Any:
    row = row_in("DanishEducation", "referred")
    row = go(row, "place", level=level, module=module)
    return go(row, "start")


def test_each_passed_module_leads_to_the_next_and_is_remembered():
    row = running("du2", 5)
    row = go(row, "pass_module")
    assert (row.module, row.passed_module) == (6, 5)
    row = go(row, "pass_module")
    assert (row.module, row.passed_module) == (6, 6)
    with pytest.raises(NotPossibleError, match="Alle seks moduler er bestået"):
        go(row, "pass_module")
    row = go(row, "change_level", level="du3", module=2)
    assert (row.level, row.module, row.passed_module) == ("du3", 2, None)
    assert [str(line) for line in row.progress.all()] == [
        "Indplaceret DU 2, modul 5", "Bestået DU 2, modul 5", "Bestået DU 2, modul 6",
        "Skiftet til DU 3, modul 2",
    ]  # fmt: skip
    days = list(row.progress.values_list("on", flat=True))
    assert [(day - days[0]).days for day in days] == [0, 14, 21, 28]  # the lessons begin between


def test_there_is_no_module_seven_and_no_change_to_the_same_education():
    row = row_in("DanishEducation", "referred")
    by = lead(date(2024, 4, 1))
    told = errors(row, "place", by, level="du1", module=7)
    assert told["module"].startswith("Denne værdi skal være mindre end eller lig 6")
    row = running("du2")
    told = errors(row, "change_level", lead(date(2024, 6, 3)), level="du2", module=1)
    assert told["level"] == "Borgeren går allerede på DU 2."


MARKS = {"mark_written": "7", "mark_oral": "10"}
ALLOWED = [
    ("du1", 6, 1, "PD1"), ("du2", 6, 1, "PD2"), ("du3", 6, 0, "PD3"), ("du3", 5, 1, "PD3"),
    ("du3", 6, 1, "SP"),
]  # fmt: skip


@pytest.mark.parametrize(("level", "module", "passed", "test"), ALLOWED)
def test_a_test_comes_after_its_modules(level, module, passed, test):
    row = running(level, module)
    for _ in range(passed):
        row = go(row, "pass_module")
    row = go(row, "pass_test", test=test, **MARKS)
    assert (row.state, row.test) == ("passed", test)
    result = DanishTestResult.objects.get(citizen=row.case.citizen)
    assert (result.test, result.passed_on, result.marks, result.as_self_student) == (
        test, row.ended_on, "skriftlig 7, mundtlig 10", False,
    )  # fmt: skip


@pytest.mark.parametrize(("level", "module", "test", "told"), [
    ("du1", 6, "PD2", "Prøve i Dansk 2 hører til DU 2, og borgeren går på DU 1."),
    ("du2", 6, "SP", "Studieprøven hører til DU 3, og borgeren går på DU 2."),
    ("du1", 6, "PD1",
     "Prøve i Dansk 1 kommer efter modul 6. Registrér først de beståede moduler."),
    ("du3", 5, "PD3",
     "Prøve i Dansk 3 kommer efter modul 5. Registrér først de beståede moduler."),
    ("du3", 6, "SP", "Studieprøven kommer efter modul 6. Registrér først de beståede moduler."),
])  # fmt: skip
def test_a_test_that_does_not_belong_or_comes_too_early_is_refused(level, module, test, told):
    row = running(level, module)
    found = errors(row, "pass_test", lead(date(2024, 6, 3)), test=test, **MARKS)
    assert found == {"test": told}


@pytest.mark.parametrize(("mark", "passes"), [
    ("-3", False), ("00", False), ("02", True), ("4", True), ("12", True),
])  # fmt: skip
def test_a_test_is_passed_with_02_in_both_parts(mark, passes):
    row = running("du3", 6)
    if passes:
        assert go(row, "pass_test", test="PD3", mark_written=mark, mark_oral="02").state == "passed"
        return
    found = errors(row, "pass_test", lead(date(2024, 6, 3)), test="PD3", mark_written=mark,
                   mark_oral="7")  # fmt: skip
    assert found == {"mark_written": f"{mark} er ikke bestået: prøven bestås med mindst 02."}


def test_a_test_that_stands_there_already_is_kept_as_it_is():
    row = running("du3", 6)
    by = lead(date(2024, 6, 3))
    record_danish_test(row.case, by=by, test="PD3", passed_on=date(2024, 5, 2),
                       as_self_student=True)  # fmt: skip
    assert go(row, "pass_test").state == "passed"
    result = DanishTestResult.objects.get(citizen=row.case.citizen)
    assert (result.passed_on, result.as_self_student) == (date(2024, 5, 2), True)


def test_after_a_passed_test_the_next_education_is_a_new_step():
    row = go(running("du3", 6), "pass_test")
    assert why_not_add(row.case, "DanishEducation", lead(date(2024, 9, 2))) == []
    following = add_step(row.case, "DanishEducation", by=lead(date(2024, 9, 2)))
    assert go(following, "refer", date(2024, 9, 9)).state == "referred"


# --- the end of it


def test_only_a_team_lead_opens_a_broken_off_education_again():
    row = go(running(), "break_off")
    data = {"reason": "Vil prøve igen", "effective_on": "2024-06-03"}
    with pytest.raises(PermissionDenied):
        perform(row, "reopen", data, by=anna("2024-06-03"))
    row = perform(row, "reopen", data, by=lead(date(2024, 6, 3)))
    assert (row.state, row.ended_on, row.module) == ("running", None, 1)


def test_after_five_years_a_new_one_cannot_be_added():
    case = active(danish_allowed_on="2019-03-01")
    told = ["Retten til danskuddannelse er udløbet: brug jobdansk i stedet."]
    assert why_not_add(case, "DanishEducation", lead(date(2024, 3, 2))) == told
    assert why_not_add(case, "DanishEducation", lead(date(2024, 3, 1))) == []


@pytest.mark.parametrize(("needs", "allowed_on", "kinds"), [
    (("dansk",), None, {"DanishEducation"}),
    (("dansk",), date(2019, 5, 15), {"DanishEducation"}),  # the last day
    (("dansk",), date(2019, 5, 14), {"JobDanish"}),
    (("faglig",), date(2019, 5, 14), set()),
    ((), None, set()),
])  # fmt: skip
def test_on_the_general_track_jobdansk_takes_over_when_the_right_is_gone(needs, allowed_on, kinds):
    today = date(2024, 5, 15)
    facts = CaseFacts(
        born_on=date(1990, 5, 17), opened_on=today, basis="eu", in_programme=False,
        needs=tuple(Interval(code, today) for code in needs),
    )  # fmt: skip
    plan = PlanFacts("general", facts, today, None, allowed_on)
    assert {row.kind for row in rows_for(plan)} & {"DanishEducation", "JobDanish"} == kinds


def test_planning_gives_jobdansk_to_one_whose_right_is_gone():
    case = outside_the_programme(danish_allowed_on="2018-01-15")
    assert JobDanish.objects.filter(case=case).count() == 1
    assert not DanishEducation.objects.filter(case=case).exists()


# --- who reads what


def test_a_mentor_reads_school_level_and_days_and_no_more():
    row = running()
    told = {column.name for column in readable_columns(row, frozenset())}
    assert told == {"school_kind", "school", "level", "module", "days"}
    assert row.shared


def test_a_changed_level_keeps_no_old_value_but_its_line():
    """The history stands in the lines, so that nothing is written twice."""
    row = go(running("du2"), "change_level", level="du3", module=1)
    assert not Change.objects.filter(resource="danisheducation", object_id=row.pk).exists()
    assert again(row).progress.count() == 2
