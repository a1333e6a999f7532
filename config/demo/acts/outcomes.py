"""What it leads to: jobs with their hours, education, clarifications; and the weekly hours."""

from __future__ import annotations

from decimal import Decimal

from cases.actions.outcomes import (
    end_spell,
    record_clarification,
    record_danish_test,
    record_hours,
)
from cases.models import EmploymentSpell
from config.demo.character import Act
from config.demo.companies import COMPANIES
from config.demo.days import days
from config.demo.story import Story
from interventions.actions.ledger import lower_hours, record_week
from interventions.actions.outcomes import begin_education, begin_income, begin_job
from interventions.law.ledger import Week

SCHOOLS = ("NEXT Uddannelse København", "Københavns VUC", "SOSU H", "Hotel- og Restaurantskolen")


def employed_before(s: Story, ago: int) -> Act:
    """A job so many days before the end."""
    yield s.ago(ago)
    yield from employed(s, 0, hours=s.rng.choice((20, 30, 37)))


def studying_before(s: Story, ago: int) -> Act:
    yield s.ago(ago)
    yield from studying(s, 0, s.rng.choice(("eud", "avu_hf_enkeltfag", "igu")))


def clarified_before(s: Story, ago: int, outcome: str) -> Act:
    yield s.ago(ago)
    yield from clarified(s, 0, outcome)


def employed(
    s: Story,
    wait: int,
    *,
    hours: int | None = 30,
    support: str = "ingen",
    months: int = 0,
    lasts: int = 0,
) -> Act:
    """A job from that day; `hours` None: they vary, and `months` are written down one by one."""
    yield s.after(wait)
    company = s.rng.choice(COMPANIES)
    job = begin_job(
        s.known,
        by=s.caseworker,
        employer=company.company,
        cvr=company.cvr,
        hours_per_week=hours and Decimal(hours),
        support=support,
        from_on=s.today,
        evidence=s.rng.choice(("self_reported", "documented", "documented")),
    )
    if support == "ingen":
        begin_income(s.known, "selvforsoergende_job", by=s.caseworker, from_on=s.today)
    yield from _worked(s, job, months)
    if lasts:
        yield s.later(lasts)
        end_spell(s.known, job, by=s.caseworker, to_on=s.today)


def _worked(s: Story, job: EmploymentSpell, months: int) -> Act:
    """The hours of one month after the other, as the payslips come."""
    for _ in range(months):
        yield s.later(31)
        month = s.today.replace(day=1) - days(1)
        if month >= job.from_on:
            worked = Decimal(s.rng.randrange(200, 600)) / 4
            record_hours(s.known, job, month, worked, by=s.caseworker)


def studying(s: Story, wait: int, level: str = "eud", *, completed_after: int = 0) -> Act:
    yield s.after(wait)
    spell = begin_education(
        s.known, by=s.caseworker, institution=s.rng.choice(SCHOOLS), level=level, from_on=s.today
    )
    begin_income(s.known, "su", by=s.caseworker, from_on=s.today)
    if completed_after:
        yield s.later(completed_after)
        end_spell(s.known, spell, by=s.caseworker, to_on=s.today, completed=True)


def clarified(s: Story, wait: int, outcome: str) -> Act:
    """To a flexible job or a pension: decided by the rehabilitation team."""
    yield s.after(wait)
    record_clarification(s.known, by=s.caseworker, outcome=outcome, decided_on=s.today)
    income = {"fleksjob": "fleksloentilskud", "foertidspension": "foertidspension"}[outcome]
    begin_income(s.known, income, by=s.caseworker, from_on=s.today)


def self_student(s: Story, wait: int) -> Act:
    """Passed a Danish test without having gone to the class."""
    yield s.after(wait)
    record_danish_test(
        s.known, by=s.caseworker, test="PD2", passed_on=s.today - days(3),
        marks="skriftlig 7, mundtlig 10", as_self_student=True,
    )  # fmt: skip


def weeks(s: Story, wait: int, count: int = 4, least: int = 20) -> Act:
    """The hours of some weeks, written down at each week's end."""
    for number in range(count):
        yield s.after(wait + number * 7)
        hours = {
            "dansk": Decimal(12),
            "praktik": Decimal(s.rng.randrange(least, 26)),
            "samtale": Decimal(s.rng.choice(("0", "0.5", "1"))),
        }
        record_week(s.known, Week.of(s.today), hours, by=s.caseworker)


def lowered(s: Story, wait: int) -> Act:
    """Fewer hours for some months, for her health."""
    yield s.after(wait)
    lower_hours(
        s.known, by=s.caseworker, from_on=s.today, to_on=s.today + days(90), hours=Decimal(20),
        reason="helbred", note="Efter lægens skøn; ses på igen om tre måneder.",
    )  # fmt: skip
