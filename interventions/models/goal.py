from __future__ import annotations

from datetime import date
from typing import ClassVar

import django_fsm as fsm
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.roles import Permission
from cases.lifecycle import Lifecycle, move
from cases.models import Case
from interventions.models.company_placement import CompanyPlacement

MOVE = Permission.PLACEMENT_MOVE
HELD_BY = frozenset({"agreed", "running", "paused"})  # states in which a goal must be active


def not_the_last(goal: Goal, _by: Actor) -> str:
    """R12: change a goal by adding the new one first; the end of the placement evaluates all."""
    placement = goal.placement
    if placement.state not in HELD_BY:
        return ""
    others = (other for other in placement.goals.all() if other.pk != goal.pk)
    if any(other.state == Goal.State.ACTIVE for other in others):
        return ""
    return (
        f"{placement.get_form_display()} skal have mindst ét fagligt, socialt eller sprogligt mål. "
        "Tilføj det nye mål først."
    )


class Goal(Lifecycle):
    """Mål for en virksomhedsrettet indsats: a text and a sign by which it can be measured."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Aktivt")
        REACHED = "reached", _("Nået")
        PARTLY_REACHED = "partly_reached", _("Delvist nået")
        NOT_REACHED = "not_reached", _("Ikke nået")
        DROPPED = "dropped", _("Opgivet")

    class Type(models.TextChoices):
        PROFESSIONAL = "professional", _("Fagligt")
        SOCIAL = "social", _("Socialt")
        LANGUAGE = "language", _("Sprogligt")

    ENDED: ClassVar = frozenset({"reached", "partly_reached", "not_reached", "dropped"})
    kind: ClassVar = "Goal"
    label: ClassVar = _("Mål")

    placement = models.ForeignKey(CompanyPlacement, on_delete=models.PROTECT, related_name="goals")
    type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    text = models.CharField(_("mål"), max_length=300)
    sign = models.CharField(
        _("tegn"),
        max_length=300,
        help_text=_("Hvad kan man se eller høre, når målet er nået?"),
    )
    policy_area = models.CharField(_("område i politikken"), max_length=40, blank=True)
    evaluation = models.TextField(_("evaluering"), blank=True)
    ended_on = models.DateField(_("evalueret"), null=True, blank=True)
    state = fsm.FSMField(_("tilstand"), default=State.ACTIVE, choices=State.choices, protected=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="goal_state_is_known",
                condition=Q(
                    state__in=["active", "reached", "partly_reached", "not_reached", "dropped"]
                ),
            )
        ]

    @property
    def told_as(self) -> str:
        """What it is called on a page."""
        return str(self.label)

    def __str__(self) -> str:
        return self.text

    @property
    def case(self) -> Case:
        return self.placement.case

    @move(State.ACTIVE, State.REACHED, _("Nået"), needs=MOVE, guards=(not_the_last,))
    def reach(self, *, on: date, evaluation: str = "") -> None:
        self.evaluation, self.ended_on = evaluation, on

    @move(State.ACTIVE, State.PARTLY_REACHED, _("Delvist nået"), needs=MOVE, guards=(not_the_last,))
    def reach_partly(self, *, on: date, evaluation: str = "") -> None:
        self.evaluation, self.ended_on = evaluation, on

    @move(State.ACTIVE, State.NOT_REACHED, _("Ikke nået"), needs=MOVE, guards=(not_the_last,))
    def fail(self, *, on: date, evaluation: str = "") -> None:
        self.evaluation, self.ended_on = evaluation, on

    @move(State.ACTIVE, State.DROPPED, _("Opgiv"), needs=MOVE, guards=(not_the_last,), reasons="*")
    def drop(self, *, on: date, reason: str) -> None:
        self.evaluation, self.ended_on = reason, on
