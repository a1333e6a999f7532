from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.roles import Permission
from cases.lifecycle import move
from interventions.models.follow_up_talk import FollowUpTalk
from interventions.models.record import Record
from interventions.models.step import Step
from interventions.models.welcome_talk import Channel, YesNo

MOVE, TIME = Permission.STEP_MOVE, Permission.TIME_MOVE
USUAL_MINUTES = 60
SHORTEST, LONGEST = 5, 600  # minutes
# Talks that book their own appointment, and the state in which it is still to come.
EXPECTING = {
    "AsylumCentreTalk": "planned",
    "WelcomeTalk": "invited",
    "FollowUpTalk": "invited",
}


def not_of_a_talk(row: Appointment, _by: Actor) -> str:
    """How a talk went is written down on the talk, which settles its appointment."""
    step = row.step
    if step is None or EXPECTING.get(step.kind) != step.state:
        return ""
    return "Aftalen hører til en samtale. Registrér på samtalen, hvordan det gik."


class InterpreterGender(models.TextChoices):
    FEMALE = "female", _("Kvinde")
    MALE = "male", _("Mand")


class Appointment(Record):
    """Aftale: a time at which the citizen is expected, for a step or booked by hand.

    `letter`, `sent_at` and `language_aid` are the invitation as it was sent (R10): no move asks for
    them, so that each text outlives the invitation that follows it. Staying away has no consequence
    here: it is written down with what was done to reach the citizen, and nothing follows from it.
    """

    class State(models.TextChoices):
        BOOKED = "booked", _("Aftalt")
        ATTENDED = "attended", _("Mødt op")
        NO_SHOW = "no_show", _("Udeblevet")
        REGRETS = "regrets", _("Afbud")
        CANCELLED = "cancelled", _("Aflyst")
        LAPSED = "lapsed", _("Bortfaldet")

    ENDED: ClassVar = frozenset({"attended", "no_show", "regrets", "cancelled", "lapsed"})
    label: ClassVar = _("Aftale")

    step = models.ForeignKey(
        Step, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    starts_at = models.DateTimeField(_("tidspunkt"))
    minutes = models.PositiveSmallIntegerField(
        _("varighed i minutter"),
        default=USUAL_MINUTES,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    meeting_form = models.CharField(
        _("aftalens form"), max_length=20, choices=FollowUpTalk.TalkForm.choices
    )
    place = models.CharField(_("sted"), max_length=200, blank=True)
    purpose = models.CharField(_("formål"), max_length=200, blank=True)

    channel = models.CharField(_("kanal"), max_length=20, choices=Channel.choices, blank=True)
    letter = models.TextField(_("indkaldelsens tekst, som den blev sendt"), blank=True)
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    language_aid = models.CharField(_("sproglig hjælp"), max_length=200, blank=True)

    interpreter_needed = models.BooleanField(_("behov for tolk"), default=False)
    interpreter_language = models.CharField(_("tolkesprog"), max_length=3, blank=True)
    interpreter_gender = models.CharField(
        _("ønsket tolk"), max_length=10, choices=InterpreterGender.choices, blank=True
    )
    interpreter_family_ok = models.BooleanField(
        _("tolk fra egen familie eller netværk er i orden"), default=False
    )
    interpreter_booked = models.BooleanField(_("tolk er bestilt"), default=False)
    interpreter_present = models.CharField(
        _("deltog tolken?"), max_length=3, choices=YesNo.choices, blank=True
    )
    no_interpreter_reason = models.CharField(
        _("holdt uden tolk, fordi"), max_length=300, blank=True
    )

    contact_attempts = models.TextField(_("forsøg på kontakt"), blank=True)
    reasonable_cause = models.CharField(
        _("rimelig grund"), max_length=10, choices=FollowUpTalk.ReasonableCause.choices, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="appointment_has_a_length",
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
            ),
            models.CheckConstraint(
                name="appointment_letter_says_when_and_how",
                condition=Q(letter="", sent_at__isnull=True)
                | ~Q(letter="") & ~Q(channel="") & Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="interpreter_is_booked_only_when_needed",
                condition=Q(interpreter_booked=False) | Q(interpreter_needed=True),
            ),
            models.CheckConstraint(
                name="talk_without_interpreter_says_why",
                condition=~Q(interpreter_present="no") | ~Q(no_interpreter_reason=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["starts_at"], name="appointment_starts_at")]

    @property
    def meets_at(self) -> datetime:
        """What a talk calls it."""
        return self.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @move(State.BOOKED, State.BOOKED, _("Registrér tolk bestilt"), needs=MOVE)
    def book_interpreter(self, *, on: date) -> None:
        self.interpreter_needed = self.interpreter_booked = True

    @move(
        State.BOOKED,
        State.ATTENDED,
        _("Registrér fremmøde"),
        needs=MOVE,
        guards=(not_of_a_talk,),
    )
    def attend(
        self, *, on: date, interpreter_present: str = "", no_interpreter_reason: str = ""
    ) -> None:
        self.interpreter_present = interpreter_present
        self.no_interpreter_reason = no_interpreter_reason
        self._end(on)

    @move(
        State.BOOKED,
        State.NO_SHOW,
        _("Registrér udeblivelse"),
        needs=MOVE,
        guards=(not_of_a_talk,),
    )
    def miss(self, *, on: date, contact_attempts: str, reasonable_cause: str) -> None:
        self.contact_attempts, self.reasonable_cause = contact_attempts, reasonable_cause
        self._end(on)

    @move(
        State.BOOKED,
        State.REGRETS,
        _("Registrér afbud"),
        needs=MOVE,
        guards=(not_of_a_talk,),
        reasons="*",
    )
    def regret(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(
        State.BOOKED,
        State.CANCELLED,
        _("Aflys"),
        needs=MOVE,
        guards=(not_of_a_talk,),
        reasons="*",
    )
    def cancel(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(State.BOOKED, State.LAPSED, _("Bortfald"), needs=TIME, by_time=True)
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
