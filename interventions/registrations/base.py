"""One line of the table of what can be registered on a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.roles import Permission
from cases.models import Case
from interventions.forms.case import CaseForm

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

EDIT = Permission.CASE_EDIT
SAVE = gettext_lazy("Gem")


@dataclass(frozen=True)
class Filled:
    """A valid form on its way to the action: what was typed, by whom, on which version."""

    case: Case
    form: Any
    by: Actor
    seen: int

    @property
    def typed(self) -> dict[str, Any]:
        typed: dict[str, Any] = self.form.cleaned_data
        return typed


@dataclass(frozen=True)
class CaseAction:
    """`carry_out` answers with what happened, in a sentence. `find` looks up what ?id= names and
    answers None for what the actor may not know of. `above` and `below` are templates shown with
    the form. `to_list`: afterwards the case may be out of the actor's reach.
    """

    title: _StrOrPromise
    form: Callable[..., CaseForm]
    carry_out: Callable[[Filled], str]
    permission: Permission = EDIT
    find: Callable[[Case, frozenset[Permission], str], Any] | None = None
    above: str = ""
    below: str = ""
    button: _StrOrPromise = SAVE
    returns: str = ""  # the name of the page of what ?id= names; "" is the case's
    to_list: bool = False
