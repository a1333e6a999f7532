"""A programme on a case whose five years passed long ago, so that time may end it in any state."""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import Case
from interventions.models import IntegrationProgramme
from tests.make import make_case


def programme_of_old() -> Any:
    case = make_case("2024-01-02", active=True)
    Case.objects.filter(pk=case.pk).update(handover_on=date(2018, 3, 1))
    return IntegrationProgramme.objects.get(case=case)
