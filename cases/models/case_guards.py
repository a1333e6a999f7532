"""What keeps a case from a move: each guard answers with what is missing, or with ""."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.actor import Actor

if TYPE_CHECKING:
    from cases.models.case import Case

DEATH = "doed"
REOPEN_YEARS = 5


def has_responsible(case: Case, _by: Actor) -> str:
    if case.responsible is None:
        return "Sagen mangler en ansvarlig sagsbehandler. Teamlederen fordeler den først."
    return "" if case.responsible.is_active else "Den ansvarlige sagsbehandler er ikke aktiv."


def handover_reached(case: Case, by: Actor) -> str:
    """Tracks without a handover (general, outside the programme) are taken over at once."""
    if not case.in_programme:
        return ""
    if case.handover_on is None:
        return "Overgivelsesdatoen kendes ikke endnu. Registrér den dato, den afhænger af."
    if case.handover_on > by.today:
        return (
            f"Ansvaret overgår først den {case.handover_on:%d-%m-%Y}. "
            "En tidligere dato kræver borgerens samtykke."
        )
    return ""


def not_own_plan(case: Case, by: Actor) -> str:
    """Whoever planned the case does not approve the plan as well."""
    planned = case.events.filter(kind="Case", move="plan").order_by("-pk").first()
    if planned and by.user_id is not None and planned.by_id == by.user_id:
        return "Du har selv planlagt forløbet. En anden teamleder godkender planen."
    return ""


def within_programme_period(case: Case, by: Actor) -> str:
    start = case.handover_on or case.opened_on
    if (by.today.year - start.year, by.today.month, by.today.day) > (
        REOPEN_YEARS,
        start.month,
        start.day,
    ):
        return f"Sagen kan genåbnes i {REOPEN_YEARS} år. Opret et nyt forløb i stedet."
    return ""


def not_dead(case: Case, _by: Actor) -> str:
    return "Borgeren er død. Sagen kan kun rettes." if case.end_reason == DEATH else ""


def not_continued(case: Case, _by: Actor) -> str:
    """A case that changed track goes on as another one: only that one can be opened again."""
    if case.continued_by.exists():
        return "Forløbet er fortsat i en senere sag på et andet spor. Genåbn den i stedet."
    return ""
