"""The one road: every change of state of a case, a step or a goal goes through `perform`."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from cases.access import require
from cases.actions.moves import make_move, refuse_stale, refuse_wrong_state
from cases.errors import InvalidDataError, NotPossibleError
from cases.lifecycle import Move
from cases.models import Approval, Case
from interventions.actions.consequences import CONSEQUENCES
from interventions.actions.made import Made
from interventions.actions.outbox import tell_moved, with_listeners
from interventions.actions.settle import settle
from interventions.forms import form_for
from interventions.forms.base import MoveForm
from interventions.models.of_case import OfCase
from interventions.queries.rules import rule_book


@transaction.atomic
def perform(
    row: Any,
    name: str,
    data: Mapping[str, Any] | None = None,
    *,
    by: Actor,
    seen_version: int | None = None,
    approval: Approval | None = None,
) -> Any:
    """Make the named move and answer with the row as it stands afterwards.

    Asks permission, and locks the case and the row; asks version, state, guards and form, in this
    order; moves, writes event and trail, and carries out what follows: all of it or nothing.
    Whoever may not holds no lock, nor learns from waiting for one that there is somebody.
    `data` are the fields of the move's form; `effective_on` is today when it is left out.

    Raises PermissionDenied (403), OutOfReachError (404), ConflictError and NotPossibleError
    (409), InvalidDataError (400).
    """
    move = named(row, name)
    # Whoever approves it holds the permission to approve; the proposer held the move's.
    needs = move.four_eyes if approval and move.four_eyes else move.needs
    require(by, needs, Case(pk=case_id_of(row)))
    case, row = locked(row)
    refuse_stale(row, seen_version)
    _make(case, row, move, data or {}, by, approved=approval is not None)
    settle(case, rule_book())
    return row


def follow(case: Case, row: Any, name: str, data: Mapping[str, Any], *, by: Actor) -> Any:
    """A move that follows from an action whose permission has been asked; inside its transaction.

    `case` is the one that the action has locked, and `row` was read under that lock: nobody can
    have changed it since. The caller settles the deadlines.
    """
    if isinstance(row, Case):
        case = row  # the one that continues the locked case
    elif isinstance(row, OfCase):
        row.case = case
    _make(case, row, named(row, name), data, by, approved=True)
    return row


def _make(
    case: Case, row: Any, move: Move, data: Mapping[str, Any], by: Actor, *, approved: bool
) -> None:
    refuse_wrong_state(row, move)
    if missing := move.missing(row, by):
        raise NotPossibleError(*missing)
    values = dict(filled(row, move, data, by).cleaned_data)
    if not approved and move.needs_approval(row, values):
        raise NotPossibleError(
            f"»{move.label}« skal godkendes af en anden. Send det til godkendelse."
        )
    on, note = values.pop("effective_on"), values.pop("note")
    event = make_move(case, row, move, by=by, on=on, values=values, note=note)
    tell_moved(case, row, by.now)
    made = Made(row, case, event, values, by, then=partial(follow, case, by=by))
    for consequence in CONSEQUENCES.get((row.kind, move.name), ()):
        consequence(made)


def locked(row: Any) -> tuple[Case, Any]:
    """Always the case first, so that two moves in one case wait for each other."""
    cases = with_listeners(Case.objects.select_for_update(of=("self",)))
    case = cases.get(pk=case_id_of(row))
    if isinstance(row, Case):
        return case, case
    fresh = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if isinstance(fresh, OfCase):
        fresh.case = case  # the locked one: guards and forms need not read it again
    return case, fresh


def case_id_of(row: Any) -> int:
    """Of the case itself, a row of it, or what hangs on such a row."""
    if isinstance(row, Case):
        return row.pk
    found: int = row.case_id if isinstance(row, OfCase) else row.case.pk
    return found


def named(row: Any, name: str) -> Move:
    """Raises NotPossibleError for a move that the row's kind has not got."""
    moves: dict[str, Move] = row.moves()
    if name not in moves:
        raise NotPossibleError(f"»{name}« findes ikke her.")
    return moves[name]


def filled(row: Any, move: Move, data: Mapping[str, Any], by: Actor) -> MoveForm:
    """The move's valid form. Raises InvalidDataError.

    `data` may be a page's QueryDict, an API's dict or a command's: one form for all.
    """
    if "effective_on" not in data:
        data = ChainMap({"effective_on": by.today}, data)  # type: ignore[arg-type]  # only read
    form = form_for(row, move.name, data, by=by)
    if not form.is_valid():
        raise InvalidDataError(form)
    return form
