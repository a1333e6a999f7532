"""What one case tells to one who holds certain permissions on it; the rest is left out.

Of the citizen it tells what citizen_facts tells of her, in the shape of this address.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from accounts.actor import Actor
from accounts.grants import RESTRICTED_LEAVES
from accounts.roles import Permission
from cases.models import Case, Track
from cases.queries import visible_needs
from interventions.api.citizen_facts import TELLERS, About, of, parts_of
from interventions.api.serializers import AnchorsOut, Out

P = Permission
Held = frozenset[Permission]
NEEDS = (P.NEEDS_SEE, P.HEALTH_SEE, P.SOCIAL_CONTROL_SEE)
FACTS = {P.CITIZEN_FACTS_SEE, P.PLAN_SEE}  # both are needed for dates, residence and income
PERSONAL = ("born_on", "born_estimated", "sex")
COURSE = ("track", "opened_on", "closed_on")
ANCHORS = tuple(AnchorsOut().fields)
# Part of the citizen → its key here, where that is another; those of two keys are spread out.
KEYS = {
    "birth_year": "birth_year", "care_flag": "care_mark", "cpr_masked": "cpr_masked",
    "cpr_full": "cpr_full", "protection_flag": "protected", "contact": "contact",
    "address": "address", "consent": "consents",
}  # fmt: skip
SPREAD = ("name", "language_interpreter")


class CaseRowOut(Out):
    id = s.IntegerField(source="pk")
    version = s.IntegerField()
    state = s.ChoiceField(choices=Case.State.choices)
    track = s.ChoiceField(choices=Track.choices)
    citizen = s.IntegerField(source="citizen_id")
    given_name = s.CharField(source="citizen__given_name")
    family_name = s.CharField(source="citizen__family_name")
    unit = s.CharField(source="unit__code")
    responsible = s.CharField(source="responsible__username", allow_null=True)
    opened_on = s.DateField()
    handover_on = s.DateField(allow_null=True, required=False)
    closed_on = s.DateField(allow_null=True)

    def to_representation(self, instance: Any) -> Any:
        """The handover is a date of the plan: `planned` says whether the asker sees that."""
        found = super().to_representation(instance)
        if not instance["planned"]:
            del found["handover_on"]
        return found


def told(case: Case, held: Held, by: Actor) -> dict[str, Any]:
    found = {
        "id": case.pk,
        "kind": case.kind,
        "state": case.state,
        "state_label": case.state_label,
        "version": case.version,
        "unit": case.unit.code,
        "citizen": _citizen(About(case, held, by)),
    }
    if P.CARE_SEE in held:
        found["responsible"] = case.responsible.username if case.responsible else None
    if not held <= RESTRICTED_LEAVES:
        found |= of(case, COURSE)
    if held >= FACTS:
        found |= of(case, ("in_programme", "residence_basis", "end_reason"))
        found["anchors"] = of(case, ANCHORS)
    if held.intersection(NEEDS):
        found["needs"] = visible_needs(case, held)
    return found


def _citizen(about: About) -> dict[str, Any]:
    citizen, parts = about.citizen, parts_of(about)
    found: dict[str, Any] = {"pk": citizen.pk}
    found |= {key: TELLERS[part](about) for part, key in KEYS.items() if part in parts}
    for part in SPREAD:
        found |= TELLERS[part](about) if part in parts else {}
    if P.CITIZEN_FACTS_SEE in about.held:
        found |= of(citizen, PERSONAL)
    if about.held >= FACTS:
        found["residence"] = citizen.residence_periods.all()
        found["income"] = citizen.income_periods.all()
    return found
