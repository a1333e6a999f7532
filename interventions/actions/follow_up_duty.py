"""INL § 20: what a citizen in job or education without benefit is followed up on, once a year."""

from __future__ import annotations

from datetime import date

from cases.models import Case
from interventions.actions.deadlines import attach_after_event
from interventions.actions.repeating import repeat
from interventions.law.conditions import holds
from interventions.queries.deadlines import case_facts
from interventions.queries.rules import RuleBook

YEARLY = "INL-OPF-12"


def after_job_or_education_began(case: Case, day: date, book: RuleBook) -> None:
    """The yearly follow-up counts from `day`, the first one in job or education without benefit.

    One that runs already from a talk goes on; one that fell due between two jobs, when it asked
    for nothing, counts from the new job. The case is locked, and what began is recorded.
    """
    if not case.in_programme:
        return
    running = case.deadlines.filter(rule__code=YEARLY, met_on=None, ended_on=None).first()
    if (
        running
        and running.due_on
        and running.due_on < day
        and not _asked(case, running.due_on, book)
    ):
        attach_after_event(case, YEARLY, day, book)
    repeat(case, YEARLY, day, book)


def _asked(case: Case, on: date, book: RuleBook) -> bool:
    return holds(book.latest(YEARLY).condition_key, case_facts(case), on)
