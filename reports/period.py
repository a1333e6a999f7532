"""The time that a report is about: whole months, counted as they stood on one day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


class PeriodError(ValueError):
    """The dates make no period; the message can be shown."""


@dataclass(frozen=True)
class Period:
    """Both ends counted. Facts that took effect after `as_of` are not known yet.

    Raises PeriodError unless `first` begins a month and `last` ends one, and unless `as_of` ends
    a month or is `today`: free periods could be subtracted from each other, down to one person.
    """

    first: date
    last: date
    as_of: date

    @classmethod
    def of(cls, first: date, last: date, as_of: date | None, today: date) -> "Period":
        if first.day != 1:
            raise PeriodError(f"Perioden skal begynde den 1. i en måned, ikke {first:%d-%m-%Y}.")
        if not ends_month(last):
            raise PeriodError(
                f"Perioden skal slutte på den sidste dag i en måned, ikke {last:%d-%m-%Y}."
            )
        if last < first:
            raise PeriodError("Perioden slutter, før den begynder. Byt om på de to måneder.")
        if as_of is not None and as_of != today and not ends_month(as_of):
            raise PeriodError(
                f"Opgørelsesdagen skal være den sidste dag i en måned eller i dag, "
                f"ikke {as_of:%d-%m-%Y}."
            )
        return cls(first, last, as_of or today)


def ends_month(day: date) -> bool:
    return day == month_end(day)


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def quarter_code(day: date) -> str:
    """2024Q1: sorts as text, and is the same in every language."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def quarter_label(code: str) -> str:
    year, _, number = code.partition("Q")
    return f"{number}. kvartal {year}"
