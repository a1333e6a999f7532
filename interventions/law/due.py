"""When a deadline falls, and why: pure functions of a rule and its anchor date.

Sources: INL § 4 (first whole month; no weekend or holiday), særlov § 30 (working days), domain
reference §1.3 (months are added to the original anchor and clamped to the month's last day).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from interventions.law.months import add_months
from interventions.law.rules import Roll, Rule, Unit
from interventions.law.workdays import (
    ONE_DAY,
    last_working_day,
    why_not_open,
    why_not_working,
    working_days_after,
)


@dataclass(frozen=True)
class Skipped:
    day: date
    why: str


@dataclass(frozen=True)
class Due:
    """The computed date with its explanation. `planning` is the last working day on or before."""

    rule: Rule
    anchor: date
    day: date
    planning: date
    skipped: tuple[Skipped, ...] = field(default=())
    extended_days: int = 0


class NoDueDateError(ValueError):
    """The rule is a ledger: it counts hours in a week and has no date."""


def due(rule: Rule, anchor: date, *, extended_days: int = 0) -> Due:
    """The last day of the deadline or span that `rule` gives from `anchor`.

    `extended_days` are recorded days of exemption that lengthen INL-VRT-GAP, or recorded pauses
    that lengthen a placement; other deadlines never move. Raises NoDueDateError for a ledger.
    """
    if not rule.has_due_date:
        raise NoDueDateError(
            f"{rule.code} er et timeregnskab for hver uge ({rule.amount} timer) og har ingen "
            "fristdato."
        )
    day, skipped = _offset(rule, anchor)
    day += timedelta(days=extended_days)
    if rule.shape == "span_from_first_day":
        day -= ONE_DAY
    day, rolled = _rolled(day, rule.roll)
    return Due(
        rule=rule,
        anchor=anchor,
        day=day,
        planning=last_working_day(day),
        skipped=(*skipped, *rolled),
        extended_days=extended_days,
    )


def _offset(rule: Rule, anchor: date) -> tuple[date, list[Skipped]]:
    match rule.unit:
        case Unit.WORKING_DAYS:
            return _skipping(anchor, rule.amount)
        case Unit.CALENDAR_DAYS:
            return anchor + timedelta(days=rule.amount), []
        case Unit.WEEKS:
            return anchor + timedelta(weeks=rule.amount), []
        case Unit.MONTHS:
            return add_months(anchor, rule.amount), []
        case Unit.YEARS:
            return add_months(anchor, 12 * rule.amount), []
        case Unit.FIRST_WHOLE_MONTH:
            # A decision on the 1st does not make its own month whole: the law's example of
            # 15 May gives 1 July, and so does 1 May.
            return add_months(anchor.replace(day=1), 2), []
        case Unit.HOURS_PER_WEEK:
            raise NoDueDateError(rule.code)


def _skipping(anchor: date, amount: int) -> tuple[date, list[Skipped]]:
    day, skipped = working_days_after(anchor, amount)
    return day, [Skipped(free, why_not_working(free)) for free in skipped]


def _rolled(day: date, roll: Roll) -> tuple[date, list[Skipped]]:
    closed = {Roll.NEXT: why_not_working, Roll.NEXT_OPEN_DAY: why_not_open}.get(roll)
    skipped = []
    while closed and (why := closed(day)):
        skipped.append(Skipped(day, why))
        day += ONE_DAY
    return day, skipped
