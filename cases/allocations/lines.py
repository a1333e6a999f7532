"""Judging a record of an allocation list: typed facts, or what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from cases.allocations import values
from cases.allocations.checks import contradictions, oddities
from cases.allocations.codes import Countries
from cases.allocations.columns import IDENTITY, NAMES, Remark
from cases.allocations.facts import Allocation, Facts, Identity, Person
from cases.allocations.files import Record
from cases.allocations.reading import Fault, Reading, in_order
from cases.cpr import parse, parse_replacement


@dataclass(frozen=True, slots=True)
class Line:
    """A judged record: `facts` stand exactly when there are no `faults`; with faults no `remarks`.

    The first fault is the one to name, the others are there to be mended in the same go.
    """

    record: Record
    identity: Identity
    facts: Facts | None
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...]

    def refused_for(self, fault: Fault | None) -> "Line":
        """The line with a fault more, such as only the list or the database can show."""
        if fault is None:
            return self
        return replace(self, facts=None, faults=in_order([*self.faults, fault]), remarks=())


def judge(
    record: Record, *, countries: Countries, languages: Mapping[str, str], today: date
) -> Line:
    """Read every column, so that all faults are found and can be mended in one go."""
    reading = Reading(record)
    if reading.faults:
        return Line(record, Identity(), None, in_order(reading.faults), ())
    identity = _identity(reading)
    born_on = reading.required("foedselsdato", values.day)
    allocated_on = reading.required("visiteringsdato", values.day)
    reading.faults += contradictions(identity, born_on, allocated_on, today)
    person = _person(reading, born_on, countries, languages)
    allocation = _allocation(reading, allocated_on)
    if reading.faults or person is None or allocation is None:
        return Line(record, identity, None, in_order(reading.faults), ())
    reading.remarks += oddities(
        identity.cpr,
        person.sex,
        allocation.residence_basis,
        allocated_on=allocation.allocated_on,
        arrived_on=allocation.arrived_on,
        asylum_centre=allocation.asylum_centre,
    )
    return Line(record, identity, Facts(person, allocation), (), reading.ordered_remarks())


def _identity(reading: Reading) -> Identity:
    if not any(reading.text(column) for column in IDENTITY):
        reading.refuse(
            "udlaendinge_id",
            "Udlændinge-ID, CPR-nummer og erstatningsnummer mangler. Udfyld mindst ét af dem.",
        )
    return Identity(
        reading.strict("udlaendinge_id", values.udlaendinge_id),
        reading.strict("cpr", parse),
        reading.strict("erstatningsnummer", parse_replacement),
    )


def _person(
    reading: Reading, born_on: date | None, countries: Countries, languages: Mapping[str, str]
) -> Person | None:
    if not any(reading.text(column) for column in NAMES):
        reading.refuse("fornavn", "Fornavn og efternavn mangler. Skriv mindst ét af dem.")
    given, family = (reading.strict(column, values.name) for column in NAMES)
    sex = reading.required("koen", values.sex)
    citizenship = reading.required(
        "statsborgerskab", partial(values.citizenship, countries=countries)
    )
    birth_country = reading.required(
        "foedeland", partial(values.birth_country, countries=countries)
    )
    protected = reading.strict("adressebeskyttelse", values.yes_no)
    if born_on is None or sex is None or citizenship is None or birth_country is None:
        return None
    return Person(
        given_name=given or "",
        family_name=family or "",
        born_on=born_on,
        sex=sex,
        citizenship=citizenship,
        birth_country=birth_country,
        language=reading.lenient("sprog", partial(values.language, languages=languages)),
        needs_interpreter=reading.lenient("tolkebehov", values.yes_no),
        phone=reading.lenient("telefon", values.phone) or "",
        email=reading.lenient("email", values.email) or "",
        address_protected=protected,
    )


def _allocation(reading: Reading, allocated_on: date | None) -> Allocation | None:
    basis = reading.required("opholdsgrundlag", values.residence_basis)
    arrived_on = reading.strict("ankomstdato", values.day)
    centre = reading.lenient("asylcenter", values.asylum_centre) or ""
    if basis is None or allocated_on is None:
        return None
    return Allocation(basis, allocated_on, arrived_on, centre)
