"""Decisions, complaints and requests for access: what is open first, with its time limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from accounts.roles import Permission
from cases.models import Case
from interventions.law.wording import written
from interventions.models import AccessRequest, Complaint, Deadline, Decision, Record
from interventions.queries.moves import possible_moves
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link

P = Permission
LETTERS = {Decision.HEARING: "Læs partshøringen", Decision.RULING: "Læs afgørelsen"}
Facts = list[tuple[str, str]]


def papers(case: Case, reader: Reader) -> Section | None:
    """Two queries."""
    if not reader.may(P.DECISION_SEE):
        return None
    rows = _rows(case)
    about = [row.pk for row in rows]
    dates = Deadline.objects.filter(case=case, about__in=about).order_by("pk")
    due = {row.about: written(row.due_on) for row in dates}
    entries = [_entry(row, due.get(row.pk, ""), reader) for row in rows]
    return Section(
        key="papers",
        title="Afgørelser, klager og aktindsigt",
        entries=tuple(entry for entry in entries if not entry.ended),
        more=tuple(entry for entry in entries if entry.ended),
        empty="Der er ingen åbne afgørelser, klager eller anmodninger om aktindsigt.",
        links=_register(case) if reader.may(P.DECISION_MOVE) else (),
    )


def _rows(case: Case) -> list[Any]:
    """Newest first, each as its own kind."""
    kinds = [kind.__name__ for kind in TOLD]
    names = [name.lower() for name in kinds]
    found = case.records.filter(kind__in=kinds).select_related(*names, "about__decision")
    rows = []
    for record in found.order_by("-added_on", "-pk"):
        row = getattr(record, record.kind.lower())
        row.case, row.about = case, record.about
        rows.append(row)
    return rows


def _register(case: Case) -> tuple[Link, ...]:
    return (
        register_link(case, "Begynd en afgørelse", "afgoerelse"),
        register_link(case, "Registrér en anmodning om aktindsigt", "aktindsigt"),
    )


def _entry(row: Any, due: str, reader: Reader) -> Entry:
    title, facts = TOLD[type(row)](row, due)
    ended = row.is_ended
    return Entry(
        title=f"{row.label} {written(row.added_on)}: {title}",
        state=row.state_label,
        badge="quiet" if ended else "info",
        facts=tuple((name, value) for name, value in facts if value),
        under=waiting_for(row, reader),
        links=(*_letters(row), *moves_of(row, reader), *_complain(row, reader)),
        ended=ended,
    )


def _letters(row: Any) -> tuple[Link, ...]:
    names = row.letters if isinstance(row, Decision) else ()
    return tuple(
        Link(LETTERS[name], reverse("decision-letter", args=(row.pk, name))) for name in names
    )


def moves_of(row: Record, reader: Reader) -> tuple[Link, ...]:
    """The moves that the reader can make of it now."""
    possible = [o.move for o in possible_moves(row, reader.by, reader.held) if o.possible]
    return tuple(
        Link(str(move.label), reverse("record-move", args=(row.pk, move.name))) for move in possible
    )


def waiting_for(row: Record, reader: Reader) -> str:
    """What keeps the reader from the moves that are hers to make, and until when."""
    found = possible_moves(row, reader.by, reader.held)
    kept = [o for o in found if o.starts_here and not o.possible and o.move.needs in reader.held]
    return " ".join(f"{o.move.label}: {' '.join(o.missing)}" for o in kept)


def _complain(row: Any, reader: Reader) -> tuple[Link, ...]:
    if not isinstance(row, Decision) or row.state not in Decision.COMPLAINED_OF:
        return ()
    if not reader.may(P.DECISION_MOVE):
        return ()
    return (register_link(row.case, "Registrér en klage", "klage", row.pk),)


def _decision(row: Decision, due: str) -> tuple[str, Facts]:
    return row.subject, [
        ("Hjemmel", row.legal_basis),
        ("Partshøring sendt", written(row.hearing_sent_on)),
        ("Svarfrist", written(row.hearing_answer_by)),
        ("Høringssvar", row.hearing_answer),
        ("Ingen partshøring, fordi", row.no_hearing_reason),
        ("Sendt", written(row.sent_on)),
        ("Klagefrist", due),
        ("Opgivet, fordi", row.end_reason),
    ]


def _complaint(row: Any, due: str) -> tuple[str, Facts]:
    of = row.about.decision
    return of.subject, [
        ("Klagen", row.text),
        ("Bemærk", "Modtaget efter klagefristen" if row.late else ""),
        ("Genvurderes senest", "" if row.is_ended else due),
        ("Genvurdering", row.reassessment),
        ("Ankestyrelsen", row.get_appeal_outcome_display()),
    ]


def _access(row: AccessRequest, due: str) -> tuple[str, Facts]:
    return row.asked_by, [
        ("Bedt om", row.wanted),
        ("Afgøres senest", "" if row.is_ended else due),
        ("Udfald", row.get_outcome_display()),
        ("Undtaget", row.withheld),
        ("Frafaldet, fordi", row.end_reason),
    ]


TOLD: dict[type[Record], Callable[[Any, str], tuple[str, Facts]]] = {
    Decision: _decision,
    Complaint: _complaint,
    AccessRequest: _access,
}
