"""The citizen's protection, past and present; a mentor is told of none."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.roles import Permission
from cases.models import Case, Protection
from interventions.law.wording import written
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link

P = Permission


def protections(case: Case, reader: Reader) -> Section | None:
    if not reader.may(P.CITIZEN_FACTS_SEE):
        return None
    sets = reader.may(P.PROTECTION_SET) and not case.is_ended
    rows = case.citizen.protections.order_by("from_on", "pk")
    told = [_entry(case, row, reader) for row in rows]
    links = (register_link(case, "Registrér beskyttelse", "beskyttelse"),) if sets else ()
    return Section(
        key="protections",
        title="Beskyttelse",
        entries=tuple(entry for entry in told if not entry.ended),
        more=tuple(entry for entry in told if entry.ended),
        empty="Ingen registreret.",
        links=links,
        side=True,
    )


def _entry(case: Case, row: Protection, reader: Reader) -> Entry:
    days = [f"fra {written(row.from_on)}"]
    days += [f"forventet til {written(row.until)}"] if row.until else []
    days += [f"ophørt {written(row.ended_on)}"] if row.ended_on else []
    return Entry(
        title=str(row.get_kind_display()),
        under=f"{', '.join(days)}, {row.source}",
        links=tuple(_links(case, row, reader)) if row.ended_on is None else (),
        ended=row.ended_on is not None,
    )


def _links(case: Case, row: Protection, reader: Reader) -> Iterator[Link]:
    if case.is_ended:
        return
    if reader.may(P.PROTECTION_SET):
        yield register_link(case, "Forlæng", "beskyttelse-forlaeng", row.pk)
    if reader.may(P.PROTECTION_END):
        yield register_link(case, "Ophørt", "beskyttelse-slut", row.pk)
