"""Husk: what the caseworker is reminded of on this case; a mentor reads of her own silence only."""

from __future__ import annotations

from accounts.roles import Permission
from cases.models import Case
from interventions.law.reminders import reminders
from interventions.law.wording import written
from interventions.queries.reader import Reader
from interventions.queries.reminders import WORK, Reminded, reminders_of, silent_mentorings
from interventions.queries.sections.base import Entry, Link, Section, register_link


def reminders_section(case: Case, reader: Reader) -> Section | None:
    """One query. None when there is nothing to remember, and for ended cases."""
    if case.is_ended:
        return None
    if reader.may(WORK):
        entries = tuple(_entry(case, row, reader) for row in reminders_of([case.pk], reader.today))
    elif reader.may(Permission.FOLLOW_UP_WRITE):
        entries = tuple(_silence(case, reader))
    else:
        return None
    if not entries:
        return None
    return Section(
        key="reminders",
        title="Husk",
        entries=entries,
        empty="Intet lige nu.",
        first=True,
        compact=True,
    )


def _entry(case: Case, row: Reminded, reader: Reader) -> Entry:
    return Entry(title=row.subject, under=row.when, links=_links(case, row, reader))


def _links(case: Case, row: Reminded, reader: Reader) -> tuple[Link, ...]:
    if row.proposes and reader.may(Permission.STEP_ADD):
        return (register_link(case, "Tilføj skridtet", "skridt"),)
    if row.code.startswith("OPHOLD") and reader.may(Permission.CASE_EDIT):
        return (register_link(case, "Registrér den nye tilladelse", "opholdstilladelse"),)
    if row.code == "MENTOR-SAMTYKKE" and reader.may(Permission.CASE_EDIT):
        return (register_link(case, "Registrér et nyt samtykke", "samtykke"),)
    if row.code == "NOTAT-3" and reader.may(Permission.NOTE_WRITE):
        return (register_link(case, "Skriv notatet", "notat"),)
    return ()


def _silence(case: Case, reader: Reader) -> list[Entry]:
    subject = reminders()["MENTOR-TAVS-21"].subject
    found = silent_mentorings(reader.by, case=case)
    return [Entry(title=subject, under=f"siden {written(day)}") for day in found.values()]
