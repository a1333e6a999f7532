"""What stands beside a form: the facts one needs in order to fill it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cases.models import Case
from interventions.actions.anchors import CORRECTABLE
from interventions.actions.deadlines import CASE_ANCHORS
from interventions.actions.handover import HANDOVER_ANCHORS
from interventions.forms.facts import anchor_label
from interventions.queries.anchors import hanging_on, subject_of
from interventions.queries.people import household_of
from interventions.queries.rules import rule_book

PARTS = "interventions/parts/"


def _anchors(case: Case) -> dict[str, Any]:
    """What hangs on the handover hangs on the date from which the handover is computed."""
    names: dict[str, frozenset[str]] = {}
    for name in CORRECTABLE:
        columns = {name}
        if HANDOVER_ANCHORS.get(case.handover_rule) == name:
            columns.add("handover_on")
        names[name] = frozenset(a for a, column in CASE_ANCHORS.items() if column in columns)
    book = rule_book()
    return {
        "anchors": [
            (anchor_label(h.name), h.day, [(subject_of(d, book), d.due_on) for d in h.deadlines])
            for h in hanging_on(case, names)
        ]
    }


def _household(case: Case) -> dict[str, Any]:
    return {"household": household_of(case.citizen)}


BESIDE: dict[str, Callable[[Case], dict[str, Any]]] = {
    PARTS + "anchors.html": _anchors,
    PARTS + "household.html": _household,
}


def beside(page: dict[str, Any], case: Case) -> dict[str, Any]:
    """What the page's templates `above` and `below` the form need of the case."""
    found: dict[str, Any] = {}
    for place in ("above", "below"):
        needed = BESIDE.get(page.get(place, ""))
        if needed:
            found |= needed(case)
    return found
