"""Appointments that are booked by hand, and how they went."""

from __future__ import annotations

from typing import Any

from accounts.localtime import local_date
from config.demo import texts
from config.demo.character import Act
from config.demo.days import days, meeting_time
from config.demo.story import Story
from interventions.actions.appointments import book_appointments

PURPOSES = ("Gennemgang af cv", "Møde om bolig", "Netværksmøde", "Åben rådgivning med tolk")


def booked(s: Story, wait: int, *ends: str) -> Act:
    """One appointment after the other; each ends by the move that `ends` names."""
    for number, end in enumerate(ends):
        yield s.after(wait + number * 30)
        row = _book(s, s.today + days(7))
        early = end in ("regret", "cancel")
        yield s.later(2) if early else s.on(local_date(row.starts_at) + days(end == "miss"))
        s.move(row, end, **_ending(s, end))


def booked_ahead(s: Story, ahead: int) -> Act:
    yield s.ago(5)
    _book(s, s.as_of + days(ahead))


def booked_then_closed(s: Story, ago: int) -> Act:
    """The case ends before the day comes."""
    yield s.ago(ago)
    _book(s, s.today + days(20))


def _book(s: Story, day: Any) -> Any:
    needed = s.known.citizen.interpreter in ("yes", "partly")
    (row,) = book_appointments(
        s.known,
        [meeting_time(day, s.rng)],
        by=s.caseworker,
        meeting_form="in_person",
        place="Jobcentret, Musvågevej",
        purpose=s.rng.choice(PURPOSES),
        interpreter_needed=needed,
        interpreter_booked=needed,
        interpreter_language=s.known.citizen.language if needed else "",
    )
    return row


def _ending(s: Story, end: str) -> dict[str, Any]:
    if end == "miss":
        attempts = s.rng.choice(texts.CONTACT_ATTEMPTS)
        return {"contact_attempts": attempts, "reasonable_cause": s.rng.choice(("no", "unknown"))}
    if end in ("regret", "cancel"):
        return {"reason": s.rng.choice(texts.REGRETS)}
    return {}
