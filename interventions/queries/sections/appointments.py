"""Appointments: those to come first, those that have been folded away under their number.

A mentor reads time, form and place of what is shared with her and still to come.
"""

from __future__ import annotations

from django.urls import reverse

from accounts.localtime import COPENHAGEN, local_clock
from accounts.roles import Permission
from cases.models import Case
from interventions.models import KINDS, Appointment
from interventions.queries.appointments import clashing, steadiness
from interventions.queries.moves import possible_moves
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link

STATES = Appointment.State
TITLE, NOTHING = "Aftaler", "Der er ingen aftaler."
SERIOUS = frozenset({STATES.NO_SHOW, STATES.REGRETS})


def appointments(case: Case, reader: Reader) -> Section | None:
    """One query."""
    rows = list(
        Appointment.objects.filter(case=case).select_related("step").order_by("starts_at", "pk")
    )
    if not reader.may(Permission.PLAN_SEE):
        return _shared(rows, reader)
    for row in rows:
        row.case = case
    open_rows = [row for row in rows if not row.is_ended]
    clashes, steady = clashing(open_rows), _steadiness(rows, reader)
    past = [row for row in reversed(rows) if row.is_ended]
    may_book = reader.may(Permission.STEP_MOVE) and case.state in Case.RUNNING
    return Section(
        key="appointments",
        title=TITLE,
        entries=(*(_booked(row, reader, clashes) for row in open_rows), *steady),
        more=tuple(_past(row, reader) for row in past),
        empty=NOTHING,
        links=(register_link(case, "Book en aftale", "aftale"),) if may_book else (),
        side=True,
        first=True,
    )


def _shared(rows: list[Appointment], reader: Reader) -> Section | None:
    """For a mentor: nothing of what has been, and nothing of why."""
    mine = [
        row
        for row in rows
        if row.state == STATES.BOOKED
        and row.ends_at >= reader.by.now
        and row.step is not None
        and row.step.shared
    ]
    entries = tuple(Entry(title=_when(row), facts=_where(row, reader)) for row in mine)
    return Section("appointments", TITLE, entries, NOTHING, side=True, first=True) if mine else None


def _steadiness(rows: list[Appointment], reader: Reader) -> tuple[Entry, ...]:
    """Mødestabilitet is computed and never typed; only who reads notes knows who stayed away."""
    found = steadiness(rows, reader.today)
    if not reader.reads_notes or not found.scheduled:
        return ()
    regrets = f", heraf {found.regrets} med afbud" if found.regrets else ""
    told = f"Mødt op til {found.attended} af {found.scheduled} aftaler{regrets}, seneste 90 dage."
    return (Entry(title="Mødestabilitet", text=told),)


def _booked(row: Appointment, reader: Reader, clashes: set[int]) -> Entry:
    passed, overlaps = row.starts_at < reader.by.now, row.pk in clashes
    warnings = [
        "Overlapper en anden aftale." if overlaps else "",
        "Tolk er ikke bestilt endnu." if _lacks_interpreter(row) and not passed else "",
    ]
    return Entry(
        title=_when(row),
        state="Mangler registrering" if passed else row.state_label,
        badge="warning" if passed or overlaps else "info",
        facts=(*_where(row, reader), *_interpreter(row, reader), *_invitation(row)),
        letter=row.letter if reader.reads_notes else "",
        under=" ".join(filter(None, warnings)),
        links=_moves(row, reader),
    )


def _past(row: Appointment, reader: Reader) -> Entry:
    """Why somebody stayed away, or was heard without an interpreter, is a note of the case."""
    facts = [*_where(row, reader), *_interpreter(row, reader), *_invitation(row)]
    if reader.reads_notes:
        facts += [
            ("Årsag", row.end_reason),
            ("Forsøg på kontakt", row.contact_attempts),
            ("Rimelig grund", row.get_reasonable_cause_display()),
            ("Holdt uden tolk, fordi", row.no_interpreter_reason),
        ]
    return Entry(
        title=_when(row),
        state=row.state_label,
        badge="warning" if row.state in SERIOUS else "quiet",
        facts=tuple((name, value) for name, value in facts if value),
        letter=row.letter if reader.reads_notes else "",
        ended=True,
    )


def _when(row: Appointment) -> str:
    return f"{local_clock(row.starts_at)}–{row.ends_at.astimezone(COPENHAGEN):%H:%M}"


def _where(row: Appointment, reader: Reader) -> tuple[tuple[str, str], ...]:
    step = KINDS[row.step.kind] if row.step else None
    told = [
        ("Hører til", str(step.label) if step and step.see in reader.held else ""),
        ("Form", row.get_meeting_form_display()),
        ("Sted", row.place),
        ("Formål", row.purpose if reader.reads_notes else ""),
    ]
    return tuple((name, value) for name, value in told if value)


def _interpreter(row: Appointment, reader: Reader) -> tuple[tuple[str, str], ...]:
    if not row.interpreter_needed:
        return ()
    told = [
        reader.label("language", row.interpreter_language),
        row.get_interpreter_gender_display().lower(),
        "" if row.interpreter_family_ok else "ikke fra egen familie eller netværk",
        "bestilt" if row.interpreter_booked else "ikke bestilt",
    ]
    return (("Tolk", ", ".join(filter(None, told))),)


def _invitation(row: Appointment) -> tuple[tuple[str, str], ...]:
    if row.sent_at is None:
        return ()
    told = [f"{local_clock(row.sent_at)}, {row.get_channel_display()}", row.language_aid]
    return (("Indkaldelse sendt", ", ".join(filter(None, told))),)


def _lacks_interpreter(row: Appointment) -> bool:
    return row.interpreter_needed and not row.interpreter_booked


def _moves(row: Appointment, reader: Reader) -> tuple[Link, ...]:
    options = possible_moves(row, reader.by, reader.held)
    return tuple(
        Link(str(move.label), reverse("record-move", args=(row.pk, move.name)))
        for move in (option.move for option in options if option.possible)
        if move.name != "book_interpreter" or _lacks_interpreter(row)
    )
