"""Months and years on the calendar."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day number `months` later, or that month's last day when it is shorter.

    Always add to the original anchor: results chained over a short month drift.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
