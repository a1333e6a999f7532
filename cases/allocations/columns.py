"""The columns of an allocation list, and the header row that names them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STANDARD = (
    "udlaendinge_id",
    "cpr",
    "erstatningsnummer",
    "fornavn",
    "efternavn",
    "foedselsdato",
    "koen",
    "statsborgerskab",
    "foedeland",
    "opholdsgrundlag",
    "visiteringsdato",
    "ankomstdato",
    "asylcenter",
    "sprog",
    "tolkebehov",
    "telefon",
    "email",
    "adressebeskyttelse",
)
IDENTITY = STANDARD[:3]
NAMES = STANDARD[3:5]
REJECT_COLUMNS = ("linje", "kolonne", "årsag")

# Each group needs one of its columns.
_NEEDED = (IDENTITY, NAMES, *((name,) for name in STANDARD[5:11]))
_MAX_COLUMNS = 100
_MAX_SHOWN = 40


class UnreadableListError(Exception):
    """Nothing of the file can be read; the Danish message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should look at that stops nothing; `code` is stable, `text` is Danish."""

    column: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """`written`: the names as they stand in the file. `positions`: standard column → index."""

    written: tuple[str, ...]
    positions: Mapping[str, int]
    unknown: tuple[str, ...]

    def remarks(self) -> tuple[Remark, ...]:
        """The file's own warnings: columns that were not read."""
        return tuple(
            Remark(name, "unknown_column", f"Kolonnen »{name}« kendes ikke og er ikke læst.")
            for name in self.unknown
        )


def recognised(cells: Sequence[str]) -> int:
    """How many cells name a standard column: tells a header from anything else."""
    return sum(_plain(cell) in STANDARD for cell in cells)


def read_heading(cells: Sequence[str]) -> Heading:
    """Find the columns in any order; raises `UnreadableListError`.

    The three columns that a file of refused lines adds are passed by, so that it can be corrected
    and read again as it is.
    """
    written = _without_trailing_blanks(cells)
    if not recognised(written) or len(written) > _MAX_COLUMNS:
        raise UnreadableListError(
            "Filen ligner ikke en visitationsliste: ingen af kolonnerne blev genkendt. "
            "Første linje skal indeholde kolonnenavnene, adskilt af semikolon. "
            "Gem listen som CSV eller .xlsx, og prøv igen."
        )
    positions: dict[str, int] = {}
    unknown: list[str] = []
    for index, cell in enumerate(written):
        name = _plain(cell)
        if name in positions:
            raise UnreadableListError(
                f"Kolonnen {name} står to gange i overskriften. Slet den ene, og prøv igen."
            )
        if name in STANDARD:
            positions[name] = index
        elif name not in REJECT_COLUMNS:
            unknown.append(_shown(cell, index))
    _demand_needed(positions)
    return Heading(written, positions, tuple(unknown))


def _demand_needed(positions: Mapping[str, int]) -> None:
    missing = [" eller ".join(group) for group in _NEEDED if not any(n in positions for n in group)]
    if missing:
        noun = "Kolonnen" if len(missing) == 1 else "Kolonnerne"
        raise UnreadableListError(
            f"{noun} {', '.join(missing)} mangler i overskriften. "
            "Intet er læst: tilføj det manglende, og prøv igen."
        )


def _plain(cell: str) -> str:
    return "_".join(cell.replace("\ufeff", "").split()).casefold()


def _shown(cell: str, index: int) -> str:
    printable = "".join(character for character in cell.strip() if character.isprintable())
    return printable[:_MAX_SHOWN] or f"kolonne {index + 1} uden navn"


def _without_trailing_blanks(cells: Sequence[str]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return tuple(cells[:end])
