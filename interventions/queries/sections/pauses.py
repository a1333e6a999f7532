"""Pauser: of the case and of its placements, the latest first."""

from __future__ import annotations

from accounts.roles import Permission
from cases.models import Case
from interventions.law.wording import days, written
from interventions.models import Pause
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link


def pauses_section(case: Case, reader: Reader) -> Section | None:
    """Uses the case's prefetched pauses, each with its placement."""
    if not reader.may(Permission.PLAN_SEE):
        return None
    rows = [*case.pauses.all()][::-1]
    entries = [_entry(row, case, reader) for row in rows]
    may = reader.may(Permission.PLACEMENT_MOVE) and not case.is_ended
    link = register_link(case, "Registrér en pause, der er slut", "pause")
    return Section(
        key="pauses",
        title="Pauser",
        entries=tuple(e for e in entries if not e.ended),
        empty="Ingen pauser løber.",
        links=(link,) if may else (),
        more=tuple(e for e in entries if e.ended),
        side=True,
    )


def _entry(row: Pause, case: Case, reader: Reader) -> Entry:
    until = f" til og med {written(row.to_on)}, {days(row.days)}" if row.to_on else ""
    facts = [("Periode", f"fra {written(row.from_on)}{until}")]
    if reader.reads_notes:
        facts.append(("Årsag", reader.label("pause_reason", row.reason)))
    return Entry(
        title=f"Praktikken hos {row.placement.company}" if row.placement else "Hele forløbet",
        state="" if row.to_on else "På pause",
        badge="warning",
        facts=tuple(facts),
        text=row.note if reader.reads_notes else "",
        links=_links(row, case, reader),
        ended=row.to_on is not None,
    )


def _links(row: Pause, case: Case, reader: Reader) -> tuple[Link, ...]:
    needs = Permission.PLACEMENT_MOVE if row.placement else Permission.CASE_MOVE
    if row.to_on is None or case.is_ended or not reader.may(needs):
        return ()
    return (
        register_link(case, "Ret", "pause-ret", row.pk),
        register_link(case, "Annullér", "pause-annuller", row.pk),
    )
