"""What a line says once it is read: typed, and without a repr, for it must not reach a log."""

from dataclasses import dataclass
from datetime import date

from cases.cpr import Cpr, Replacement


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """What could be read of the three identifiers, also on a refused line."""

    udlaendinge_id: str | None = None
    cpr: Cpr | None = None
    replacement: Replacement | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """None and "" mean that the list does not say; at least one of the names is there.

    `sex` is K, M or X, countries are alpha-2, `language` is ISO 639-3.
    """

    given_name: str
    family_name: str
    born_on: date
    sex: str
    citizenship: str
    birth_country: str
    language: str | None
    needs_interpreter: bool | None
    phone: str
    email: str
    address_protected: bool | None


@dataclass(frozen=True, slots=True, repr=False)
class Allocation:
    """`residence_basis` is a key of `TRACK_OF`; None and "" mean that the list does not say."""

    residence_basis: str
    allocated_on: date
    arrived_on: date | None
    asylum_centre: str


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    person: Person
    allocation: Allocation
