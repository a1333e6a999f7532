"""Company placements: matched, agreed with goals, running, and their ends."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import date, datetime
from itertools import cycle
from typing import Any

from config.demo import texts
from config.demo.character import Act
from config.demo.companies import AIMS, COMPANIES, Company
from config.demo.days import days, open_day_after, open_day_before
from config.demo.story import Story
from interventions.actions.steps import add_goal

End = Callable[[Story, Any], Act]


def placed(
    s: Story,
    start: int,
    end: End | None = None,
    *,
    weeks: int = 8,
    form: str = "placement",
    goals: int = 2,
) -> Act:
    """Begins `start` days after the handover; `end` says what becomes of it, None: it runs."""
    yield s.after(max(start - 9, 1))
    yield from s.active()
    begins = max(open_day_after(s.settled_on + days(start)), s.today + days(2))
    step = yield from _agreed(s, begins, weeks, form, goals)
    yield s.on(step.planned_from)
    step = s.move(step, "start", by=s.consultant)
    if end:
        yield from end(s, step)


def running(
    s: Story,
    started: int,
    *,
    weeks: int = 13,
    form: str = "placement",
    goals: int = 2,
    at: Company | None = None,
) -> Act:
    """Began `started` days before the end and still runs then."""
    yield s.ago(started + 8)
    begins = open_day_before(s.as_of - days(started))
    step = yield from _agreed(s, begins, weeks, form, goals, at)
    yield s.on(step.planned_from)
    s.move(step, "start", by=s.consultant)


def paused(s: Story, started: int, ago: int, reason: str = "sygdom") -> Act:
    yield from running(s, started)
    yield s.ago(ago)
    s.move(s.step("CompanyPlacement"), "pause", by=s.consultant, reason=reason)


def to_come(s: Story, begins_in: int, *, agreed: bool, weeks: int = 8) -> Act:
    """A company has been found; with `agreed` the papers are signed too."""
    yield s.ago(7)
    begins = open_day_after(s.as_of + days(begins_in))
    if agreed:
        yield from _agreed(s, begins, weeks, "placement")
    else:
        _matched(s, begins, weeks, "placement")


def given_up(s: Story, wait: int) -> Act:
    """The company changed its mind before anything was signed."""
    yield s.after(wait)
    step = _matched(s, open_day_after(s.today + days(10)), 6, "placement")
    yield s.later(5)
    s.move(step, "cancel", by=s.consultant, reason="Virksomheden trak sit tilbud")


# --- ends
def completed(*outcomes: str) -> End:
    """Each goal evaluated, by the names of the goals' moves."""

    def end(s: Story, step: Any) -> Act:
        yield s.on(open_day_after(step.planned_to))
        goals = step.goals.filter(state="active")
        told = {f"goal_{g.pk}": o for g, o in zip(goals, cycle(outcomes))}
        told["continues_as"], told["continues_note"] = s.rng.choice(texts.CONTINUES)
        s.move(step, "complete", by=s.consultant, **told)

    return end


def broken_off(after: int, reason: str, ago: int | None = None) -> End:
    """So many days after it began, or `ago` days before the end."""

    def end(s: Story, step: Any) -> Act:
        yield s.later(after) if ago is None else s.ago(ago)
        then, words = s.rng.choice(texts.CONTINUES)
        s.move(step, "break_off", reason=reason, continues_as=then, continues_note=words)

    return end


def interrupted(end: End) -> End:
    """Two weeks' pause in the middle, which the agreed end moves by; then `end`."""

    def pause(s: Story, step: Any) -> Act:
        yield s.later(14)
        step = s.move(step, "pause", by=s.consultant, reason="ferie")
        yield s.later(14)
        step = s.move(step, "resume", by=s.consultant)
        yield from end(s, step)

    return pause


def extended(end: End, weeks: int = 6) -> End:
    def extend(s: Story, step: Any) -> Act:
        yield s.on(open_day_before(step.planned_to - days(5)))
        words = "Er tæt på ordinære timer og skal lære at betjene kassen"
        until = step.planned_to + days(7 * weeks)
        step = s.move(step, "extend", by=s.consultant, planned_to=until, reason=words)
        yield from end(s, step)

    return extend


def away(end: End, *types: str) -> End:
    """Days away of each type, a week apart, which are told and not punished."""

    def be_away(s: Story, step: Any) -> Act:
        for number, type_ in enumerate(types):
            yield s.later(6)
            first = s.today - days(number % 2)
            words = {"type": type_, "from_on": first, "to_on": s.today}
            step = s.move(step, "record_absence", by=s.consultant, **words)
        yield from end(s, step)

    return be_away


def stays(_s: Story, _step: Any) -> Act:
    """It runs on."""
    yield from ()


def goal_changed(end: End) -> End:
    """A new goal first, then the old one is given up (R12)."""

    def change(s: Story, step: Any) -> Act:
        yield s.later(20)
        old = step.goals.filter(state="active").first()
        _add_goal(s, step)
        s.move(old, "drop", by=s.consultant, reason="Opgaven findes ikke længere på stedet")
        yield from end(s, step)

    return change


# --- the way there
def _matched(s: Story, begins: date, weeks: int, form: str, at: Company | None = None) -> Any:
    company = at or s.rng.choice(COMPANIES)
    return s.move(
        s.unbegun("CompanyPlacement"),
        "match",
        by=s.consultant,
        form=form,
        **company._asdict(),
        hours_per_week=s.rng.choice((15, 20, 25)),  # with the school no more than 37
        planned_from=begins,
        planned_to=begins + days(7 * weeks - 1),
    )


def _agreed(
    s: Story, begins: date, weeks: int, form: str, goals: int = 2, at: Company | None = None
) -> Generator[datetime, None, Any]:
    step = _matched(s, begins, weeks, form, at)
    yield s.later(2)
    for _ in range(goals):
        _add_goal(s, step)
    purpose = s.rng.choice(("ordinary_hours", "training", "clarification"))
    return s.move(step, "agree", purpose=purpose, signed=True, quota_checked=True)


def _add_goal(s: Story, step: Any) -> None:
    had = {goal.text for goal in step.goals.all()}
    aim = s.rng.choice([aim for aim in AIMS if aim.text not in had])
    add_goal(step, by=s.consultant, **aim._asdict())
