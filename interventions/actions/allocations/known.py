"""Lines about people who are known already: whom a line is about, or why it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cases.allocations.lines import Line
from cases.allocations.reading import Fault
from cases.models import Case, Citizen, CountryFact, PersonIdentifier
from cases.queries import identifier_index

COLUMNS = ("udlaendinge_id", "cpr", "erstatningsnummer")
# Neutral on purpose: it tells neither the unit nor whether the person is protected.
ELSEWHERE = "Personen er kendt i forvejen. Kontakt teamlederen, som kan få sagen overdraget."
SOMEBODY_ELSE = (
    "Nummeret tilhører en anden person, som er registreret i forvejen. Kontrollér nummeret."
)


@dataclass
class Known:
    """A registered person; `indexes` by identifier type, `case` is the open one, `countries`
    are today's by kind.
    """

    citizen: Citizen
    indexes: dict[str, set[str]] = field(default_factory=dict)
    case: Case | None = None
    last_unit: int | None = None
    countries: dict[str, str] = field(default_factory=dict)


Register = dict[tuple[str, str], Known]


def numbers_of(line: Line) -> dict[str, str]:
    """The line's numbers by identifier type; the types are named as the columns."""
    identity = line.identity
    found = {
        "udlaendinge_id": identity.udlaendinge_id,
        "cpr": identity.cpr.digits if identity.cpr else None,
        "erstatningsnummer": identity.replacement.digits if identity.replacement else None,
    }
    return {kind: number for kind, number in found.items() if number}


def look_up(lines: Iterable[Line]) -> Register:
    """The people behind the numbers of these lines: four queries, however many there are."""
    wanted = {identifier_index(k, n) for line in lines for k, n in numbers_of(line).items()}
    holders = PersonIdentifier.objects.filter(index__in=wanted)
    people = {
        citizen.pk: Known(citizen)
        for citizen in Citizen.objects.filter(pk__in=holders.values("citizen_id"))
    }
    register: Register = {}
    for row in PersonIdentifier.objects.filter(citizen__in=list(people)):
        known = people[row.citizen_id]
        known.indexes.setdefault(row.type, set()).add(row.index)
        register[row.type, row.index] = known
    for case in Case.objects.filter(citizen__in=list(people)).order_by("pk"):
        known = people[case.citizen_id]
        known.last_unit = case.unit_id
        if case.state not in Case.ENDED:
            known.case = case
    for fact in CountryFact.objects.filter(citizen__in=list(people), to_on__isnull=True):
        people[fact.citizen_id].countries[fact.kind] = fact.country_id
    return register


def identify(line: Line, register: Register, unit_id: int) -> tuple[Known | None, Fault | None]:
    """The known person that the line is about, if any, and why it is refused for that, if it is.

    The three columns are tried in their order. A number whose holder is somebody else than the
    number before it, or has another number of that kind, is somebody else's.
    """
    indexes = {kind: identifier_index(kind, n) for kind, n in numbers_of(line).items()}
    found: Known | None = None
    for column in COLUMNS:
        holder = register.get((column, indexes[column])) if column in indexes else None
        if holder is None:
            continue
        if (found and holder is not found) or _has_another(holder, indexes):
            return None, Fault(column, SOMEBODY_ELSE)
        if holder.last_unit not in (None, unit_id):
            return None, Fault(column, ELSEWHERE)
        found = holder
    return found, None


def _has_another(holder: Known, indexes: dict[str, str]) -> bool:
    return any(
        kind in holder.indexes and index not in holder.indexes[kind]
        for kind, index in indexes.items()
    )
