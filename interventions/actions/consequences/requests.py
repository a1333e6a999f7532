"""A wish to hand a case over is granted by handing it over."""

from __future__ import annotations

from cases.actions.assignments import assign_responsible
from interventions.actions.made import Made
from interventions.models import Request


def hand_over(made: Made) -> None:
    if made.row.topic == Request.Topic.HAND_OVER:
        assign_responsible(made.case, made.row.to_user, by=made.by)
