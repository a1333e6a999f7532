"""What can be registered on a case, gathered from the parts of its page into one menu by theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.roles import Permission
from cases.models import Case
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Link, Section, register_link

P = Permission
# Theme → the keys of the sections whose links stand under it, in reading order.
THEMES: dict[str, tuple[str, ...]] = {
    "Samtaler og notater": ("appointments", "journal", "measurements"),
    "Skridt og kontrakt": ("contract", "readiness", "target-groups", "pauses"),
    "Job, timer og dansk": ("outcomes", "ledger", "absences", "danish"),
    "Borgeren": ("protections",),
    "Familie og netværk": ("relations", "collaborators"),
    "Bekymringer og anmodninger": ("concerns", "requests"),
    "Afgørelser og aktindsigt": ("papers",),
    "Sagen": ("plan", "assignments", "stand-ins"),
}
# Moves that bring the case on; the others stop it, send it away or undo it, and are folded.
ONWARD = ("plan", "take_over", "approve_plan", "resume", "hand_over", "keep", "reopen")


@dataclass(frozen=True)
class Theme:
    title: str
    links: tuple[Link, ...]


def menu(case: Case, sections: Iterable[Section], reader: Reader) -> list[Theme]:
    """Only what the reader may do; a theme with nothing in it is left out."""
    links = {section.key: section.links for section in sections}
    own = dict(_own(case, reader))
    themes = (
        Theme(title, (*own.get(title, ()), *(link for key in keys for link in links.get(key, ()))))
        for title, keys in THEMES.items()
    )
    return [theme for theme in themes if theme.links]


def _own(case: Case, reader: Reader) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """What the page itself shows without a section of its own."""
    if reader.may(P.STEP_ADD) and case.state in Case.RUNNING:
        yield "Skridt og kontrakt", (register_link(case, "Tilføj et skridt", "skridt"),)
    if case.is_ended:
        return
    yield "Borgeren", tuple(_about_citizen(case, reader))
    yield "Sagen", tuple(_about_case(case, reader))


def _about_citizen(case: Case, reader: Reader) -> Iterator[Link]:
    if reader.may(P.NEED_EDIT):
        yield register_link(case, "Registrér et behov", "behov")
    if reader.may(P.CASE_EDIT):
        yield register_link(case, "Ret kontakt, sprog og pas på-mærke", "kontakt")
        yield register_link(case, "Registrér forsørgelse", "forsoergelse")
        yield register_link(case, "Registrér opholdstilladelse", "opholdstilladelse")
        yield register_link(case, "Registrér samtykke", "samtykke")


def _about_case(case: Case, reader: Reader) -> Iterator[Link]:
    if reader.may(P.CASE_EDIT):
        yield register_link(case, "Ret en dato", "dato")
    if reader.may(P.CASE_EDIT) and case.in_programme:
        yield register_link(case, "Aftal tidligere overgivelse", "overgivelse")
    if reader.may(P.CASE_ASSIGN):
        yield register_link(case, "Vælg ansvarlig", "ansvarlig")
    if reader.may(P.UNIT_TRANSFER):
        yield register_link(case, "Overfør til en anden enhed", "overfoer")
