"""Reminders: a day of the case and a number of days, derived and never stored.

The table is reminders.csv. `days` are counted from the day that the line names; below zero they
come before it. A line whose days are changed there needs no change here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).with_name("reminders.csv")
TO_MENTOR, TO_CASEWORKER = "mentor", "sagsbehandler"


@dataclass(frozen=True)
class Reminder:
    """One line of the table. `to` is who is reminded: TO_MENTOR or TO_CASEWORKER."""

    code: str
    days: int
    counted_from: str
    to: str
    subject: str

    def first_day(self, day: date) -> date:
        """The first day on which it is shown."""
        return day + timedelta(days=self.days)

    def latest(self, today: date) -> date:
        """The latest day of which one is reminded today."""
        return today - timedelta(days=self.days)


def read_reminders(lines: list[str]) -> dict[str, Reminder]:
    """Raises ValueError for a line that says to nobody, or names no number of days."""
    found = {}
    for row in csv.DictReader(lines, delimiter=";"):
        if row["for"] not in (TO_MENTOR, TO_CASEWORKER):
            raise ValueError(f"{row['code']}: ukendt modtager »{row['for']}«")
        found[row["code"]] = Reminder(
            code=row["code"],
            days=int(row["days"]),
            counted_from=row["counted_from"],
            to=row["for"],
            subject=row["subject"],
        )
    return found


@cache
def reminders() -> dict[str, Reminder]:
    """The table as shipped, by code."""
    return read_reminders(SHIPPED.read_text(encoding="utf-8").splitlines())
