"""Jobs, education, Danish tests and clarifications: registered, shown, corrected."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from cases.actions.outcomes import record_hours
from cases.models import (
    Case,
    Change,
    Clarification,
    DanishTestResult,
    EducationSpell,
    EmploymentSpell,
    WorkedMonth,
)
from interventions.actions.outcomes import begin_job
from tests.interventions.counting import queries_of
from tests.interventions.desk import sit_down, text_of, told
from tests.make import actor, assign, day, make_case, make_unit, make_user
from tests.plugins.kept import Kept

pytestmark = pytest.mark.django_db
JOB = {
    "employer": "Kantinen A/S",
    "support": "ingen",
    "hours_per_week": "18,5",
    "from_on": "03-02-2025",
    "evidence": "documented",
}


@pytest.fixture(scope="module")
def case(kept: Kept) -> Case:
    return kept(make_case("2024-01-02", arrived_on="2024-02-10", active=True))


@pytest.fixture
def anna(case: Case, monkeypatch: pytest.MonkeyPatch) -> Client:
    return sit_down(monkeypatch, make_user("anna"), "2025-04-02")


def send(client: Client, case: Case, name: str, about: Any = None, **typed: Any) -> Any:
    query = f"?id={about.pk}" if about else ""
    version = Case.objects.get(pk=case.pk).version
    return client.post(f"/sager/{case.pk}/registrer/{name}/{query}", {"version": version, **typed})


def page_of(client: Client, case: Case) -> str:
    page = text_of(client.get(f"/sager/{case.pk}/"))
    start = page.index('id="outcomes-heading"')
    return page[start : page.index("</section>", start)]


def make_job(case: Case, **values: Any) -> EmploymentSpell:
    typed = {
        "employer": "Kantinen A/S", "support": "ingen", "from_on": day("2025-01-01"),
        "hours_per_week": Decimal("18.5"), "evidence": "documented", **values,
    }  # fmt: skip
    return begin_job(case, by=actor(make_user("anna"), "2025-04-02"), **typed)


def test_a_job_is_registered_and_the_case_stays_open(case: Case, anna: Client) -> None:
    answer = send(anna, case, "job", **JOB)
    assert told(answer) == (
        "Jobbet er registreret. Forløbet fortsætter med fastholdelse og opfølgning."
    )
    job = EmploymentSpell.objects.get()
    assert (job.hours_per_week, job.from_on, job.to_on) == (
        Decimal("18.50"),
        day("2025-02-03"),
        None,
    )
    assert Case.objects.get(pk=case.pk).state == "active"
    shown = page_of(anna, case)
    for words in ("Kantinen A/S", "I gang", "fra 03-02-2025", "18,5 timer om ugen", "Dokumenteret"):
        assert words in shown
    trail = AuditEvent.objects.get(action="employmentspell.add")
    assert "employer" in trail.fields
    assert "Kantinen" not in str(trail.fields)


def test_the_last_day_is_counted(case: Case, anna: Client) -> None:
    send(anna, case, "job", **JOB, last_day="31-03-2025")
    assert EmploymentSpell.objects.get().to_on == day("2025-04-01")
    shown = page_of(anna, case)
    assert "fra 03-02-2025 til og med 31-03-2025" in shown
    assert "Slut" in shown


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ({"from_on": "03-02-2027"}, 422, "mere end et år fremme"),
        ({"from_on": "03-02-1980"}, 422, "før borgerens fødsel"),
        ({"last_day": "02-02-2025"}, 422, "Den sidste dag ligger før den første."),
        ({"cvr": "12345678"}, 422, "CVR-nummeret findes ikke"),
        ({"hours_per_week": "0"}, 422, "0,25"),
        ({"hours_per_week": "81"}, 422, "80"),
        ({"support": ""}, 422, "Dette felt er påkrævet."),
        (
            {"employer": "kantinen a/s", "from_on": "01-03-2025"},
            409,
            "allerede registreret fra den",
        ),
    ],
)
def test_a_job_that_cannot_be_is_refused_and_what_was_typed_is_kept(
    typed: dict[str, str], status: int, message: str, case: Case, anna: Client
) -> None:
    make_job(case)
    answer = send(anna, case, "job", **{**JOB, "employer": "Andre", **typed})
    assert answer.status_code == status
    page = text_of(answer)
    assert message in page
    assert f'value="{typed.get("employer", "Andre")}"' in page
    assert EmploymentSpell.objects.count() == 1


def test_the_same_employer_again_after_the_end_is_another_job(case: Case, anna: Client) -> None:
    make_job(case, to_on=day("2025-02-01"))
    assert send(anna, case, "job", **JOB).status_code == 302
    assert EmploymentSpell.objects.count() == 2


def test_a_job_ends_once(case: Case, anna: Client) -> None:
    job = make_job(case)
    assert told(send(anna, case, "job-slut", job, last_day="31-03-2025")) == (
        "Slutdatoen er registreret."
    )
    assert EmploymentSpell.objects.get().to_on == day("2025-04-01")
    again = anna.get(f"/sager/{case.pk}/registrer/job-slut/?id={job.pk}")
    assert "Slutdatoen er registreret: 31-03-2025." in text_of(again)
    refused = send(anna, case, "job-slut", job, last_day="01-03-2025")
    assert "Slutdatoen er allerede registreret" in text_of(refused)
    assert Change.objects.get(field="to_on").new == "2025-04-01"


def test_a_job_does_not_end_before_it_begins(case: Case, anna: Client) -> None:
    job = make_job(case)
    answer = send(anna, case, "job-slut", job, last_day="31-12-2024")
    assert "Den sidste dag ligger før den første, 01-01-2025." in text_of(answer)


def test_hours_of_a_month_typed_again_replace_and_the_old_ones_are_kept(
    case: Case, anna: Client
) -> None:
    job = make_job(case)
    page = anna.get(f"/sager/{case.pk}/registrer/job-timer/?id={job.pk}")
    form = page.context["form"]
    assert [value for value, _ in form.fields["month"].choices] == [
        "2025-04-01", "2025-03-01", "2025-02-01", "2025-01-01"
    ]  # fmt: skip
    assert form["month"].value() == "2025-03-01"
    answer = send(anna, case, "job-timer", job, month="2025-03-01", hours="62,5")
    assert told(answer) == "Timerne for marts 2025 er registreret."
    send(anna, case, "job-timer", job, month="2025-03-01", hours="60")
    row = WorkedMonth.objects.get()
    assert (row.month, row.hours) == (day("2025-03-01"), Decimal(60))
    assert Change.objects.get(resource="workedmonth").old == "62.50"
    assert "Registrerede timer: marts 2025: 60 timer" in page_of(anna, case)


def test_hours_belong_to_the_months_of_the_job(case: Case, anna: Client) -> None:
    job = make_job(case, to_on=day("2025-03-01"))
    assert send(anna, case, "job-timer", job, month="2025-03-01", hours="5").status_code == 422
    assert WorkedMonth.objects.count() == 0


def test_scenario_67_is_shown_month_by_month(case: Case, anna: Client) -> None:
    job = make_job(case)
    by = actor(make_user("anna"), "2025-04-02")
    for month, hours in (("2025-01-01", 80), ("2025-02-01", 60), ("2025-03-01", 50)):
        record_hours(case, job, day(month), Decimal(hours), by=by)
    shown = page_of(anna, case)
    for words in (
        "<dt>januar 2025</dt><dd>80 timer: i beskæftigelse</dd>",
        "<dt>februar 2025</dt><dd>60 timer: i beskæftigelse</dd>",
        "<dt>marts 2025</dt><dd>50 timer: i beskæftigelse</dd>",
        "<dt>De tre måneder i alt</dt><dd>190 timer: mindst 190 timer</dd>",
        "<dt>Varig beskæftigelse, 26 uger</dt><dd>ikke nået</dd>",
    ):
        assert words in shown


def test_hours_that_nobody_registered_are_marked_as_estimated(case: Case, anna: Client) -> None:
    make_job(case, hours_per_week=Decimal(7))
    shown = page_of(anna, case)
    assert "<dt>marts 2025</dt><dd>31 timer (skønnet ud fra timer om ugen)" in shown
    assert "90 timer (skønnet ud fra timer om ugen): under 190 timer" in shown


def test_supported_work_is_shown_and_not_counted(case: Case, anna: Client) -> None:
    make_job(case, support="fleksjob")
    shown = page_of(anna, case)
    assert "Fleksjob" in shown
    assert "Tæller ikke som ustøttet beskæftigelse." in shown
    assert "De tre måneder i alt" not in shown


def test_education_begins_and_ends_completed(case: Case, anna: Client) -> None:
    send(anna, case, "uddannelse", institution="NEXT", level="eud", from_on="06-01-2025")
    row = EducationSpell.objects.get()
    send(anna, case, "uddannelse-slut", row, last_day="31-03-2025", completed="on")
    row.refresh_from_db()
    assert (row.to_on, row.completed) == (day("2025-04-01"), True)
    assert "Gennemført" in page_of(anna, case)


def test_completed_education_has_a_last_day(case: Case, anna: Client) -> None:
    typed = {"institution": "NEXT", "level": "eud", "from_on": "06-01-2025", "completed": "on"}
    answer = send(anna, case, "uddannelse", **typed)
    assert "Skriv den sidste dag, når uddannelsen er gennemført." in text_of(answer)


def test_a_danish_test_is_passed_once(case: Case, anna: Client) -> None:
    typed = {
        "test": "PD2",
        "passed_on": "10-01-2025",
        "marks": "mundtlig 7",
        "as_self_student": "on",
    }
    send(anna, case, "danskproeve", **typed)
    shown = page_of(anna, case)
    for words in ("Prøve i Dansk 2", "10-01-2025", "mundtlig 7", "Som selvstuderende."):
        assert words in shown
    again = send(anna, case, "danskproeve", **typed)
    assert "Prøven er registreret som bestået den 10-01-2025." in text_of(again)
    assert DanishTestResult.objects.count() == 1


def test_a_clarification_is_shown_as_a_result_of_its_own(case: Case, anna: Client) -> None:
    send(anna, case, "afklaring", outcome="fleksjob", decided_on="01-04-2025")
    shown = page_of(anna, case)
    assert "Afklaret til fleksjob" in shown
    assert "Tæller ikke som ustøttet beskæftigelse." in shown
    assert Clarification.objects.get().decided_on == day("2025-04-01")


def test_a_correction_keeps_the_old_value_and_asks_why(case: Case, anna: Client) -> None:
    job = make_job(case, to_on=day("2025-03-01"))
    form = anna.get(f"/sager/{case.pk}/registrer/job-ret/?id={job.pk}").context["form"]
    assert form["last_day"].value() == day("2025-02-28")
    assert form["hours_per_week"].value() == Decimal("18.50")
    typed = {**JOB, "from_on": "06-01-2025", "last_day": "28-02-2025"}
    assert send(anna, case, "job-ret", job, **typed).status_code == 422
    answer = send(anna, case, "job-ret", job, **typed, reason="Startede først efter ferien")
    assert told(answer) == "Oplysningen er rettet, og den gamle er gemt."
    change = Change.objects.get(resource="employmentspell")
    assert (change.field, change.old, change.new) == ("from_on", "2025-01-01", "2025-01-06")
    again = send(anna, case, "job-ret", job, **typed, reason="igen")
    assert "Der er ikke ændret noget" in text_of(again)


def test_another_citizens_job_cannot_be_named(case: Case, anna: Client) -> None:
    other = make_case("2024-01-02", active=True)
    job = make_job(other)
    for name in ("job-ret", "job-slut", "job-timer"):
        assert anna.get(f"/sager/{case.pk}/registrer/{name}/?id={job.pk}").status_code == 404


def test_who_may_not_read_needs_reads_no_outcomes(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_job(case)
    colleague = make_user("bo", unit=make_unit())
    client = sit_down(monkeypatch, colleague, "2025-04-02")
    page = text_of(client.get(f"/sager/{case.pk}/"))
    assert "outcomes-heading" not in page
    assert "Kantinen" not in page
    assert send(client, case, "job", **JOB).status_code == 403


def test_a_company_consultant_reads_and_does_not_register(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job(case)
    consultant = make_user("vera", unit=make_unit("SYD"))
    assign(case, consultant, "company_consultant", "2025-01-01")
    client = sit_down(monkeypatch, consultant, "2025-04-02")
    shown = page_of(client, case)
    assert "Kantinen A/S" in shown
    assert "Registrér" not in shown
    assert send(client, case, "job-slut", job, last_day="31-03-2025").status_code == 403


def test_the_section_costs_the_same_at_one_row_and_at_thirty(case: Case, anna: Client) -> None:
    make_job(case)
    one = queries_of(anna, f"/sager/{case.pk}/")
    by = actor(make_user("anna"), "2025-04-02")
    for number in range(29):
        job = make_job(case, employer=f"Sted {number}")
        record_hours(case, job, day("2025-02-01"), Decimal(5), by=by)
    assert queries_of(anna, f"/sager/{case.pk}/") == one
