from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from cases.actions.moves import write_event
from cases.models import Case
from tests.lifecycles.driver import lead
from tests.lifecycles.guarded.base import (
    Guarded,
    handed_over_long_ago,
)

NOBODY = "Sagen mangler en ansvarlig sagsbehandler. Teamlederen fordeler den først."


def responsible_gone(row: Any) -> None:
    Case.objects.filter(pk=row.pk).update(responsible=None)


def responsible_left(row: Any) -> None:
    User.objects.filter(pk=row.responsible_id).update(is_active=False)


def handover_unknown(row: Any) -> None:
    Case.objects.filter(pk=row.pk).update(handover_on=None)


def handover_ahead(row: Any) -> None:
    Case.objects.filter(pk=row.pk).update(handover_on=date(2030, 5, 17))


def died(row: Any) -> None:
    Case.objects.filter(pk=row.pk).update(end_reason="doed")


def planned_by_the_lead(row: Any) -> None:
    on = date(2024, 1, 2)
    write_event(row, row, move="plan", label="Planlæg", by=lead(on), on=on)


def continued(row: Any) -> None:
    """By a case that has been closed since: an open one is refused by the form already."""
    Case.objects.create(
        citizen=row.citizen, unit=row.unit, track="general", residence_basis="eu", continues=row,
        opened_on=date(2024, 2, 1), state="closed", closed_on=date(2024, 2, 2), end_reason="job",
    )  # fmt: skip


def change_track_guards(state: str) -> list[Guarded]:
    return [
        ("Case", state, "change_track", "has_responsible", responsible_left,
         "Den ansvarlige sagsbehandler er ikke aktiv."),
    ]  # fmt: skip


FOLLOWED = "Forløbet er fortsat i en senere sag på et andet spor. Genåbn den i stedet."
OWN_PLAN = "Du har selv planlagt forløbet. En anden teamleder godkender planen."

GUARDED: list[Guarded] = [
    *change_track_guards("planned"),
    *change_track_guards("active"),
    *change_track_guards("paused"),
    ("Case", "planned", "approve_plan", "not_own_plan", planned_by_the_lead, OWN_PLAN),
    ("Case", "active", "approve_plan", "not_own_plan", planned_by_the_lead, OWN_PLAN),
    ("Case", "created", "plan", "has_responsible", responsible_gone, NOBODY),
    ("Case", "created", "plan", "has_responsible", responsible_left,
     "Den ansvarlige sagsbehandler er ikke aktiv."),
    ("Case", "planned", "take_over", "handover_reached", handover_unknown,
     "Overgivelsesdatoen kendes ikke endnu. Registrér den dato, den afhænger af."),
    ("Case", "planned", "take_over", "handover_reached", handover_ahead,
     "Ansvaret overgår først den 17-05-2030. En tidligere dato kræver borgerens samtykke."),
    ("Case", "closed", "reopen", "not_dead", died, "Borgeren er død. Sagen kan kun rettes."),
    ("Case", "closed", "reopen", "not_continued", continued, FOLLOWED),
    ("Case", "closed", "reopen", "within_programme_period", handed_over_long_ago,
     "Sagen kan genåbnes i 5 år. Opret et nyt forløb i stedet."),
    ("Case", "closed", "reopen", "has_responsible", responsible_gone, NOBODY),
]  # fmt: skip
