"""Working days and office hours of the demo; pure."""

from datetime import date, datetime, time, timedelta
from random import Random

from accounts.localtime import instant
from interventions.law.workdays import ONE_DAY, why_not_open

FIRST_HOUR, LAST_HOUR = 8, 13  # later moves of the same day still fall in office hours


def open_day_before(day: date) -> date:
    """The day itself, or the last one before it on which the office is open."""
    while why_not_open(day):
        day -= ONE_DAY
    return day


def open_day_after(day: date) -> date:
    """The day itself, or the first one after it on which the office is open."""
    while why_not_open(day):
        day += ONE_DAY
    return day


def office_time(day: date, rng: Random) -> datetime:
    """Some moment of the day at which people are at their desks."""
    clock = time(rng.randint(FIRST_HOUR, LAST_HOUR), rng.randrange(60))
    return instant(day, clock)


def meeting_time(day: date, rng: Random) -> datetime:
    """A full or half hour on the day, or on the next one on which the office is open."""
    return instant(open_day_after(day), time(rng.randint(9, 14), rng.choice((0, 30))))


def days(n: int) -> timedelta:
    return timedelta(days=n)
