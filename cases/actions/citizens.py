"""Registering people, and the numbers by which they are known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from accounts.wall import beyond
from cases.access import require_role
from cases.errors import NotPossibleError
from cases.models import Citizen, CountryFact, PersonIdentifier, Protection, ResidencePeriod
from cases.names import search_key
from cases.queries import identifier_index

Type = PersonIdentifier.Type


@dataclass(frozen=True)
class NewCitizen:
    """A person as a form or a list gives her, with first facts that are valid from `on`.

    `values` are columns of Citizen, `identifiers` maps PersonIdentifier types to numbers.
    """

    values: Mapping[str, Any]
    identifiers: Mapping[str, str]
    residence_basis: str
    birth_country: str
    citizenship: str
    on: date
    protected: bool = False
    source: str = "sagsbehandler"
    residence_valid_until: date | None = None


@transaction.atomic
def register_citizen(new: NewCitizen, *, by: Actor) -> Citizen:
    """Raises NotPossibleError when no identifier is given or one is known already."""
    require_role(by, Permission.CITIZEN_REGISTER)
    if not any(new.identifiers.values()):
        raise NotPossibleError(
            "Angiv mindst ét af CPR-nummer, Udlændinge-ID eller erstatningspersonnummer."
        )
    for kind, value in new.identifiers.items():
        if value:
            _refuse_taken(kind, value)
    return register_citizens([new], by=by)[0]


def register_citizens(people: Sequence[NewCitizen], *, by: Actor) -> list[Citizen]:
    """Many at once, for lists. The caller has asked permission and for known numbers."""
    citizens = [_unsaved(new) for new in people]
    Citizen.objects.bulk_create(citizens)
    pairs = list(zip(citizens, people, strict=True))
    PersonIdentifier.objects.bulk_create(i for pair in pairs for i in _identifiers(*pair))
    ResidencePeriod.objects.bulk_create(
        ResidencePeriod(
            citizen=citizen,
            code=new.residence_basis,
            from_on=new.on,
            valid_until=new.residence_valid_until,
        )
        for citizen, new in pairs
    )
    CountryFact.objects.bulk_create(f for pair in pairs for f in _country_facts(*pair))
    Protection.objects.bulk_create(
        Protection(citizen=citizen, from_on=new.on, source=new.source)
        for citizen, new in pairs
        if new.protected
    )
    record(
        by,
        "citizen.register",
        "citizen",
        citizens[0].pk if len(citizens) == 1 else "",
        subjects=[citizen.pk for citizen in citizens],
        fields=sorted({name for new in people for name in new.values}),
        hits=len(citizens),
    )
    return citizens


def _unsaved(new: NewCitizen) -> Citizen:
    citizen = Citizen(**new.values)
    citizen.search_key = search_key(citizen.given_name, citizen.family_name)
    return citizen


def _identifiers(citizen: Citizen, new: NewCitizen) -> Iterator[PersonIdentifier]:
    for kind, value in new.identifiers.items():
        if value:
            yield _identifier(citizen, kind, value, new.on)


def _identifier(citizen: Citizen, kind: str, value: str, on: date) -> PersonIdentifier:
    index = identifier_index(kind, value)
    return PersonIdentifier(citizen=citizen, type=kind, value=value, index=index, valid_from=on)


def _country_facts(citizen: Citizen, new: NewCitizen) -> Iterator[CountryFact]:
    kinds = CountryFact.Kind
    for kind, country, since in (
        (kinds.BIRTH, new.birth_country, citizen.born_on),
        (kinds.CITIZENSHIP, new.citizenship, new.on),
    ):
        yield CountryFact(
            citizen=citizen, kind=kind, country_id=country, from_on=since, source=new.source
        )


@transaction.atomic
def add_identifier(citizen: Citizen, kind: str, value: str, *, by: Actor, on: date) -> None:
    """Attach a number; older ones stay. Raises NotPossibleError when it is somebody else's."""
    holder = _holder(kind, value)
    if holder and holder.citizen_id == citizen.pk:
        return
    _refuse_taken(kind, value)
    _identifier(citizen, kind, value, on).save()
    record(by, "citizen.identify", "citizen", citizen.pk, subjects=[citizen.pk], fields=[kind])


def _holder(kind: str, value: str) -> PersonIdentifier | None:
    rows = PersonIdentifier.objects.filter(type=kind, index=identifier_index(kind, value))
    with beyond():  # a number that anybody holds, in whichever unit, is taken
        return rows.first()


def _refuse_taken(kind: str, value: str) -> None:
    if _holder(kind, value):
        raise NotPossibleError(
            f"{Type(kind).label} er allerede registreret på en anden person. Kontrollér nummeret; "
            "er det samme person, så brug den sag, der findes."
        )
