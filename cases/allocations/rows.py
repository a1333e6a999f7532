"""A row of cells, whatever kind of file it came from."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: the line in the file where the row begins, the first being 1.

    `numeric`: indexes of cells that a spreadsheet held as numbers. `fault`: a Danish reason why
    the cells can't be trusted, else None. The cells are personal data and stay out of the repr.
    """

    number: int
    cells: tuple[str, ...] = field(repr=False)
    fault: str | None = None
    numeric: frozenset[int] = frozenset()

    @property
    def blank(self) -> bool:
        return not any(cell and not cell.isspace() for cell in self.cells)
