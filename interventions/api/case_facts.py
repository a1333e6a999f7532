"""What one case tells to one who holds certain permissions on it; the rest is left out."""

from __future__ import annotations

from typing import Any

from accounts.actor import Actor
from accounts.roles import Permission
from cases.cpr import masked
from cases.models import Case, PersonIdentifier
from cases.queries import visible_needs
from interventions.api.serializers import AnchorsOut
from interventions.queries.mentees import may_call, with_sharing

P, CPR = Permission, PersonIdentifier.Type.CPR
Held = frozenset[Permission]
NEEDS = (P.NEEDS_SEE, P.HEALTH_SEE, P.SOCIAL_CONTROL_SEE)
PLAIN = ("pk", "given_name", "family_name", "language", "interpreter", "care_mark")
PERSONAL = ("born_on", "born_estimated", "sex")
CONTACT = ("phone", "email", "safe_contact")
ANCHORS = tuple(AnchorsOut().fields)


def told(case: Case, held: Held, by: Actor) -> dict[str, Any]:
    found = {
        "id": case.pk,
        "kind": case.kind,
        "state": case.state,
        "state_label": case.state_label,
        "version": case.version,
        "track": case.track,
        "unit": case.unit.code,
        "responsible": case.responsible.username if case.responsible else None,
        "opened_on": case.opened_on,
        "closed_on": case.closed_on,
        "citizen": _citizen(case, held, by),
    }
    if P.CITIZEN_FACTS_SEE in held:
        found |= _of(case, ("in_programme", "residence_basis", "end_reason"))
        found["anchors"] = _of(case, ANCHORS)
    if held.intersection(NEEDS):
        found["needs"] = visible_needs(case, held)
    return found


def _citizen(case: Case, held: Held, by: Actor) -> dict[str, Any]:
    citizen, knows = case.citizen, P.CITIZEN_FACTS_SEE in held
    sharing = with_sharing(Case.objects.filter(pk=case.pk), by).get()
    found = {**_of(citizen, PLAIN), "birth_year": citizen.born_on.year}
    if P.ADDRESS_SEE in held or (not sharing.protected if knows else may_call(sharing)):
        found["contact"] = _of(citizen, CONTACT)
    if P.ADDRESS_SEE in held and not sharing.protected:
        # A protected address is only ever revealed, with a reason; that comes later.
        found["address"] = citizen.address
    if knows:
        found |= _of(citizen, PERSONAL)
        found["protected"] = sharing.protected
        found["residence"] = citizen.residence_periods.all()
        found["income"] = citizen.income_periods.all()
    if knows and (cpr := citizen.identifiers.filter(type=CPR, valid_to=None).last()):
        found["cpr_masked"] = masked(cpr.value)
    if P.HEALTH_SEE in held:  # who reads consents: permissions.csv
        found["consents"] = citizen.consents.all()
    return found


def _of(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
