from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import Case
from interventions.models import Decision, Request
from tests.lifecycles.driver import case_of
from tests.lifecycles.guarded.base import Guarded
from tests.make import make_user

DEAD = "Borgeren er død. Der sendes ikke breve i sagen."
HEARD = (
    "Borgeren kan svare på høringen til og med 31-12-2024. "
    "Registrér svaret, eller vent til fristen er udløbet."
)
OWN = "Du har selv spurgt. En anden skal svare."
LEAD = "Teamlederen afgør, hvem der er ansvarlig for sagen."
NOT_OWN = "Kun den, der har spurgt, kan trække anmodningen tilbage."


def died(row: Any) -> None:
    case = Case.objects.filter(pk=case_of(row).pk)
    case.update(state="closed", closed_on=date(2024, 3, 1), end_reason="doed")


def still_heard(row: Any) -> None:
    Decision.objects.filter(pk=row.pk).update(
        hearing_answer_by=date(2024, 12, 31), hearing_answer=""
    )


def asked_by_anna(row: Any) -> None:
    Request.objects.filter(pk=row.pk).update(asked_by=make_user("anna"))


def hand_over(row: Any) -> None:
    Request.objects.filter(pk=row.pk).update(topic="hand_over", to_user=make_user("bente"))


GUARDED: list[Guarded] = [
    ("Decision", "drafted", "hear", "citizen_lives", died, DEAD),
    ("Decision", "drafted", "send", "citizen_lives", died, DEAD),
    ("Decision", "in_hearing", "send", "citizen_lives", died, DEAD),
    ("Decision", "drafted", "send", "hearing_is_over", still_heard, HEARD),
    ("Decision", "in_hearing", "send", "hearing_is_over", still_heard, HEARD),
    ("Request", "open", "accept", "asked_by_another", asked_by_anna, OWN),
    ("Request", "open", "accept", "lead_hands_over", hand_over, LEAD),
    ("Request", "open", "decline", "asked_by_another", asked_by_anna, OWN),
    ("Request", "open", "decline", "lead_hands_over", hand_over, LEAD),
    ("Request", "open", "withdraw", "asked_by_oneself", asked_by_anna, NOT_OWN),
]  # fmt: skip
