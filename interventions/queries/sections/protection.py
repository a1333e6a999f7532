"""The citizen's protection, past and present; a mentor is told of none."""

from __future__ import annotations

from accounts.roles import Permission
from cases.models import Case, Protection
from interventions.law.wording import written
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Section, register_link

P = Permission


def protections(case: Case, reader: Reader) -> Section | None:
    if not reader.may(P.CITIZEN_FACTS_SEE):
        return None
    edits = reader.may(P.CASE_EDIT) and not case.is_ended
    rows = case.citizen.protections.order_by("from_on", "pk")
    told = [_entry(case, row, edits=edits) for row in rows]
    links = (register_link(case, "Registrér beskyttelse", "beskyttelse"),) if edits else ()
    return Section(
        key="protections",
        title="Beskyttelse",
        entries=tuple(entry for entry in told if not entry.ended),
        more=tuple(entry for entry in told if entry.ended),
        empty="Ingen registreret.",
        links=links,
        side=True,
    )


def _entry(case: Case, row: Protection, *, edits: bool) -> Entry:
    days = [f"fra {written(row.from_on)}"]
    days += [f"forventet til {written(row.until)}"] if row.until else []
    days += [f"ophørt {written(row.ended_on)}"] if row.ended_on else []
    links = (
        register_link(case, "Forlæng", "beskyttelse-forlaeng", row.pk),
        register_link(case, "Ophørt", "beskyttelse-slut", row.pk),
    )
    return Entry(
        title=str(row.get_kind_display()),
        under=f"{', '.join(days)}, {row.source}",
        links=links if edits and row.ended_on is None else (),
        ended=row.ended_on is not None,
    )
