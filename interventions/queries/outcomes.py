"""What is recorded about a citizen's jobs, as the pure figures of law/outcomes.py know it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from cases.models import Citizen, EmploymentSpell
from interventions.law.outcomes import Job


def jobs_with_months(citizen: Citizen) -> list[EmploymentSpell]:
    """In order of their first day; prefetched `jobs` are used, the months cost one query."""
    jobs = list(citizen.jobs.all())
    prefetch_related_objects(jobs, "months")
    return jobs


def as_jobs(spells: Iterable[EmploymentSpell]) -> list[Job]:
    """Prefetch their `months`."""
    return [
        Job(
            support=spell.support,
            from_on=spell.from_on,
            to_on=spell.to_on,
            hours_per_week=spell.hours_per_week,
            months={row.month: row.hours for row in spell.months.all()},
        )
        for spell in spells
    ]
