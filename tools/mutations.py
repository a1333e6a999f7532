"""What can be taken out of the program, one piece at a time, in the running process.

Each piece is a line of a table that the program reads: an arrow or a guard of a lifecycle, a
consequence, a deadline rule, a line of the plan. Nothing is put back: take a piece out in a
process that ends afterwards, before the tests are imported.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cases.lifecycle import Lifecycle, Move
from interventions import planning
from interventions.actions.consequences import CONSEQUENCES
from interventions.diagrams import LIFECYCLES
from interventions.law import rules
from interventions.law.rules import Rule
from interventions.models import RuleVersion

LAW = Path(rules.__file__).with_name("deadline_rules.csv")


@dataclass(frozen=True)
class Mutation:
    """`about` is the kind that the piece belongs to, where it belongs to one."""

    category: str
    name: str
    about: str
    take_out: Callable[[], None]

    def __str__(self) -> str:
        return f"{self.category} {self.name}"


def mutations() -> list[Mutation]:
    return [*_arrows(), *_guards(), *_consequences(), *_rules(), *_plan_rows()]


def _transitions(lifecycle: type[Lifecycle]) -> Iterator[tuple[dict[Any, Any], Any]]:
    """Each transition of django-fsm, with the table in which it stands."""
    for name in lifecycle.moves():
        table = getattr(lifecycle, name)._django_fsm.transitions  # noqa: SLF001 - its only door
        for transition in list(table.values()):
            yield table, transition


def _arrows() -> Iterator[Mutation]:
    for lifecycle in LIFECYCLES:
        for table, transition in _transitions(lifecycle):
            move: Move = transition.custom["move"]
            name = f"{lifecycle.__name__}: {transition.source} {move.name} {transition.target}"
            yield Mutation("arrow", name, lifecycle.__name__, _delete(table, transition.source))


def _delete(table: dict[Any, Any], key: Any) -> Callable[[], None]:
    return lambda: table.__delitem__(key)


def _guards() -> Iterator[Mutation]:
    """A move is declared alike wherever it starts: its guard goes from all of them at once."""
    for lifecycle in LIFECYCLES:
        declared: dict[str, list[Any]] = {}
        for _, transition in _transitions(lifecycle):
            declared.setdefault(transition.custom["move"].name, []).append(transition)
        for transitions in declared.values():
            move: Move = transitions[-1].custom["move"]
            for guard in move.guards:
                told = guard.__qualname__.split(".")[0]
                name = f"{lifecycle.__name__}: {transitions[-1].source} {move.name} ({told})"
                left = tuple(other for other in move.guards if other is not guard)
                take_out = _replace(transitions, dataclasses.replace(move, guards=left))
                yield Mutation("guard", name, lifecycle.__name__, take_out)


def _replace(transitions: list[Any], move: Move) -> Callable[[], None]:
    def replace() -> None:
        for transition in transitions:
            transition.custom.update(move=move)

    return replace


def _consequences() -> Iterator[Mutation]:
    for key, follow in CONSEQUENCES.items():
        for one in follow:
            left = tuple(other for other in follow if other is not one)
            name = f"{'.'.join(key)}: {one.__name__}"
            yield Mutation("consequence", name, key[0], _set(key, left))


def _set(key: tuple[str, str], left: Any) -> Callable[[], None]:
    return lambda: CONSEQUENCES.__setitem__(key, left)


def _rules() -> Iterator[Mutation]:
    for rule in rules.read_rules(LAW.read_text(encoding="utf-8").splitlines()):
        name = f"{rule.code} from {rule.valid_from}"
        yield Mutation("rule", name, rule.code, _forget(rule))


def _forget(rule: Rule) -> Callable[[], None]:
    """Out of the file as it is read, and out of the database into which it was loaded."""
    read = rules.read_rules

    def read_without(lines: Iterable[str]) -> list[Rule]:
        return [other for other in read(lines) if other != rule]

    def take_out() -> None:
        rules.read_rules = read_without
        RuleVersion.objects.filter(rule__code=rule.code, valid_from=rule.valid_from).delete()

    return take_out


def _plan_rows() -> Iterator[Mutation]:
    for row in planning.TABLE:
        left = tuple(other for other in planning.TABLE if other != row)
        yield Mutation("plan row", row.kind, row.kind, _plan(left))


def _plan(left: Any) -> Callable[[], None]:
    return lambda: setattr(planning, "TABLE", left)
