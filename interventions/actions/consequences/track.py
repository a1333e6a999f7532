"""A change of track: the citizen goes on in a new case, planned at once, beside the old one."""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.actions.assignments import keep_responsible
from cases.actions.residence import new_residence
from cases.models import Case, Track
from cases.tracks import TRACK_OF
from interventions.actions.going_on import go_on
from interventions.actions.handover import TYPED
from interventions.actions.made import Made
from interventions.actions.opening import Opening, open_cases
from interventions.actions.settle import settle
from interventions.queries.rules import rule_book

# The days on which the citizen came, was registered and began stay what they were.
COPIED = (
    "allocated_on",
    "arrived_on",
    "cpr_registered_on",
    "danish_allowed_on",
    "danish_requested_on",
    "welcome_letter_on",
)
NOTE = "Fortsætter sag {pk} efter skift af spor"


def open_successor(made: Made) -> None:
    """The old case keeps all that was written in it; consents, needs and household are the
    citizen's own and need no copying.
    """
    old, on, by = made.case, made.event.effective_on, made.by
    opening = Opening(
        citizen=old.citizen,
        unit_id=old.unit_id,
        residence_basis=made.values.get("residence_basis") or old.residence_basis,
        on=on,
        anchors={name: getattr(old, name) for name in COPIED},
        asylum_centre=old.asylum_centre,
    )
    book, note = rule_book(), NOTE.format(pk=old.pk)
    (new,) = open_cases([opening], by=by, book=book, note=note)
    Case.objects.filter(pk=new.pk).update(**_handed_over(old, new, made.values))
    new = Case.objects.get(pk=new.pk)
    new_residence(new, new.residence_basis, by=by, from_on=on)
    keep_responsible(new, old, by=by, on=on)
    new = made.then(new, "plan", {"effective_on": on, "note": note})
    go_on(old, new, by=by, on=on, book=book)
    settle(new, book)


def _handed_over(old: Case, new: Case, values: dict[str, Any]) -> dict[str, Any]:
    """The responsibility passed once and does not pass again; the programme may be over."""
    agreed: date | None = old.handover_on
    rule = TRACK_OF[new.residence_basis]
    kept: dict[str, Any] = {"continues": old}
    if not values.get("residence_basis"):  # the programme is over, the basis is as it was
        kept |= {"track": Track.GENERAL, "in_programme": False, "handover_rule": ""}
    elif agreed and rule.handover:
        kept |= {"handover_rule": TYPED}
    if agreed:
        kept |= {"handover_computed_on": None, "handover_agreed_on": agreed, "handover_on": agreed}
    return kept
