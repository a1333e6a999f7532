from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import Case
from tests.lifecycles.guarded.base import (
    CLOSED,
    NOT_ACTIVE,
    Guarded,
    case_closed,
    case_paused,
)


def handed_over_lately(row: Any) -> None:
    """The five years run to 1 March 2029."""
    Case.objects.filter(pk=row.case_id).update(handover_on=date(2024, 3, 1))


def handover_unknown(row: Any) -> None:
    Case.objects.filter(pk=row.case_id).update(handover_on=None)


PROGRAMME = "IntegrationProgramme"
STILL = "Introduktionsperioden løber til 01-03-2029."
UNKNOWN = "Overgivelsesdatoen kendes ikke, så perioden kan ikke være udløbet."

GUARDED: list[Guarded] = [
    (PROGRAMME, "planned", "agree_contract", "case_runs", case_closed, CLOSED),
    (PROGRAMME, "contracted", "start", "case_active", case_paused, NOT_ACTIVE),
    (PROGRAMME, "contracted", "revise_contract", "case_runs", case_closed, CLOSED),
    (PROGRAMME, "running", "revise_contract", "case_runs", case_closed, CLOSED),
    (PROGRAMME, "paused", "resume", "case_active", case_paused, NOT_ACTIVE),
    (PROGRAMME, "planned", "expire", "period_is_over", handed_over_lately, STILL),
    (PROGRAMME, "planned", "expire", "period_is_over", handover_unknown, UNKNOWN),
    (PROGRAMME, "contracted", "expire", "period_is_over", handed_over_lately, STILL),
    (PROGRAMME, "running", "expire", "period_is_over", handed_over_lately, STILL),
    (PROGRAMME, "paused", "expire", "period_is_over", handed_over_lately, STILL),
]
