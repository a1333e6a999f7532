from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from cases.models import Case
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


GUARDED: list[Guarded] = [
    ("Case", "created", "plan", "has_responsible", responsible_gone, NOBODY),
    ("Case", "created", "plan", "has_responsible", responsible_left,
     "Den ansvarlige sagsbehandler er ikke aktiv."),
    ("Case", "planned", "take_over", "handover_reached", handover_unknown,
     "Overgivelsesdatoen kendes ikke endnu. Registrér den dato, den afhænger af."),
    ("Case", "planned", "take_over", "handover_reached", handover_ahead,
     "Ansvaret overgår først den 17-05-2030. En tidligere dato kræver borgerens samtykke."),
    ("Case", "closed", "reopen", "not_dead", died, "Borgeren er død. Sagen kan kun rettes."),
    ("Case", "closed", "reopen", "within_programme_period", handed_over_long_ago,
     "Sagen kan genåbnes i 5 år. Opret et nyt forløb i stedet."),
    ("Case", "closed", "reopen", "has_responsible", responsible_gone, NOBODY),
]  # fmt: skip
