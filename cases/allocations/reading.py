"""Reading one record column by column: what it holds, what refuses it, what to look at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from cases.allocations.columns import STANDARD, Remark
from cases.allocations.files import Record
from cases.allocations.text import clean
from cases.allocations.values import ValueRefusedError
from cases.cpr import CprError

T = TypeVar("T")

_MISSING = {
    "foedselsdato": "Fødselsdatoen mangler. Skriv den.",
    "koen": "Køn mangler. Skriv K, M eller X.",
    "statsborgerskab": "Statsborgerskab mangler. Skriv landekoden, eller XS for statsløs.",
    "foedeland": "Fødeland mangler. Skriv landekoden, eller ZZ hvis landet er ukendt.",
    "opholdsgrundlag": "Opholdsgrundlag mangler. Skriv koden; den afgør sporet.",
    "visiteringsdato": "Visiteringsdatoen mangler. Skriv den.",
}
_ORDER: dict[str | None, int] = {column: index for index, column in enumerate((None, *STANDARD))}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line is refused. `column` is None when the line as a whole can't be read."""

    column: str | None
    reason: str


def in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    """The line as a whole first, then the file's standard order; within a column as found."""
    return tuple(sorted(faults, key=lambda fault: _ORDER[fault.column]))


class Reading:
    """Reads the columns of one record; faults and remarks gather here."""

    def __init__(self, record: Record) -> None:
        self._values = record.values
        self.faults: list[Fault] = []
        self.remarks: list[Remark] = []
        if record.fault is not None:
            self.refuse(None, record.fault)

    def ordered_remarks(self) -> tuple[Remark, ...]:
        return tuple(sorted(self.remarks, key=lambda remark: _ORDER[remark.column]))

    def text(self, column: str) -> str:
        return clean(self._values.get(column, ""))

    def refuse(self, column: str | None, reason: str) -> None:
        self.faults.append(Fault(column, reason))

    def remark(self, column: str, code: str, text: str) -> None:
        self.remarks.append(Remark(column, code, text))

    def required(self, column: str, read: Callable[[str], T]) -> T | None:
        """None only together with a fault."""
        if not self.text(column):
            self.refuse(column, _MISSING[column])
        return self.strict(column, read)

    def strict(self, column: str, read: Callable[[str], T]) -> T | None:
        """An optional column in which a malformed value refuses the line."""
        text = self.text(column)
        try:
            return read(text) if text else None
        except (ValueRefusedError, CprError) as error:
            self.refuse(column, str(error))
            return None

    def lenient(self, column: str, read: Callable[[str], T]) -> T | None:
        """An optional column in which a malformed value is left empty with a remark."""
        text = self.text(column)
        try:
            return read(text) if text else None
        except ValueRefusedError as error:
            self.remark(column, "value_unreadable", f"{error} Feltet er ladt tomt.")
            return None
