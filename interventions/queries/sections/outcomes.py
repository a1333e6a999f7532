"""Job og uddannelse: what the effort led to, and the employment figures derived from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Value
from django.utils.formats import date_format

from accounts.roles import Permission
from cases.models import Case, Clarification, DanishTestResult, EducationSpell, EmploymentSpell
from interventions.law import outcomes
from interventions.law.hours import hours_text
from interventions.law.months import add_months
from interventions.law.outcomes import Hours, Job
from interventions.law.wording import written
from interventions.queries.outcomes import as_jobs, jobs_with_months
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link

ONE_DAY = timedelta(days=1)
MONTHS_SHOWN = 6
ESTIMATED = "skønnet ud fra timer om ugen"
NOT_COUNTED = "Tæller ikke som ustøttet beskæftigelse."


def outcomes_section(case: Case, reader: Reader) -> Section | None:
    if not reader.may(Permission.NEEDS_SEE):
        return None
    jobs = jobs_with_months(case.citizen)
    spells = [_job(job, case, reader) for job in jobs[::-1]]
    spells += [_education(row, case, reader) for row in [*case.citizen.educations.all()][::-1]]
    results = list(_results(case, reader))
    figures = _figures(as_jobs(jobs), reader.today)
    return Section(
        key="outcomes",
        title="Job og uddannelse",
        entries=(*figures, *(e for e in spells if not e.ended), *results),
        empty="Intet job, ingen uddannelse og ingen danskprøve er registreret.",
        links=_links(case, reader),
        more=tuple(entry for entry in spells if entry.ended),
    )


def _links(case: Case, reader: Reader) -> tuple[Link, ...]:
    actions = (
        ("Registrér et job", "job"),
        ("Registrér en uddannelse", "uddannelse"),
        ("Registrér en danskprøve", "danskproeve"),
        ("Registrér en afklaring", "afklaring"),
    )
    return _may_edit(case, reader, *(register_link(case, *action) for action in actions))


def _may_edit(case: Case, reader: Reader, *links: Link) -> tuple[Link, ...]:
    return links if reader.may(Permission.CASE_EDIT) and not case.is_ended else ()


def _mend(case: Case, what: str, pk: int) -> list[Link]:
    return [
        register_link(case, "Ret", f"{what}-ret", pk),
        register_link(case, "Annullér", f"{what}-annuller", pk),
    ]


def _job(job: EmploymentSpell, case: Case, reader: Reader) -> Entry:
    counts = job.support == outcomes.UNSUBSIDISED
    weekly = hours_text(job.hours_per_week) + " om ugen" if job.hours_per_week else "svinger"
    facts = [("Periode", _period(job)), ("Timer", weekly), ("Kilde", job.get_evidence_display())]
    if not counts:
        facts.append(("Tilskud", reader.label("employment_support", job.support)))
    links = [register_link(case, "Registrér timer", "job-timer", job.pk)]
    links += [register_link(case, "Afslut", "job-slut", job.pk)] if job.to_on is None else []
    links += _mend(case, "job", job.pk)
    return Entry(
        title=job.employer,
        **_standing(job, reader.today),
        facts=tuple(facts),
        text=_registered(job),
        under="" if counts else NOT_COUNTED,
        links=_may_edit(case, reader, *links),
    )


def _registered(job: EmploymentSpell) -> str:
    """The latest months' registered hours."""
    latest = [*job.months.all()][-MONTHS_SHOWN:]
    told = (f"{date_format(row.month, 'F Y')}: {hours_text(row.hours)}" for row in latest)
    return f"Registrerede timer: {', '.join(told)}" if latest else ""


def _education(row: EducationSpell, case: Case, reader: Reader) -> Entry:
    links = [register_link(case, "Afslut", "uddannelse-slut", row.pk)] if row.to_on is None else []
    links += _mend(case, "uddannelse", row.pk)
    standing = _standing(row, reader.today)
    if row.completed and standing["ended"]:
        standing |= {"state": "Gennemført", "badge": "success"}
    return Entry(
        title=row.institution,
        **standing,
        facts=(
            ("Uddannelse", reader.label("education_level", row.level)),
            ("Periode", _period(row)),
        ),
        links=_may_edit(case, reader, *links),
    )


def _standing(row: EmploymentSpell | EducationSpell, today: date) -> dict[str, Any]:
    if row.from_on > today:
        return {"state": "Aftalt", "badge": "info", "ended": False}
    if row.to_on and row.to_on <= today:
        return {"state": "Slut", "badge": "quiet", "ended": True}
    return {"state": "I gang", "badge": "success", "ended": False}


def _period(row: EmploymentSpell | EducationSpell) -> str:
    first = f"fra {written(row.from_on)}"
    return f"{first} til og med {written(row.to_on - ONE_DAY)}" if row.to_on else first


def _results(case: Case, reader: Reader) -> Iterator[Entry]:
    """Danish tests and clarifications, read with one query."""
    tests = DanishTestResult.objects.filter(citizen=case.citizen_id).order_by()
    clarified = Clarification.objects.filter(citizen=case.citizen_id).order_by()
    rows = tests.values_list(
        "passed_on", "pk", "test", "marks", "as_self_student", Value("danish_test")
    ).union(
        clarified.values_list(
            "decided_on", "pk", "outcome", Value(""), Value(value=False), Value("clarification")
        )
    )
    for on, pk, code, marks, alone, table in sorted(rows):
        is_test = table == "danish_test"
        label = reader.label(table, code)
        links = _mend(case, "danskproeve" if is_test else "afklaring", pk)
        facts = [("Bestået" if is_test else "Besluttet", written(on))]
        facts += [("Karakterer", marks)] if marks else []
        yield Entry(
            title=label if is_test else f"Afklaret til {label.lower()}",
            facts=tuple(facts),
            under="Som selvstuderende." if alone else "" if is_test else NOT_COUNTED,
            links=_may_edit(case, reader, *links),
        )


def _figures(jobs: list[Job], today: date) -> list[Entry]:
    """The last three whole months, and whether the work has lasted."""
    jobs = outcomes.known_on(jobs, today)
    if not any(job.counts for job in jobs):
        return []
    this_month = today.replace(day=1)
    months = [add_months(this_month, -back) for back in (3, 2, 1)]
    facts = [
        (date_format(month, "F Y"), _month(outcomes.unsubsidised_hours(jobs, month), month, jobs))
        for month in months
    ]
    three = outcomes.hours_of_three_months(jobs, months[-1])
    enough = "mindst" if outcomes.besk_190(jobs, months[-1]) else "under"
    facts.append(("De tre måneder i alt", f"{_hours(three)}: {enough} 190 timer"))
    for weeks, needed in ((26, outcomes.LASTING_26), (52, outcomes.LASTING_52)):
        reached = outcomes.lasting_in(jobs, needed, this_month)
        told = f"nået i {date_format(reached, 'F Y')}" if reached else "ikke nået"
        facts.append((f"Varig beskæftigelse, {weeks} uger", told))
    return [Entry(title="Ustøttet beskæftigelse", facts=tuple(facts))]


def _month(hours: Hours, month: date, jobs: list[Job]) -> str:
    working = "i beskæftigelse" if outcomes.besk_maaned(jobs, month) else "ikke i beskæftigelse"
    return f"{_hours(hours)}: {working}"


def _hours(hours: Hours) -> str:
    told = hours_text(hours.hours)
    return f"{told} ({ESTIMATED})" if hours.estimated else told
