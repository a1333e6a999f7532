from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import Protection
from tests.lifecycles.guarded.base import CLOSED, Guarded, case_closed, consents_withdrawn

SHARED = (
    "Borgerens samtykke mangler: navnet må deles med organisationen. "
    "Registrér samtykket på sagen først."
)
PROTECTED = (
    "Borgeren er beskyttet, så intet må deles med organisationen. "
    "Borgeren kan selv henvende sig på stedet."
)


def protected(row: Any) -> None:
    Protection.objects.create(citizen=row.case.citizen, from_on=date(2024, 1, 2), source="Borgeren")


GUARDED: list[Guarded] = [
    ("VolunteerActivity", "suggested", "show_interest", "case_runs", case_closed, CLOSED),
    ("VolunteerActivity", "interested", "join", "case_runs", case_closed, CLOSED),
    ("VolunteerActivity", "interested", "join", "not_protected", protected, PROTECTED),
    ("VolunteerActivity", "interested", "join", "consented", consents_withdrawn, SHARED),
    ("VolunteerActivity", "declined", "suggest_again", "case_runs", case_closed, CLOSED),
    ("VolunteerActivity", "ended", "suggest_again", "case_runs", case_closed, CLOSED),
]
