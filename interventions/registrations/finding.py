"""From the name in an address to what is registered by it: the same for the page and the API."""

from __future__ import annotations

from typing import Any

from accounts.actor import Actor
from cases.access import OutOfReachError, held_on, require
from cases.models import Case
from interventions.registrations.base import CaseAction
from interventions.registrations.table import ACTIONS

LONGEST = 18  # digits of the greatest number that a row can have


def found(case: Case, name: str, row: str, by: Actor) -> tuple[CaseAction, dict[str, Any]]:
    """The action, and what its form is made with. `row` is what ?id= names, "" for none.

    Raises PermissionDenied, and OutOfReachError for a name or row that is none.
    """
    action = ACTIONS.get(name)
    if action is None:
        raise OutOfReachError
    require(by, action.permission, case)
    held = held_on(by, case)
    options: dict[str, Any] = {"by": by, "held": held}
    if action.find:
        options["about"] = action.find(case, held, row if len(row) <= LONGEST else "")
        if options["about"] is None:
            raise OutOfReachError
    return action, options
