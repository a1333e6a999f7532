"""Origin as Statistics Denmark counts it: dansk oprindelse, indvandrer or efterkommer.

Computed from dated facts for figures and never stored; no rule of a case ever asks for it. Whether
somebody has an integration need is another question, which needs answer alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# Birth in Greenland or on the Faroe Islands counts as birth in Denmark (rigsfællesskabet).
DENMARK = frozenset({"DK", "GL", "FO"})
HOME = "DK"
NON_WESTERN = "ikke_vestlig"
UNKNOWN_GROUP = "ukendt"


class Herkomst(StrEnum):
    DANISH = "dansk_oprindelse"
    IMMIGRANT = "indvandrer"
    DESCENDANT = "efterkommer"
    UNKNOWN = "uoplyst"


@dataclass(frozen=True)
class Person:
    """Country of birth and of citizenship on a day, as alpha-2 codes; None is not known."""

    birth: str | None
    citizenship: str | None


@dataclass(frozen=True)
class CountryGroup:
    """`group` is dansk, vestlig, ikke_vestlig or ukendt; `menapt`: one of the seven selected."""

    group: str
    menapt: bool = False


@dataclass(frozen=True)
class Origin:
    herkomst: Herkomst
    country: str | None
    group: str
    menapt: bool

    @property
    def ethnic_minority(self) -> bool:
        """»Etnisk minoritetsbaggrund« as the policy counts it."""
        foreign = self.herkomst in (Herkomst.IMMIGRANT, Herkomst.DESCENDANT)
        return foreign and self.group == NON_WESTERN


def classify(
    person: Person, mother: Person | None, father: Person | None, groups: Mapping[str, CountryGroup]
) -> Origin:
    """A parent is None when there is no record of her or him at all."""
    country = origin_country(person, mother, father)
    group = groups.get(country or "", CountryGroup(UNKNOWN_GROUP))
    return Origin(herkomst(person, mother, father), country, group.group, group.menapt)


def herkomst(person: Person, mother: Person | None, father: Person | None) -> Herkomst:
    """The first rule that matches; what is missing is never guessed."""
    parents = [parent for parent in (mother, father) if parent]
    if any(_danish_parent(parent) for parent in parents):
        return Herkomst.DANISH
    if person.birth is None or any(_may_be_danish(parent) for parent in parents):
        return Herkomst.UNKNOWN
    if person.birth not in DENMARK:
        return Herkomst.IMMIGRANT
    return Herkomst.DESCENDANT if parents else _by_own_citizenship(person)


def origin_country(person: Person, mother: Person | None, father: Person | None) -> str | None:
    """The mother's country where both parents are known; None while it is not known."""
    found = herkomst(person, mother, father)
    if found in (Herkomst.DANISH, Herkomst.UNKNOWN):
        return HOME if found == Herkomst.DANISH else None
    parent = mother or father
    if parent is None:
        return person.birth if found == Herkomst.IMMIGRANT else person.citizenship
    return parent.citizenship if parent.birth in DENMARK else parent.birth


def _danish_parent(parent: Person) -> bool:
    """Both born in Denmark and a Danish citizen: one of the two is not enough."""
    return parent.birth in DENMARK and parent.citizenship in DENMARK


def _may_be_danish(parent: Person) -> bool:
    """Nothing that is known of her speaks against it, and something is not known."""
    known = {fact for fact in (parent.birth, parent.citizenship) if fact}
    return known <= DENMARK and None in (parent.birth, parent.citizenship)


def _by_own_citizenship(person: Person) -> Herkomst:
    """Born in Denmark with no known parent: only here does one's own citizenship count."""
    if person.citizenship is None:
        return Herkomst.UNKNOWN
    return Herkomst.DANISH if person.citizenship in DENMARK else Herkomst.DESCENDANT
