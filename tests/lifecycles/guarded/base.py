"""What spoils a row behind its back, and what the user is told; shared by several kinds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from cases.models import Case, Consent
from tests.lifecycles.driver import case_of, go

# kind, the state it starts from, move, the guard, what spoils the row, what the user is told
Guarded = tuple[str, str, str, str, Callable[[Any], None], str]

CLOSED = "Sagen er afsluttet."
NOT_ACTIVE = "Sagen skal være overtaget og aktiv; den er sat i bero."


def case_closed(row: Any) -> None:
    case = Case.objects.filter(pk=case_of(row).pk)
    case.update(state="closed", closed_on=date(2024, 3, 1), end_reason="job")


def case_paused(row: Any) -> None:
    go(case_of(row), "pause")


def consents_withdrawn(row: Any) -> None:
    Consent.objects.filter(citizen=row.case.citizen).update(withdrawn_on=date(2024, 1, 3))


def handed_over_long_ago(row: Any) -> None:
    Case.objects.filter(pk=case_of(row).pk).update(
        opened_on=date(2015, 1, 2), handover_on=date(2018, 3, 1)
    )


def quota_refugee(row: Any) -> None:
    Case.objects.filter(pk=row.case_id).update(residence_basis="kvote")


def on_the_copenhagen_model(row: Any) -> None:
    Case.objects.filter(pk=row.case_id).update(track="copenhagen")
