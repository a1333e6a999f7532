"""Danish working days (hverdage): Monday to Friday, and not a public holiday.

Saturday is no working day here, as in SIRI's own example of 15 hverdage. Store bededag was a
holiday until 2023. Days that are no holidays but commonly closed move the complaint time limit
only (shared decisions §4).
"""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5
CLOSED_DAYS = {(6, 5): "grundlovsdag", (12, 24): "juleaftensdag", (12, 31): "nytårsaftensdag"}


@cache
def _holidays_of(year: int) -> dict[date, str]:
    return dict(country_holidays("DK", years=year, language="da"))


def holiday(day: date) -> str:
    """The holiday's Danish name as it stands within a sentence, or ""."""
    return _holidays_of(day.year).get(day, "").lower().replace("kristi", "Kristi")


def why_not_working(day: date) -> str:
    """Why the day is no working day, in Danish, or "" when it is one."""
    if name := holiday(day):
        return name
    if day.weekday() >= SATURDAY:
        return "lørdag" if day.weekday() == SATURDAY else "søndag"
    return ""


def why_not_open(day: date) -> str:
    """As why_not_working, and 5 June, 24 and 31 December too."""
    return why_not_working(day) or CLOSED_DAYS.get((day.month, day.day), "")


def last_working_day(day: date) -> date:
    """The day itself, or the last working day before it: when a duty is to be planned."""
    while why_not_working(day):
        day -= ONE_DAY
    return day


def working_days_after(anchor: date, amount: int) -> tuple[date, list[date]]:
    """The day `amount` working days later and the days skipped; the anchor is not counted."""
    day, skipped = anchor, []
    while amount:
        day += ONE_DAY
        if why_not_working(day):
            skipped.append(day)
        else:
            amount -= 1
    return day, skipped
