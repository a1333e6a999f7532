"""Draw the lifecycles straight from the declared moves: docs/lifecycles.md.

A kind's section has a Mermaid state diagram and a table of its moves, in the order of the code.
"""

from __future__ import annotations

from cases.lifecycle import Arrow, Lifecycle, Move
from cases.models import Case
from interventions.models import KINDS, RECORDS, Goal

LIFECYCLES: tuple[type[Lifecycle], ...] = (
    Case,
    *KINDS.values(),
    Goal,
    *RECORDS.values(),
)

HEAD = """# Lifecycles

Drawn from the code by `manage.py draw_lifecycles`; change the code, not this file (a test keeps it
current). A state with \\* counts as ended. *reason* names the code table that it comes from. A move
made *by time* is made only when time or the end of the case makes it.
"""
COLUMNS = ("move", "in code", "from → to", "permission", "reason", "four eyes", "special")


def draw() -> str:
    return "\n".join([HEAD, *map(_section, LIFECYCLES)])


def title(lifecycle: type[Lifecycle]) -> str:
    """The kind's Danish name."""
    return str(getattr(lifecycle, "label", "") or lifecycle._meta.verbose_name).capitalize()


def _section(lifecycle: type[Lifecycle]) -> str:
    diagram = "\n    ".join(_diagram(lifecycle))
    table = "\n".join(_table(lifecycle))
    return (
        f"## {title(lifecycle)} (`{lifecycle.__name__}`)\n\n"
        f"```mermaid\nstateDiagram-v2\n    {diagram}\n```\n\n{table}\n"
    )


def _diagram(lifecycle: type[Lifecycle]) -> list[str]:
    first = next(iter(lifecycle.State))
    return [
        *(f"{state.value}: {_name(lifecycle, state.value)}" for state in lifecycle.State),
        f"[*] --> {first.value}",
        *(f"{a.source} --> {a.target}: {a.move.label}" for a in lifecycle.arrows()),
        *(f"{state.value} --> [*]" for state in lifecycle.State if state in lifecycle.ENDED),
    ]


def _table(lifecycle: type[Lifecycle]) -> list[str]:
    ways: dict[str, list[Arrow]] = {}
    for arrow in lifecycle.arrows():
        ways.setdefault(arrow.move.name, []).append(arrow)
    rows = [
        (
            str(arrows[0].move.label),
            f"`{name}`",
            "<br>".join(_way(lifecycle, arrow) for arrow in arrows),
            f"`{arrows[0].move.needs}`",
            _reason(arrows[0].move),
            _second_person(arrows[0].move),
            _special(arrows[0].move),
        )
        for name, arrows in ways.items()
    ]
    return [_line(COLUMNS), _line(["---"] * len(COLUMNS)), *map(_line, rows)]


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _name(lifecycle: type[Lifecycle], state: str) -> str:
    return f"{lifecycle.State(state).label}{'*' if state in lifecycle.ENDED else ''}"


def _way(lifecycle: type[Lifecycle], arrow: Arrow) -> str:
    labels = (_name(lifecycle, state).replace("*", r"\*") for state in arrow[:2])
    return " → ".join(labels)


def _reason(move: Move) -> str:
    return "own words" if move.reasons == "*" else f"`{move.reasons}`" if move.reasons else ""


def _second_person(move: Move) -> str:
    if move.four_eyes is None:
        return ""
    when = f", when `{move.four_eyes_when.__name__}`" if move.four_eyes_when else ""
    return f"`{move.four_eyes}`{when}"


def _special(move: Move) -> str:
    return "re-entry" if move.reentry else "by time" if move.by_time else ""
