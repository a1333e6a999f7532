"""Importing a list: each line is judged, looked up and stored, a thousand at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.models import Unit
from accounts.roles import Permission
from accounts.wall import beyond
from cases.access import require_role
from cases.actions.citizens import NewCitizen, register_citizens
from cases.allocations.codes import load_countries, load_languages
from cases.allocations.facts import Facts
from cases.allocations.files import AllocationList
from cases.allocations.lines import Line, judge
from cases.allocations.seen import Seen
from cases.models import Citizen
from interventions.actions.allocations.compare import citizen_values, compare, fill_in
from interventions.actions.allocations.known import (
    Known,
    Register,
    identify,
    look_up,
    numbers_of,
)
from interventions.actions.allocations.result import ImportResult, LineResult, Verdict
from interventions.actions.opening import Opening, open_cases
from interventions.queries.rules import RuleBook, rule_book

BATCH = 1000
NOTE = "indlæst"


class RefusedListError(Exception):
    """A strict import met a refused line: nothing was stored. `result` tells of every line."""

    def __init__(self, result: ImportResult) -> None:
        super().__init__(f"{result.refused} linjer er afvist, og intet er gemt.")
        self.result = result


@dataclass
class Import:
    """One run. `refuse` is called with each refused line, `told` with the rows so far."""

    unit: Unit
    by: Actor
    strict: bool = False
    dry_run: bool = False
    refuse: Callable[[Line], None] = lambda _line: None
    told: Callable[[int], None] = lambda _rows: None
    result: ImportResult = field(default_factory=ImportResult)
    cases: list[int] = field(default_factory=list)  # the open cases of the list's people
    _seen: Seen = field(default_factory=Seen, init=False)

    def run(self, given: AllocationList) -> ImportResult:
        """Store the list. Raises PermissionDenied, RefusedListError, or UnreadableListError when
        a spreadsheet turns out to be damaged midway; then nothing is stored.
        """
        require_role(self.by, Permission.ALLOCATIONS_IMPORT)
        self.result.file_remarks = given.heading.remarks()
        # People of the list may be known in any unit, and new ones are in nobody's reach yet.
        with transaction.atomic(), beyond():
            book, lines = rule_book(), self._judged(given)
            while batch := list(islice(lines, BATCH)):
                self._store(batch, book)
                self.told(self.result.rows)
            if self.strict and self.result.refused:
                raise RefusedListError(self.result)
            record(self.by, "allocations.import", "unit", self.unit.pk, hits=self.result.rows)
            if self.dry_run:
                transaction.set_rollback(True)
        return self.result

    def _judged(self, given: AllocationList) -> Iterator[Line]:
        countries, languages = load_countries(), load_languages()
        for row in given.records():
            yield judge(row, countries=countries, languages=languages, today=self.by.today)

    def _store(self, batch: list[Line], book: RuleBook) -> None:
        register = look_up(line for line in batch if line.facts)
        results: dict[int, LineResult] = {}
        new: list[tuple[Line, Facts, Known | None]] = []
        for judged in batch:
            line, known = self._looked_up(judged, register)
            if line.facts is None:
                results[line.record.number] = self._refused(line)
                continue
            self._seen.add(line)
            if known and known.case:
                results[line.record.number] = self._known(line, line.facts, known)
            else:
                new.append((line, line.facts, known))
        self._open(new, book)
        for line, _, _ in new:
            number = line.record.number
            results[number] = LineResult(number, "created", remarks=line.remarks)
        for line in batch:
            self.result.add(results[line.record.number])

    def _looked_up(self, line: Line, register: Register) -> tuple[Line, Known | None]:
        """The line with what only the list as a whole, or the database, can say against it."""
        line = line.refused_for(self._seen.fault(line))
        if line.facts is None:
            return line, None
        known, fault = identify(line, register, self.unit.pk)
        return line.refused_for(fault), known

    def _refused(self, line: Line) -> LineResult:
        self.refuse(line)
        fault = line.faults[0]
        return LineResult(line.record.number, "refused", fault.column, fault.reason)

    def _known(self, line: Line, facts: Facts, known: Known) -> LineResult:
        found = compare(line, facts, known)
        if found.fills:
            fill_in(known, found, facts, by=self.by)
        if known.case:
            self.cases.append(known.case.pk)
        verdict: Verdict = "updated" if found.fills else "unchanged"
        return LineResult(line.record.number, verdict, remarks=(*line.remarks, *found.remarks))

    def _open(self, new: list[tuple[Line, Facts, Known | None]], book: RuleBook) -> None:
        if not new:
            return
        people = [_person(line, facts) for line, facts, known in new if known is None]
        fresh = iter(register_citizens(people, by=self.by) if people else [])
        openings = [
            self._opening(known.citizen if known else next(fresh), facts) for _, facts, known in new
        ]
        cases = open_cases(openings, by=self.by, book=book, note=NOTE)
        self.cases.extend(case.pk for case in cases)

    def _opening(self, citizen: Citizen, facts: Facts) -> Opening:
        allocation = facts.allocation
        return Opening(
            citizen=citizen,
            unit_id=self.unit.pk,
            residence_basis=allocation.residence_basis,
            on=allocation.allocated_on,
            anchors={
                "allocated_on": allocation.allocated_on,
                "arrived_on": allocation.arrived_on,
            },
            asylum_centre=allocation.asylum_centre,
        )


def _person(line: Line, facts: Facts) -> NewCitizen:
    return NewCitizen(
        values=citizen_values(facts),
        identifiers=numbers_of(line),
        residence_basis=facts.allocation.residence_basis,
        birth_country=facts.person.birth_country,
        citizenship=facts.person.citizenship,
        on=facts.allocation.allocated_on,
        protected=bool(facts.person.address_protected),
        source="visitationsliste",
    )
