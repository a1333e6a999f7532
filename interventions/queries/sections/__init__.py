"""The parts of the case page beside steps and deadlines: one module each, in reading order.

A part answers with None when the reader may not know of it, or has nothing to do with it.
"""

from __future__ import annotations

from collections.abc import Callable

from cases.models import Case
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Section

Part = Callable[[Case, Reader], Section | None]

PARTS: tuple[Part, ...] = ()


def sections(case: Case, reader: Reader) -> list[Section]:
    """Each part costs its own queries; none of them once for each row."""
    found = (part(case, reader) for part in PARTS)
    return [section for section in found if section is not None]
