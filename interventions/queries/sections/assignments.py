"""Personer på sagen: who is what, from when and until when, and who that was before."""

from __future__ import annotations

from accounts.roles import BY_HAND, Function, Permission
from cases.models import Assignment, Case
from interventions.law.wording import written
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Section, register_link

P = Permission


def assignments(case: Case, reader: Reader) -> Section | None:
    """No query of its own on the case page, which has read them for its head."""
    if not reader.may(P.CITIZEN_FACTS_SEE):
        return None
    # An adviser would tell that there is a concern.
    rows = [r for r in case.assignments.all() if r.function != Function.SOCIAL_CONTROL_ADVISER]
    assigns = reader.may(P.CASE_ASSIGN) and not case.is_ended
    told = [_entry(case, row, reader, assigns=assigns) for row in rows]
    return Section(
        key="assignments",
        title="Personer på sagen",
        entries=tuple(entry for entry in told if not entry.ended),
        more=tuple(entry for entry in reversed(told) if entry.ended),
        empty="Ingen er knyttet til sagen endnu.",
        links=(register_link(case, "Tilknyt en kollega", "tilknyt"),) if assigns else (),
        side=True,
    )


def _entry(case: Case, row: Assignment, reader: Reader, *, assigns: bool) -> Entry:
    ended = row.to_on is not None and row.to_on <= reader.today
    ends = assigns and not ended and row.function in BY_HAND
    return Entry(
        title=str(row.user),
        state=str(row.get_function_display()),
        text="" if row.user.is_active else "Brugeren er lukket.",
        under=f"fra {written(row.from_on)}" + (f" til {written(row.to_on)}" if row.to_on else ""),
        links=(register_link(case, "Afslut", "tilknytning-slut", row.pk),) if ends else (),
        ended=ended,
    )
