"""Work in figures (domain reference §4.3): pure functions of what is recorded about jobs.

Only unsubsidised wage work counts; fleksjob, løntilskud and skånejob never do. A month is named
by its first day. Hours that nobody has registered are estimated from the weekly hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from interventions.law.months import add_months

UNSUBSIDISED = "ingen"
ONE_HOUR = Decimal(1)
HOURS_OF_THREE_MONTHS = Decimal(190)
LASTING_26, LASTING_52 = 6, 12  # consecutive months
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Job:
    """One employment from `from_on` to, not including, `to_on`.

    `support` is a code of `employment_support`, `months` the registered hours of each month.
    """

    support: str
    from_on: date
    to_on: date | None = None
    hours_per_week: Decimal | None = None
    months: Mapping[date, Decimal] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        return self.support == UNSUBSIDISED


@dataclass(frozen=True)
class Hours:
    """The hours of a month; `estimated` when any of them were derived from weekly hours."""

    hours: Decimal = Decimal(0)
    estimated: bool = False


def known_on(jobs: Iterable[Job], today: date) -> list[Job]:
    """The jobs as far as they have run: nobody has worked tomorrow's hours yet."""
    tomorrow = today + timedelta(days=1)
    return [
        replace(job, to_on=min(job.to_on or tomorrow, tomorrow))
        for job in jobs
        if job.from_on < tomorrow
    ]


def hours_in(job: Job, month: date) -> Hours:
    """Registered, or weekly hours x days / 7 of the job's days in the month, to 0.01 hour."""
    if month in job.months:
        return Hours(job.months[month])
    after = add_months(month, 1)
    days = (min(job.to_on or after, after) - max(job.from_on, month)).days
    if days <= 0 or not job.hours_per_week:
        return Hours()
    return Hours((job.hours_per_week * days / 7).quantize(_HUNDREDTH), estimated=True)


def unsubsidised_hours(jobs: Iterable[Job], month: date) -> Hours:
    told = [hours_in(job, month) for job in jobs if job.counts]
    return Hours(sum((one.hours for one in told), Decimal(0)), any(one.estimated for one in told))


def besk_maaned(jobs: Iterable[Job], month: date) -> bool:
    """At least one unsubsidised hour in the calendar month."""
    return unsubsidised_hours(jobs, month).hours >= ONE_HOUR


def besk_190(jobs: Iterable[Job], month: date) -> bool:
    """At least 190 unsubsidised hours in the month and the two before it."""
    return hours_of_three_months(jobs, month).hours >= HOURS_OF_THREE_MONTHS


def hours_of_three_months(jobs: Iterable[Job], month: date) -> Hours:
    jobs = list(jobs)
    told = [unsubsidised_hours(jobs, add_months(month, -back)) for back in range(3)]
    return Hours(sum((one.hours for one in told), Decimal(0)), any(one.estimated for one in told))


def lasting_in(jobs: Iterable[Job], needed: int, last: date) -> date | None:
    """The first month, no later than `last`, that completes `needed` months of work on end."""
    jobs = [job for job in jobs if job.counts]
    if not jobs:
        return None
    month, running = min(job.from_on for job in jobs).replace(day=1), 0
    while month <= last:
        running = running + 1 if besk_maaned(jobs, month) else 0
        if running == needed:
            return month
        month = add_months(month, 1)
    return None
