"""What has met a deadline, or ended it: the only writer of met_on, ended_on and step.

All of it follows from the case's events and steps, so that settling again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from cases.models import Case, Event
from interventions.actions.deadlines import CASE_ANCHORS
from interventions.actions.earlier import earlier_cases
from interventions.actions.settle_about import settle_about
from interventions.law.facts import Fact, fulfilments, fulfils, meeting_fact, recorded_on
from interventions.law.rules import Rule
from interventions.law.time_moves import time_move_of
from interventions.models import Deadline, Record
from interventions.queries.rules import RuleBook

STEP_END = "offer_ended_on"
Outcome = tuple[date | None, date | None, int | None]  # met_on, ended_on and the step
ANNUL = "annul"  # the event after which nothing that the row told counts any more


class StepLine(NamedTuple):
    """What a deadline asks of a step."""

    pk: int
    kind: str
    ended_on: date | None


@dataclass(frozen=True)
class Whole:
    """All that happened in the case, read once. `breaks` = (closed on, reopened on); `before` =
    the facts of the cases that this one continues.
    """

    case: Case
    facts: list[Fact]
    before: list[Fact]
    steps: list[StepLine]
    breaks: list[tuple[date, date]]

    @cached_property
    def records(self) -> list[Record]:
        """Most cases have no deadline about a record, and never ask."""
        return list(self.case.records.order_by("pk"))


def settle(case: Case, book: RuleBook) -> None:
    rows = list(case.deadlines.all())
    if rows:
        settle_rows(rows, read_whole(case), book)


def settle_rows(rows: Iterable[Deadline], whole: Whole, book: RuleBook) -> None:
    """These alone, for who has read the case already; a row that is not stored yet is stored.

    What was met or has ended is written first: one deadline of a rule may be open at a time.
    """
    changed: dict[Outcome, list[int]] = {}
    for row in rows:
        rule = book.told_by(row.version_id, row.rule_id)
        before = _outcome(row)
        if row.placement_id:
            _settle_span(row, whole)
        elif row.about:
            settle_about(row, rule, whole.case, whole.facts, whole.records)
        else:
            _settle(row, rule, whole)
        if row._state.adding:
            row.save()
        elif before != _outcome(row):
            changed.setdefault(_outcome(row), []).append(row.pk)
    for (met_on, ended_on, step_id), pks in sorted(changed.items(), key=_open_last):
        same = Deadline.objects.filter(pk__in=pks)
        same.update(met_on=met_on, ended_on=ended_on, step_id=step_id)


def _outcome(row: Deadline) -> Outcome:
    return row.met_on, row.ended_on, row.step_id


def _open_last(written: tuple[Outcome, list[int]]) -> bool:
    (met_on, ended_on, _), _ = written
    return met_on is None and ended_on is None


def read_whole(case: Case) -> Whole:
    facts: list[Fact] = []
    closed: list[date] = []
    for *fact, from_state, to_state in _events([case.pk]):
        facts.append(Fact(*fact))
        ends = from_state != to_state == Case.State.CLOSED  # a later remark stands in that state
        if facts[-1].kind == Case.kind and ends:
            closed.append(facts[-1].on)
    reopened = [f.on for f in facts if f.kind == Case.kind and f.move == "reopen"]
    steps = case.steps.order_by("pk").values_list("pk", "kind", "ended_on")
    return Whole(
        case=case,
        facts=facts,
        before=[Fact(*fact) for *fact, _, _ in _events(earlier_cases(case))],
        steps=[StepLine(*line) for line in steps],
        breaks=list(zip(closed, reopened, strict=False)),
    )


def _events(cases: list[int]) -> Iterable[Any]:
    """Plain values: a long case has hundreds of events, and each move reads them all."""
    if not cases:
        return ()
    of_event = ("kind", "move", "form", "effective_on", "object_id", "from_state", "to_state")
    events = Event.objects.filter(case__in=cases).order_by("effective_on", "pk")
    rows: list[Any] = list(events.values_list(*of_event))
    annulled = {(row[0], row[4]) for row in rows if row[1] == ANNUL}
    return [row for row in rows if (row[0], row[4]) not in annulled]


def _settle(row: Deadline, rule: Rule, whole: Whole) -> None:
    fell_on = _closed_when_it_fell(row, whole)
    fact = _meeting_fact(row, rule, whole)
    values = {name: getattr(whole.case, name) for name in CASE_ANCHORS.values()}
    met_on = fact.on if fact else recorded_on(rule, values)
    if fell_on and met_on and met_on > fell_on:
        fact = met_on = None
    step = _step_of(row, rule, whole, fact)
    row.met_on = met_on
    row.step_id = step.pk if step else None
    row.ended_on = None if met_on else fell_on or _ended_on(rule, step, whole)


def _settle_span(row: Deadline, whole: Whole) -> None:
    """A placement's length ends with that placement, and with no other. Nothing meets it, so that
    `step` is empty: whoever sees the shared steps alone would read the target group in it.
    """
    ended = (s.ended_on for s in whole.steps if s.pk == row.placement_id)
    ends = [day for day in (*ended, whole.case.closed_on) if day]
    row.met_on, row.step_id, row.ended_on = None, None, min(ends, default=None)


def _closed_when_it_fell(row: Deadline, whole: Whole) -> date | None:
    """The closing during which the due date passed: no later fact brings such a deadline back."""
    return next(
        (
            closed_on
            for closed_on, reopened_on in whole.breaks
            if row.due_on and closed_on <= row.due_on < reopened_on
        ),
        None,
    )


def _meeting_fact(row: Deadline, rule: Rule, whole: Whole) -> Fact | None:
    """A deadline that counts from the end of a step is not met by that very step; one that counts
    several facts counts those before a change of track too.
    """
    ended = (s for s in whole.steps if s.ended_on and s.ended_on == row.anchor_on)
    counted_from = {(s.kind, s.pk) for s in ended if row.anchor == STEP_END}
    case_anchored = row.anchor in CASE_ANCHORS
    facts = [*whole.before, *whole.facts] if rule.needed_facts > 1 else whole.facts
    return meeting_fact(
        rule,
        [f for f in facts if case_anchored or (f.kind, f.step_id) not in counted_from],
        anchor_on=row.anchor_on,
        due_on=row.due_on,
        case_anchored=case_anchored,
    )


def _step_of(row: Deadline, rule: Rule, whole: Whole, fact: Fact | None) -> StepLine | None:
    """The step that met it; else the first one that still can; else the last one that could.

    A step that has made the move already is no further hope, nor is one that ended before the
    day from which the deadline counts.
    """
    if fact:
        of = (fact.kind, fact.step_id)
        return next((s for s in whole.steps if (s.kind, s.pk) == of), None)
    kinds = {kind for kind, _, _ in fulfilments(rule)}
    done = {f.step_id for f in whole.facts if fulfils(rule, f)}
    mine = [s for s in whole.steps if s.kind in kinds and s.pk not in done]
    if row.anchor not in CASE_ANCHORS and row.anchor_on:
        mine = [s for s in mine if s.ended_on is None or s.ended_on > row.anchor_on]
    return next((s for s in mine if s.ended_on is None), mine[-1] if mine else None)


def _ended_on(rule: Rule, step: StepLine | None, whole: Whole) -> date | None:
    """The day on which the hope of a fact ended: with the step, or with the case.

    One step is not the only hope of a deadline that counts several facts or comes again; and a
    step that lapsed with a closing took nothing with it when the case was reopened.
    """
    ended_on = _end_of(step, whole.case) if step and rule.shape == "deadline" else None
    closed_on = whole.case.closed_on
    if closed_on:
        return min(ended_on or closed_on, closed_on)
    if ended_on and any(first <= ended_on <= last for first, last in whole.breaks):
        return None
    return ended_on


def _end_of(step: StepLine, case: Case) -> date | None:
    """The day it ended, or the day on which time will end it, known ahead: a late run of the
    moves that time makes then changes no status.
    """
    line = time_move_of(step.kind)
    anchor_on = getattr(case, line.anchor) if line else None
    if step.ended_on or line is None or anchor_on is None:
        return step.ended_on
    return line.effective_on(anchor_on)
