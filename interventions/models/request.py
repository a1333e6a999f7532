from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import User
from accounts.roles import Permission
from cases.lifecycle import move
from interventions.models.follow_up import FollowUp
from interventions.models.record import Record
from interventions.models.step import Step

ANSWER, MAKE, TIME = Permission.REQUEST_ANSWER, Permission.REQUEST_MAKE, Permission.TIME_MOVE


def asked_by_another(request: Request, by: Actor) -> str:
    if request.asked_by_id == by.user_id:
        return "Du har selv spurgt. En anden skal svare."
    return ""


def asked_by_oneself(request: Request, by: Actor) -> str:
    if request.asked_by_id != by.user_id:
        return "Kun den, der har spurgt, kan trække anmodningen tilbage."
    return ""


def lead_hands_over(request: Request, by: Actor) -> str:
    """Who is responsible is the team lead's to decide (CASE_ASSIGN)."""
    if request.topic == Request.Topic.HAND_OVER and not by.may(Permission.CASE_ASSIGN):
        return "Teamlederen afgør, hvem der er ansvarlig for sagen."
    return ""


class Request(Record):
    """Anmodning from one person to another about a case. Nothing else that somebody ought to do is
    stored: reminders are derived.

    `step` is the one whose completion is proposed, `follow_up` the log in which help is asked for,
    `to_user` whom the case should go to.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Venter på svar")
        ACCEPTED = "accepted", _("Imødekommet")
        DECLINED = "declined", _("Afslået")
        WITHDRAWN = "withdrawn", _("Trukket tilbage")
        LAPSED = "lapsed", _("Bortfaldet")

    class Topic(models.TextChoices):
        HELP_WANTED = "help_wanted", _("Brug for hjælp")
        COMPLETE_STEP = "complete_step", _("Forslag om at afslutte")
        HAND_OVER = "hand_over", _("Ønske om at overdrage sagen")

    ENDED: ClassVar = frozenset({"accepted", "declined", "withdrawn", "lapsed"})
    label: ClassVar = _("Anmodning")
    see: ClassVar = Permission.REQUEST_SEE
    seen_by_mentor: ClassVar = "asked_by"
    told_to_mentor: ClassVar = frozenset({"topic", "step", "text", "answer", "asked_by"})

    topic = models.CharField(_("hvad drejer det sig om?"), max_length=20, choices=Topic.choices)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    to_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="requests")
    follow_up = models.OneToOneField(
        FollowUp, on_delete=models.PROTECT, null=True, related_name="request"
    )
    text = models.TextField(_("begrundelse"), max_length=2000, blank=True)
    answer = models.TextField(_("svar"), max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="request_says_what_it_is_about",
                condition=Q(topic="help_wanted", follow_up__isnull=False)
                | Q(topic="complete_step", step__isnull=False)
                | Q(topic="hand_over", to_user__isnull=False),
            )
        ]

    @move(
        State.OPEN,
        State.ACCEPTED,
        _("Imødekom"),
        needs=ANSWER,
        guards=(asked_by_another, lead_hands_over),
    )
    def accept(self, *, on: date, answer: str = "") -> None:
        self.answer = answer
        self._end(on)

    @move(
        State.OPEN,
        State.DECLINED,
        _("Afslå"),
        needs=ANSWER,
        guards=(asked_by_another, lead_hands_over),
    )
    def decline(self, *, on: date, answer: str) -> None:
        self.answer = answer
        self._end(on)

    @move(State.OPEN, State.WITHDRAWN, _("Træk tilbage"), needs=MAKE, guards=(asked_by_oneself,))
    def withdraw(self, *, on: date) -> None:
        self._end(on)

    @move(State.OPEN, State.LAPSED, _("Bortfald"), needs=TIME, by_time=True)
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
