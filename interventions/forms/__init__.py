"""Forms of moves. Below the actions, because every road, also a command, is validated by them."""

from collections.abc import Mapping
from typing import Any

from accounts.actor import Actor
from cases.lifecycle import Lifecycle
from interventions.forms.base import MoveForm, own_fields
from interventions.forms.own import OWN


def form_for(row: Any, name: str, data: Mapping[str, Any] | None, *, by: Actor) -> MoveForm:
    """The move's form, bound when `data` is given. The move must be one of the row's own."""
    return form_class(type(row), name)(data, row=row, move=row.moves()[name], by=by)


def form_class(kind: type[Lifecycle], name: str) -> type[MoveForm]:
    base = OWN.get((kind.__name__, name), MoveForm)
    made: type[MoveForm] = type(
        f"{kind.__name__}{name.title()}Form", (base,), own_fields(kind, name)
    )
    return made
