"""What needs, consents and notes share: an entry of one citizen, found through a case in reach."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from accounts.actor import Actor
from cases.access import OutOfReachError, held_on
from cases.errors import InvalidDataError
from cases.models import Case
from cases.queries import cases_in_reach
from interventions.api.inputs import checked
from interventions.forms.case import CaseForm


def case_with(by: Actor, where: Q) -> Case:
    """The citizen's case that runs, or her latest. Raises as get_case."""
    found = cases_in_reach(by).filter(where)
    case = found.order_by(F("closed_on").desc(nulls_first=True), "-pk").first()
    if case is None:
        raise OutOfReachError
    return case


def filled(kind: type[CaseForm], sent: dict[str, Any], case: Case, by: Actor, about: Any) -> Any:
    """The valid form about an entry: what is left out stays as it is. Raises InvalidDataError."""
    given = {"case": case, "by": by, "held": held_on(by, case), "about": about}
    empty = kind(None, **given)
    stands = {name: empty.initial.get(name) for name in empty.fields}
    form = kind({**stands, **checked(sent, empty.fields)}, **given)
    if not form.is_valid():
        raise InvalidDataError(form)
    return form
