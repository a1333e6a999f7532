"""What a list adds to a known person: missing facts are filled in, nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from accounts.actor import Actor
from cases.actions.changes import change_fields
from cases.actions.citizens import add_identifier
from cases.allocations.columns import Remark
from cases.allocations.facts import Facts
from cases.allocations.lines import Line
from cases.models import Citizen
from interventions.actions.allocations.known import Known, numbers_of
from interventions.actions.anchors import fill_anchors

UNKNOWN = Citizen.Interpreter.UNKNOWN


@dataclass
class Comparison:
    """Columns that were empty and are filled, new numbers, and the columns that differ."""

    citizen: dict[str, Any] = field(default_factory=dict)
    case: dict[str, Any] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def fills(self) -> bool:
        return bool(self.citizen or self.case or self.numbers)


def citizen_values(facts: Facts) -> dict[str, Any]:
    """The line's facts as columns of Citizen."""
    person = facts.person
    interpreter = {True: Citizen.Interpreter.YES, False: Citizen.Interpreter.NO, None: UNKNOWN}
    return {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "born_on": person.born_on,
        "sex": person.sex,
        "language": person.language or "",
        "interpreter": interpreter[person.needs_interpreter],
        "phone": person.phone,
        "email": person.email,
    }


CITIZEN_COLUMNS = {
    "given_name": "fornavn",
    "family_name": "efternavn",
    "born_on": "foedselsdato",
    "sex": "koen",
    "language": "sprog",
    "interpreter": "tolkebehov",
    "phone": "telefon",
    "email": "email",
}
CASE_COLUMNS = {
    "allocated_on": "visiteringsdato",
    "arrived_on": "ankomstdato",
    "asylum_centre": "asylcenter",
}


def compare(line: Line, facts: Facts, known: Known) -> Comparison:
    found = Comparison()
    for name, value in citizen_values(facts).items():
        _one(found, found.citizen, known.citizen, name, value, CITIZEN_COLUMNS[name])
    if known.case:
        for name, column in CASE_COLUMNS.items():
            _one(found, found.case, known.case, name, getattr(facts.allocation, name), column)
        if known.case.residence_basis != facts.allocation.residence_basis:
            found.remarks.append(_differs("opholdsgrundlag"))
    found.numbers = {k: n for k, n in numbers_of(line).items() if k not in known.indexes}
    _countries(found, facts, known.countries)
    return found


def _one(
    found: Comparison, fill: dict[str, Any], row: Any, name: str, value: Any, column: str
) -> None:
    empty = (None, "", UNKNOWN)
    recorded = getattr(row, name)
    if value in empty or value == recorded:
        return
    if recorded in empty:
        fill[name] = value
    else:
        found.remarks.append(_differs(column))


def _countries(found: Comparison, facts: Facts, recorded: dict[str, str]) -> None:
    for kind, code, column in (
        ("citizenship", facts.person.citizenship, "statsborgerskab"),
        ("birth", facts.person.birth_country, "foedeland"),
    ):
        if recorded.get(kind, code) != code:
            found.remarks.append(_differs(column))


def _differs(column: str) -> Remark:
    return Remark(
        column,
        "differs_from_known",
        "Listen siger noget andet end det, der er registreret. Det registrerede er beholdt.",
    )


def fill_in(known: Known, found: Comparison, facts: Facts, *, by: Actor) -> None:
    """Write what was missing; anchors move the deadlines that hang on them."""
    reason = "Indlæst fra visitationsliste"
    change_fields(known.citizen, found.citizen, citizen=known.citizen, by=by, reason=reason)
    for kind, number in found.numbers.items():
        add_identifier(known.citizen, kind, number, by=by, on=facts.allocation.allocated_on)
    if known.case and found.case:
        known.case = fill_anchors(known.case, found.case, by=by, reason=reason)
