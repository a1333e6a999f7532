"""The steps of a case with their facts, what can be done with them now, and what happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects

from accounts.localtime import local_clock
from accounts.roles import Permission
from cases.lifecycle import Lifecycle
from cases.models import Case
from interventions.law.wording import written
from interventions.models import (
    CompanyPlacement,
    ContractTerms,
    Goal,
    IntegrationProgramme,
    Mentoring,
    Step,
)
from interventions.models.company_placement import MOVE as PLACEMENT_MOVE
from interventions.models.company_placement import has_goal
from interventions.queries.history import Told, reason_label
from interventions.queries.moves import MoveOption, possible_moves
from interventions.queries.reader import Reader
from interventions.queries.steps import readable_columns, steps_of

# Shown in the row's head, by the mark beside it, or in words of their own.
CONTRACT = frozenset(term.name for term in ContractTerms._meta.fields)
GOAL_TOO = "Det første mål skriver du på samme side"
ELSEWHERE = frozenset({"plan_effect", "at_placement", "at_job", "language_goal"})


@dataclass(frozen=True)
class Options:
    """`possible` become buttons; `refused` start here but miss something; `elsewhere` do not.
    `waiting` are those of `refused` that the reader could make herself but for what is missing.
    """

    possible: list[MoveOption]
    refused: list[MoveOption]
    elsewhere: list[MoveOption]
    waiting: list[MoveOption]


@dataclass(frozen=True)
class GoalRow:
    pk: int
    type: str
    text: str
    sign: str
    area: str
    state: str
    ended: bool
    evaluation: str
    options: Options
    events: list[Told]


@dataclass(frozen=True)
class StepRow:
    """`facts` are (name, value) in the kind's own order. `goals` is None where there are none
    to have, or the reader may not know of them. `agreement` names a placement's, "" without one.
    """

    pk: int
    kind: str
    label: str
    state: str
    ended: bool
    dates: list[tuple[str, str]]
    facts: list[tuple[str, str]]
    options: Options
    goals: list[GoalRow] | None
    can_add_goal: bool
    shared: bool
    agreement: str
    events: list[Told]


def visible_rows(case: Case, reader: Reader) -> list[Step]:
    """The steps that the reader may know of, with their goals prefetched. Two queries."""
    steps = steps_of(case, reader.held)
    placements = [step for step in steps if isinstance(step, CompanyPlacement)]
    prefetch_related_objects(placements, "goals")
    return steps


def goals_of(step: Step, reader: Reader) -> list[Goal]:
    if not isinstance(step, CompanyPlacement) or not reader.may(Permission.NEEDS_SEE):
        return []
    return list(step.goals.all())


def step_row(step: Step, events: dict[tuple[str, int], list[Told]], reader: Reader) -> StepRow:
    has_goals = isinstance(step, CompanyPlacement) and reader.may(Permission.NEEDS_SEE)
    return StepRow(
        pk=step.pk,
        kind=step.kind,
        label=step.told_as,
        state=step.state_label,
        ended=step.is_ended,
        dates=_dates(step, reader),
        facts=_facts(step, reader),
        options=options(step, reader),
        goals=[_goal(g, events, reader) for g in goals_of(step, reader)] if has_goals else None,
        can_add_goal=has_goals and not step.is_ended and reader.may(Permission.PLACEMENT_MOVE),
        shared=step.shared,
        agreement=_agreement(step, reader),
        events=events.get((step.kind, step.pk), []),
    )


def _agreement(step: Step, reader: Reader) -> str:
    """What the link to the placement's agreement says, for those who arrange placements."""
    if not isinstance(step, CompanyPlacement) or not step.company:
        return ""
    if not reader.may(Permission.PLACEMENT_MOVE):
        return ""
    return "Aftalen" if step.purpose else "Udkast til aftalen"


def options(row: Lifecycle, reader: Reader) -> Options:
    every = possible_moves(row, reader.by, reader.held)
    moves = [_with_goal(row, option, reader) for option in every]
    refused = [option for option in moves if option.starts_here and not option.possible]
    return Options(
        possible=[option for option in moves if option.possible],
        refused=refused,
        elsewhere=[option for option in moves if not option.starts_here],
        waiting=[option for option in refused if option.move.needs in reader.held],
    )


def _with_goal(row: Lifecycle, option: MoveOption, reader: Reader) -> MoveOption:
    """The page of the agreement asks for the first goal itself: no reason to stay away from it."""
    if not isinstance(row, CompanyPlacement) or option.move.name != "agree":
        return option
    missing = has_goal(row, reader.by)
    if not missing or option.missing != (missing,) or not reader.may(PLACEMENT_MOVE):
        return option
    return replace(option, possible=True, missing=(), approval=GOAL_TOO)


def _goal(goal: Goal, events: dict[tuple[str, int], list[Told]], reader: Reader) -> GoalRow:
    return GoalRow(
        pk=goal.pk,
        type=goal.get_type_display(),
        text=goal.text,
        sign=goal.sign,
        area=reader.label("policy_area", goal.policy_area) if goal.policy_area else "",
        state=goal.state_label,
        ended=goal.is_ended,
        evaluation=goal.evaluation,
        options=options(goal, reader),
        events=events.get((goal.kind, goal.pk), []),
    )


def can_log(step: Step, reader: Reader) -> bool:
    running = (Mentoring.State.ASSIGNED, Mentoring.State.RUNNING)
    return (
        step.kind == "Mentoring"
        and step.state in running
        and reader.may(Permission.FOLLOW_UP_WRITE)
    )


def _dates(step: Step, reader: Reader) -> list[tuple[str, str]]:
    reason = reason_label(step.kind, _ending(step), step.end_reason, reader)
    ended = f"{written(step.ended_on)}, {reason}" if reason and reader.reads_notes else ""
    dates = [
        ("Tilføjet", written(step.added_on)),
        ("Tidspunkt", local_clock(step.meets_at) if step.meets_at else ""),
        ("Start", written(step.starts_on)),
        ("Slut", ended or written(step.ended_on)),
    ]
    return [(name, value) for name, value in dates if value]


def _ending(step: Step) -> str:
    """The move that led here and takes its reason from a table, if there is one."""
    ways = (a.move for a in step.arrows() if a.target == step.state and not a.move.by_time)
    return next((move.name for move in ways if move.reasons not in ("", "*")), "")


def _facts(step: Step, reader: Reader) -> list[tuple[str, str]]:
    """The kind's own columns that say something to this reader."""
    found = []
    elsewhere = ELSEWHERE | CONTRACT if isinstance(step, IntegrationProgramme) else ELSEWHERE
    for column in readable_columns(step, reader.held):
        if column.name in elsewhere:
            continue
        table = step.coded.get(column.name)
        text = reader.label(table, getattr(step, column.name)) if table else _value(step, column)
        if text:
            found.append((_sentence(str(column.verbose_name)), text))
    return found


def _value(step: Step, column: Any) -> str:
    value = getattr(step, column.name)
    if isinstance(value, bool):
        return "Ja" if value else ""
    if column.choices:
        return str(getattr(step, f"get_{column.name}_display")())
    if isinstance(value, datetime):
        return local_clock(value)
    return written(value) if isinstance(value, date) else str(value or "")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
