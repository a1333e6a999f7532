"""Which moves a row can make now, and for the others why not: for pages and the API alike."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.actor import Actor
from accounts.grants import FUNCTION_GRANTS, GRANTS
from accounts.roles import Function, Permission, Role
from cases.lifecycle import Arrow, Lifecycle, Move

HOLDERS: dict[str, str] = {
    Role.CASEWORKER: "den ansvarlige sagsbehandler",
    Role.TEAM_LEAD: "teamlederen",
    Function.MENTOR: "mentoren",
    Function.COMPANY_CONSULTANT: "virksomhedskonsulenten",
    Function.HEALTH_COORDINATOR: "sundhedskoordinatoren",
    Function.FAMILY_CASEWORKER: "familiesagsbehandleren",
    Function.SOCIAL_CONTROL_ADVISER: "social kontrol-vejlederen",
}


@dataclass(frozen=True)
class MoveOption:
    """One move of a row, seen by one person.

    `missing` are Danish sentences and empty exactly when the move is possible. `starts_here` is
    whether it leads away from the row's present state; `target` is the label of where it leads.
    `approval` says that a second person must (or may have to) approve, and is "" when not.
    """

    move: Move
    possible: bool
    missing: tuple[str, ...]
    starts_here: bool
    target: str
    approval: str = ""


def possible_moves(row: Lifecycle, by: Actor, held: frozenset[Permission]) -> list[MoveOption]:
    """The moves that people make with a case, a step or a goal, in the order of its lifecycle.

    `held` is what the actor may on the row's case (`cases.access.held_on`). Guards look at the
    row's case and its consents and goals: prefetch `citizen__consents` and `goals` for many rows.
    """
    ways: dict[str, list[Arrow]] = {}
    for arrow in row.arrows():
        if not arrow.move.by_time:
            ways.setdefault(arrow.move.name, []).append(arrow)
    return [_option(row, arrows, by, held) for arrows in ways.values()]


def who_may(permission: Permission) -> str:
    """The sentence that names those who hold a permission on a case."""
    roles = [role for role in Role if permission in GRANTS.get(role, {})]
    functions = [f for f, (_, granted) in FUNCTION_GRANTS.items() if permission in granted]
    names = [HOLDERS[name] for name in (*roles, *functions) if name in HOLDERS]
    if not names:
        return "Sker kun af sig selv."
    *others, last = names
    return f"Kræver {', '.join(others)} eller {last}." if others else f"Kræver {last}."


def _option(
    row: Lifecycle, arrows: list[Arrow], by: Actor, held: frozenset[Permission]
) -> MoveOption:
    here = next((arrow for arrow in arrows if arrow.source == row.state), None)
    # A move that is declared twice is looked up as perform does it: the last one counts.
    move = arrows[-1].move
    missing = _missing(row, move, by, held) if here else (_wrong_state(row, arrows),)
    return MoveOption(
        move=move,
        possible=not missing,
        missing=missing,
        starts_here=here is not None,
        target=str(row.State((here or arrows[0]).target).label),
        approval=_approval(move),
    )


def _missing(row: Lifecycle, move: Move, by: Actor, held: frozenset[Permission]) -> tuple[str, ...]:
    """Guards are asked only of those who may make the move: their words tell about the citizen."""
    if move.needs not in held:
        return (who_may(move.needs),)
    return tuple(move.missing(row, by))


def _wrong_state(row: Lifecycle, arrows: list[Arrow]) -> str:
    sources = " eller ".join(f"»{row.State(arrow.source).label}«" for arrow in arrows)
    return f"Kun mulig fra {sources}; tilstanden er nu »{row.state_label}«."


def _approval(move: Move) -> str:
    if move.four_eyes is None:
        return ""
    if move.four_eyes_when:
        return "Kan kræve en andens godkendelse"
    return "Kræver en andens godkendelse"
