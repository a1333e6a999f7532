"""Which identities a list has already used."""

from collections.abc import Iterator

from cases.allocations.lines import Line
from cases.allocations.reading import Fault

_NOUNS = {
    "udlaendinge_id": "Udlændinge-ID",
    "cpr": "CPR-nummer",
    "erstatningsnummer": "erstatningsnummer",
}


class Seen:
    """Identities of the accepted lines so far, as numbers, for a list may be long.

    Ask `fault`, and `add` the line once it is accepted (created, updated or unchanged): a refused
    line uses up no identity.
    """

    def __init__(self) -> None:
        self._lines: dict[str, dict[int, int]] = {column: {} for column in _NOUNS}

    def fault(self, line: Line) -> Fault | None:
        """The first of the three identifiers that an accepted line has used."""
        for column, key in _keys(line):
            earlier = self._lines[column].get(key)
            if earlier is not None:
                return Fault(
                    column,
                    f"Det samme {_NOUNS[column]} står allerede på linje {earlier}. "
                    "Slet den ene linje, eller ret nummeret.",
                )
        return None

    def add(self, line: Line) -> None:
        for column, key in _keys(line):
            self._lines[column][key] = line.record.number


def _keys(line: Line) -> Iterator[tuple[str, int]]:
    identity = line.identity
    if identity.udlaendinge_id:
        yield "udlaendinge_id", int(identity.udlaendinge_id)
    if identity.cpr:
        yield "cpr", int(identity.cpr.digits)
    if identity.replacement:
        yield "erstatningsnummer", int(identity.replacement.digits)
