"""The weekly ledgers: the 37-hour duty (INL § 20 d) and Danish in the average (INL § 21 stk. 3).

Pure. The rule's version is the one valid on the week's Monday, and so is the lowered target: a
reduction holds for the weeks whose Monday it covers, a week that has begun keeps its target.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Self

from interventions.law.hours import hours_text, number
from interventions.law.rules import Rule
from interventions.law.workdays import ONE_DAY

DUTY, MOST_DANISH = "INL-ARBPLIGT", "INL-DU-15H"
DANISH = "dansk"
AVERAGED_WEEKS = 4
WORKING_DAYS = 5

Hours = Mapping[str, Decimal]  # type of hours → hours of one week


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week; at the turn of the year its year is not always the calendar's."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        year, week, _ = day.isocalendar()
        return cls(year, week)

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    def back(self, weeks: int) -> Week:
        return Week.of(self.monday - timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"Uge {self.number}, {self.year}"


@dataclass(frozen=True)
class Reduction:
    """A lowered target from a day to a day, both counted; an open end is None."""

    hours: Decimal
    from_on: date
    to_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True)
class Away:
    """Days of a pause, an exemption or a leave, both counted; `what` names it in Danish."""

    what: str
    from_on: date
    to_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


class Verdict(StrEnum):
    REACHED = "reached"
    SHORT = "short"
    AWAY = "away"  # each working day of the week is paused or exempt
    NOT_CHECKED = "not_checked"  # no such duty in that week, or not for this citizen


@dataclass(frozen=True)
class Checked:
    verdict: Verdict
    text: str

    @property
    def warns(self) -> bool:
        return self.verdict == Verdict.SHORT


def total(hours: Hours) -> Decimal:
    return sum(hours.values(), Decimal(0))


def target(rule: Rule, week: Week, reductions: Iterable[Reduction]) -> Decimal:
    """The rule's hours, or the lowered ones that hold on the Monday."""
    lowered = [r.hours for r in reductions if r.covers(week.monday)]
    return min([Decimal(rule.amount), *lowered])


def duty(
    week: Week,
    hours: Hours,
    rule: Rule | None,
    *,
    covered: bool,
    reductions: Iterable[Reduction] = (),
    away: Iterable[Away] = (),
) -> Checked:
    """`rule` is the version valid on the Monday, None when there was none; `covered` says whether
    its condition held for the citizen that day.
    """
    done = total(hours)
    if rule is None:
        return Checked(Verdict.NOT_CHECKED, f"{hours_text(done)}. Ingen arbejdspligt i den uge.")
    if not covered:
        told = f"{hours_text(done)}. Borgeren var ikke omfattet af arbejdspligten."
        return Checked(Verdict.NOT_CHECKED, told)
    wanted = target(rule, week, reductions)
    told = f"{number(done)} af {number(wanted)} timer"
    if wanted < rule.amount:
        told += f" (nedsat fra {rule.amount})"
    if done >= wanted:
        return Checked(Verdict.REACHED, f"{told}.")
    spans = [span for span in away if _days_of(week, [span])]
    why = ", ".join(sorted({span.what for span in spans}))
    if len(_days_of(week, spans)) >= WORKING_DAYS:
        return Checked(Verdict.AWAY, f"{told}. Ikke målt: {why} hele ugen.")
    missing = f"{told}: {hours_text(wanted - done)} mangler ({rule.legal_reference})."
    return Checked(Verdict.SHORT, f"{missing} En del af ugen: {why}." if why else missing)


def danish(week: Week, weeks: Mapping[Week, Hours], rule: Rule | None) -> str:
    """A warning when Danish is above the rule's hours in the average, or "".

    The average of the week and the three before it, as far as they are registered; a week with no
    Danish above the limit warns of nothing.
    """
    of_week = weeks.get(week, {}).get(DANISH, Decimal(0))
    if rule is None or of_week <= rule.amount:
        return ""
    recent = [weeks[w] for n in range(AVERAGED_WEEKS) if (w := week.back(n)) in weeks]
    average = sum((hours.get(DANISH, Decimal(0)) for hours in recent), Decimal(0)) / len(recent)
    if average <= rule.amount:
        return ""
    told = "over én uge" if len(recent) == 1 else f"over {len(recent)} uger"
    return (
        f"Dansk: {hours_text(average)} om ugen i gennemsnit {told}, højst {rule.amount} "
        f"({rule.legal_reference})."
    )


def _days_of(week: Week, away: Iterable[Away]) -> set[date]:
    """The working days of the week that are covered, each once."""
    spans = list(away)
    days = (week.monday + n * ONE_DAY for n in range(WORKING_DAYS))
    return {day for day in days if any(span.covers(day) for span in spans)}
