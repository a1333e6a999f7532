"""The journal: the newest notes first, the rest folded away."""

from __future__ import annotations

from accounts.localtime import local_clock
from accounts.roles import Permission
from cases.models import Case
from interventions.law.wording import written
from interventions.models import KINDS, JournalNote
from interventions.queries.journal import visible_notes
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link

P = Permission
SHOWN = 5


def journal(case: Case, reader: Reader) -> Section | None:
    """One query."""
    if not reader.may(P.NOTE_SEE) and not reader.may(P.COMPANY_NOTE_SEE):
        return None
    entries = tuple(_entry(note, case, reader) for note in visible_notes(case, reader.held))
    may_write = reader.may(P.NOTE_WRITE)
    return Section(
        key="journal",
        title="Journal",
        entries=entries[:SHOWN],
        more=entries[SHOWN:],
        empty="Der er ingen notater endnu.",
        links=(register_link(case, "Skriv et notat", "notat"),) if may_write else (),
    )


def _entry(note: JournalNote, case: Case, reader: Reader) -> Entry:
    newer = getattr(note, "corrected_by", None)
    step = KINDS[note.step.kind] if note.step else None
    facts = [
        ("Type", note.get_direction_display() if note.direction != "internal" else ""),
        ("Journalnummer", note.journal_id),
        ("Hører til", str(step.label) if step and step.see in reader.held else ""),
        ("Retter", f"notatet af {written(note.corrects.happened_on)}" if note.corrects else ""),
    ]
    return Entry(
        title=f"{written(note.happened_on)} · {reader.label('journal_theme', note.theme)}",
        state=_state(note, corrected=newer is not None),
        badge="warning" if newer or note.emergency else "quiet",
        facts=tuple((name, value) for name, value in facts if value),
        text=note.text,
        under=f"Skrevet af {note.by}, {local_clock(note.recorded_at)}",
        links=_links(note, case, reader) if newer is None else (),
        ended=newer is not None,
    )


def _state(note: JournalNote, *, corrected: bool) -> str:
    if corrected:
        return "Rettet"
    if note.emergency:
        return "Nødnotat"
    return "Virksomhed" if note.for_company else ""


def _links(note: JournalNote, case: Case, reader: Reader) -> tuple[Link, ...]:
    """Only who wrote it corrects it; others write a note of their own."""
    if not reader.may(P.NOTE_WRITE) or note.by_id != reader.by.user_id:
        return ()
    return (register_link(case, "Ret", "notat-ret", note.pk),)
