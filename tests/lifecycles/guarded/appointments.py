from __future__ import annotations

from typing import Any

from interventions.models import Appointment, FollowUpTalk
from tests.lifecycles.driver import new_step
from tests.lifecycles.guarded.base import Guarded

OF_A_TALK = "Aftalen hører til en samtale. Registrér på samtalen, hvordan det gik."


def of_an_invited_talk(row: Any) -> None:
    talk = new_step(row.case, "FollowUpTalk", row.case.handover_on)
    FollowUpTalk.objects.filter(pk=talk.pk).update(state="invited")
    Appointment.objects.filter(pk=row.pk).update(step=talk.pk)


GUARDED: list[Guarded] = [
    ("Appointment", "booked", "attend", "not_of_a_talk", of_an_invited_talk, OF_A_TALK),
    ("Appointment", "booked", "miss", "not_of_a_talk", of_an_invited_talk, OF_A_TALK),
    ("Appointment", "booked", "regret", "not_of_a_talk", of_an_invited_talk, OF_A_TALK),
    ("Appointment", "booked", "cancel", "not_of_a_talk", of_an_invited_talk, OF_A_TALK),
]
