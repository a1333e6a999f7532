"""When the responsibility passes: computed from the allocation, earlier with consent."""

from __future__ import annotations

from datetime import date

from cases.models import Case
from interventions.law.due import due
from interventions.queries.rules import RuleBook

TYPED = "typed"
HANDOVER_ANCHORS = {
    "INL-OVERGIV": "allocated_on",
    "UA-OVERGIV": "allocated_on",
    "INL-OVERGIV-CPR": "cpr_registered_on",
}


def computed_handover(case: Case, book: RuleBook) -> date | None:
    """None while the anchor is unknown, when no version was valid then, or without a rule."""
    anchor = HANDOVER_ANCHORS.get(case.handover_rule)
    day: date | None = getattr(case, anchor) if anchor else None
    version = book.on(case.handover_rule, day) if day else None
    return due(version[1], day).day if version and day else None


def settle_handover(case: Case, book: RuleBook) -> None:
    """Set the computed date and the one that counts; does not save.

    An agreed earlier date stays as long as it is no later than the computed one. A typed
    handover (the Afghan special law) has nothing to compare with.
    """
    case.handover_computed_on = computed_handover(case, book)
    agreed, computed = case.handover_agreed_on, case.handover_computed_on
    if case.handover_rule == TYPED or (agreed and computed and agreed <= computed):
        case.handover_on = agreed
    else:
        case.handover_on = computed
