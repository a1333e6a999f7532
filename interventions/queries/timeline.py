"""Law and reality on one line: a band from anchor to due date, the done mark, and today.

Positions are percentages of the drawing's width, written as text so that no locale touches them.
The drawing is an extra: the same facts stand as text in the table of deadlines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from interventions.law.months import add_months
from interventions.law.status import LABELS, Status
from interventions.law.wording import days, is_span, subject, until, written
from interventions.queries.deadlines import StatedDeadline

MARGIN = timedelta(days=14)
LABEL_WIDTH = 16.0  # per cent that a month's name needs before the next one may stand
SHOWN = (
    Status.OVERDUE,
    Status.SOON,
    Status.UPCOMING,
    Status.MET_ON_TIME,
    Status.MET_LATE,
    Status.EXEMPT,
)
DONE = (Status.MET_ON_TIME, Status.MET_LATE, Status.EXEMPT)


@dataclass(frozen=True)
class Bar:
    x: str
    width: str


@dataclass(frozen=True)
class Band:
    """`late` runs from the due date to the done mark, or to today; `done` is its position.

    `open_end` says that the band goes on to the right of the drawing.
    """

    subject: str
    state: str
    status: str
    dates: str
    bar: Bar
    late: Bar | None
    done: str
    open_end: bool


@dataclass(frozen=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True)
class Timeline:
    bands: list[Band]
    pauses: list[Bar]
    ticks: list[Tick]
    today: str

    @property
    def open(self) -> list[Band]:
        return [band for band in self.bands if band.state not in DONE]

    @property
    def done(self) -> list[Band]:
        return [band for band in self.bands if band.state in DONE]


@dataclass(frozen=True)
class Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return 100 * min(max(share, 0.0), 1.0)

    def bar(self, first: date, last: date) -> Bar:
        left, right = self.x(first), self.x(last)
        return Bar(percent(left), percent(max(right - left, 0.6)))


def percent(share: float) -> str:
    return f"{share:.2f}%"


def timeline(
    deadlines: Iterable[StatedDeadline],
    pauses: Iterable[tuple[date, date | None]],
    today: date,
) -> Timeline | None:
    """None when no deadline has a date. `pauses` are the case's own, an open end is None."""
    shown = [d for d in deadlines if d.status in SHOWN and d.deadline.due_on]
    if not shown:
        return None
    shown.sort(key=lambda d: (is_span(d.rule), d.deadline.due_on or today))
    scale = _scale(shown, today)
    return Timeline(
        bands=[_band(d, scale, today) for d in shown],
        pauses=[scale.bar(first, last or today) for first, last in pauses],
        ticks=_ticks(scale),
        today=percent(scale.x(today)),
    )


def _scale(shown: list[StatedDeadline], today: date) -> Scale:
    """From the first anchor to the last thing to do; a span of years may run out of it."""
    days = [today]
    for one in shown:
        row = one.deadline
        days += [row.anchor_on or today, row.met_on or today]
        if row.due_on and not is_span(one.rule):
            days.append(row.due_on)
    return Scale(min(days) - MARGIN, max(days) + MARGIN)


def _band(one: StatedDeadline, scale: Scale, today: date) -> Band:
    row = one.deadline
    due_on = row.due_on or today
    first = min(row.anchor_on or due_on, due_on)
    late_until = row.met_on if one.status == Status.MET_LATE else today
    late = one.status in (Status.OVERDUE, Status.MET_LATE) and late_until
    span = is_span(one.rule)
    return Band(
        subject=subject(one.rule),
        state=one.status.value,
        status="Løber" if span else LABELS[one.status],
        dates=_dates(one, today),
        bar=scale.bar(first, due_on),
        late=scale.bar(due_on, late) if late else None,
        done=percent(scale.x(row.met_on)) if row.met_on else "",
        open_end=due_on > scale.last,
    )


def _dates(one: StatedDeadline, today: date) -> str:
    row, due = one.deadline, written(one.deadline.due_on)
    if row.met_on:
        return f"{written(row.met_on)}, frist {due}"
    if row.due_on is None or one.status == Status.EXEMPT:
        return f"frist {due}"
    if one.status == Status.OVERDUE:
        return f"{days((today - row.due_on).days)}, frist {due}"
    return f"{'til' if is_span(one.rule) else 'frist'} {due}, {until(row.due_on, today)}"


def _ticks(scale: Scale) -> list[Tick]:
    """The first of each month, as many as have room for their names."""
    day, ticks, free_from = scale.first.replace(day=1), [], 0.0
    while day <= scale.last:
        x = scale.x(day)
        if day >= scale.first and free_from <= x <= 100 - LABEL_WIDTH:
            ticks.append(Tick(percent(x), f"{day:%m-%Y}"))
            free_from = x + LABEL_WIDTH
        day = add_months(day, 1)
    return ticks
