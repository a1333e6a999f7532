"""Which fact meets a deadline: `fulfilled_by` of a rule against the moves that were made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from interventions.law.rules import Rule

RECORDED = "recorded"
# Anchors that are the previous fact of the kind that meets the rule: only a later one meets it.
PREVIOUS_FACT = frozenset({"followed_up_on", "measured_on"})


@dataclass(frozen=True)
class Fact:
    """A move that happened, on the local date on which it took effect."""

    kind: str
    move: str
    form: str
    on: date
    step_id: int


def fulfilments(rule: Rule) -> list[tuple[str, str, str]]:
    """`Kind.move[:form]` as (kind, move, form); `|` is or, and keeps the kind: `A.b|c`."""
    return list(_parsed(rule.fulfilled_by))


@cache
def _parsed(fulfilled_by: str) -> tuple[tuple[str, str, str], ...]:
    found, kind = [], ""
    for part in filter(None, fulfilled_by.split("|")):
        name, _, form = part.partition(":")
        if "." in name:
            kind, _, name = name.partition(".")
        found.append((kind, name, form))
    return tuple(found)


def meeting_fact(
    rule: Rule,
    facts: Iterable[Fact],
    *,
    anchor_on: date | None,
    due_on: date | None,
    case_anchored: bool,
) -> Fact | None:
    """The fact that met the deadline, or None. `facts` come in order of their dates.

    A rule that counts needs its n-th fact from the anchor to the due date. A rule whose anchor
    arose with an event looks at what happened since (after that day, where the event is the
    previous fact of the same kind); one that hangs on the case (arrival, handover) takes the first
    fact there is, also an early one.
    """
    fitting = [f for f in facts if fulfils(rule, f)]
    if rule.needed_facts > 1:
        if anchor_on is None or due_on is None:
            return None
        fitting = [f for f in fitting if anchor_on <= f.on <= due_on]
    elif not case_anchored:
        again = rule.anchor in PREVIOUS_FACT
        fitting = [f for f in fitting if anchor_on and f.on >= anchor_on]
        fitting = [f for f in fitting if not again or f.on != anchor_on]
    return fitting[rule.needed_facts - 1] if len(fitting) >= rule.needed_facts else None


def recorded_on(rule: Rule, values: Mapping[str, date | None]) -> date | None:
    """For `x.recorded` the value of x itself."""
    days = [values.get(kind) for kind, move, _ in fulfilments(rule) if move == RECORDED]
    return next((day for day in days if day), None)


def fulfils(rule: Rule, fact: Fact) -> bool:
    """Whether the fact is of a kind that the rule asks for, whenever it happened."""
    wanted = _parsed(rule.fulfilled_by)
    return any((fact.kind, fact.move, form) in wanted for form in ("", fact.form))
