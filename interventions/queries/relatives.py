"""Who is related to a citizen, as one reader may know it; seeing one case opens no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat, Trim

from accounts.actor import Actor
from cases.models import Case, Citizen, PersonIdentifier, Relation
from cases.queries import find_by_identifier, visible_cases
from interventions.queries.people import household_of, suggested_household

# What the citizen is to the other, seen from the other's case.
REVERSED = {
    "foraelder": "barn",
    "barn": "foraelder",
    "foraeldremyndighed": "under_foraeldremyndighed",
    "vaerge": "under_vaerge",
}


@dataclass(frozen=True)
class Relative:
    """`name` is "" for a citizen of ours whom the reader may not see; `case_id` is 0 then."""

    pk: int
    type: str
    name: str
    case_id: int
    from_on: date
    to_on: date | None
    source: str
    own: bool


def relatives(citizen: Citizen, by: Actor) -> list[Relative]:
    return [relative(row, citizen) for row in related(citizen, by)]


def related(citizen: Citizen, by: Actor) -> QuerySet[Any]:
    """Both those registered on her and those on whom she is registered. One query.

    `seen` is the name of a counterpart whom the reader may see; nobody else's row is joined.
    """
    counterpart = Choice(When(citizen=citizen.pk, then=F("other")), default=F("citizen"))
    of_other = visible_cases(by).filter(citizen=OuterRef("counterpart")).order_by("-pk")
    named = Concat("citizen__given_name", Value(" "), "citizen__family_name")
    return (
        Relation.objects.filter(Q(citizen=citizen.pk) | Q(other=citizen.pk))
        .annotate(counterpart=counterpart)
        .annotate(
            case_id=Subquery(of_other.values("pk")[:1]),
            seen=Subquery(of_other.annotate(named=Trim(named)).values("named")[:1]),
        )
    )


def relative(row: Any, citizen: Citizen) -> Relative:
    """Somebody of whom only a name was written down has no counterpart among the citizens."""
    own = row.citizen_id == citizen.pk
    return Relative(
        pk=row.pk,
        type=row.type if own else REVERSED.get(row.type, row.type),
        name=row.seen or row.other_name,
        case_id=row.case_id or 0,
        from_on=row.from_on,
        to_on=row.to_on,
        source=row.source,
        own=own,
    )


def near(case: Case, by: Actor) -> dict[str, Citizen]:
    """Visible citizens who live with the citizen, may do so, or are related to her, by id."""
    related = Citizen.objects.filter(
        Q(related_to__citizen=case.citizen_id) | Q(relations__other=case.citizen_id)
    ).distinct()
    found = [*household_of(case.citizen), *suggested_household(case, by), *related]
    cases = visible_cases(by).filter(citizen__in={one.pk for one in found})
    in_reach = set(cases.values_list("citizen_id", flat=True))
    return {str(one.pk): one for one in found if one.pk in in_reach}


def visible_holder(number: str, by: Actor) -> Citizen | None:
    """The citizen with this CPR number or Udlændinge-ID, when the reader may see a case of hers."""
    for kind in (PersonIdentifier.Type.CPR, PersonIdentifier.Type.UDL):
        citizen = find_by_identifier(kind, number)
        if citizen and visible_cases(by).filter(citizen=citizen).exists():
            return citizen
    return None
