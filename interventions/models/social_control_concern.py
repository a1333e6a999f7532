from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import User
from accounts.roles import Function, Permission
from cases.encryption import EncryptedTextField
from cases.lifecycle import move
from cases.models import Assignment
from interventions.models.guards import case_runs
from interventions.models.step import Step

MOVE, TIME = Permission.CONCERN_MOVE, Permission.TIME_MOVE


def has_named_somebody_else(step: SocialControlConcern, by: Actor) -> str:
    """Four eyes need two people who may know: a named one, or a second adviser on the case."""
    if step.others_who_may_decide(by).exists():
        return ""
    return (
        "Ingen anden må kende bekymringen og kan godkende. Udvid kredsen med en kollega på sagen, "
        "eller få endnu en social kontrol-vejleder tilknyttet."
    )


def own(name: str) -> str:
    return f"interventions.socialcontrolconcern.{name}"


class SocialControlConcern(Step):
    """Bekymring om negativ social kontrol. That it exists is itself hidden (domain §5.14).

    Raised by anybody on the case; from the moment an adviser takes it over only she and those
    whom she names know of it. Every text is sealed, also from who reads the database.
    """

    class State(models.TextChoices):
        RAISED = "raised", _("Bekymring noteret")
        CLARIFYING = "clarifying", _("Under afklaring")
        IN_PROGRESS = "in_progress", _("Indsats i gang")
        UNFOUNDED = "unfounded", _("Lukket uden handling")
        CLOSED = "closed", _("Afsluttet")
        LAPSED = "lapsed", _("Bortfaldet")

    class Interpreter(models.TextChoices):
        NONE = "none", _("Ingen tolk var nødvendig")
        PROFESSIONAL = "professional", _("Tolk uden forbindelse til familie og netværk")

    class Removed(models.TextChoices):
        YES = "yes", _("Ja")
        PARTLY = "partly", _("Delvist")
        NO = "no", _("Nej")

    ENDED: ClassVar = frozenset({"unfounded", "closed", "lapsed"})
    label: ClassVar = _("Bekymring om negativ social kontrol")
    needs_adult: ClassVar = False
    see: ClassVar = Permission.SOCIAL_CONTROL_SEE

    raised_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("noteret af")
    )
    source = models.CharField(_("kilde"), max_length=40, blank=True)
    signs = EncryptedTextField(_("iagttagne tegn"), purpose=own("signs"))
    may_see = ArrayField(
        models.IntegerField(), default=list, blank=True, verbose_name=_("hvem må se bekymringen")
    )
    safe_contact = EncryptedTextField(
        _("sikker kontakt"),
        null=True,
        blank=True,
        purpose=own("safe_contact"),
        help_text=_("Hvordan og hvornår kan borgeren kontaktes, uden at andre får det at vide?"),
    )
    alone = models.BooleanField(_("Borgeren er inddraget alene"), default=False)
    interpreter = models.CharField(
        _("tolk"), max_length=20, choices=Interpreter.choices, blank=True
    )
    plan = EncryptedTextField(
        _("plan"),
        null=True,
        blank=True,
        purpose=own("plan"),
        help_text=_("Fx oplysning om rettigheder, sparring, henvisning, indsats for udsatte."),
    )
    screened_on = models.DateField(_("taget over"), null=True, blank=True)
    notified_to = EncryptedTextField(
        _("underretning sendt til"), null=True, blank=True, purpose=own("notified_to")
    )
    notified_on = models.DateField(_("underrettet"), null=True, blank=True)
    barrier_removed = models.CharField(
        _("er barrieren for job fjernet?"), max_length=10, choices=Removed.choices, blank=True
    )
    conclusion = EncryptedTextField(
        _("konklusion"), null=True, blank=True, purpose=own("conclusion")
    )

    objects: ClassVar[models.Manager[Self]] = models.Manager()  # Step's own leaves these rows out

    def others_who_may_decide(self, by: Actor) -> models.QuerySet[User]:
        """Beside the actor: advisers on the case, and the named."""
        advisers = Assignment.objects.filter(
            Assignment.active_on(by.today),
            case=self.case_id,
            function=Function.SOCIAL_CONTROL_ADVISER,
        )
        return User.objects.filter(
            Q(pk__in=advisers.values("user_id")) | Q(pk__in=self.may_see), is_active=True
        ).exclude(pk=by.person)

    @move(State.RAISED, State.CLARIFYING, _("Tag over"), needs=MOVE, guards=(case_runs,))
    def screen(self, *, on: date, may_see: list[int], safe_contact: str) -> None:
        self.may_see, self.safe_contact, self.screened_on = may_see, safe_contact, on

    @move(
        State.CLARIFYING,
        State.UNFOUNDED,
        _("Luk uden handling"),
        needs=MOVE,
        guards=(has_named_somebody_else,),
        reasons="concern_unfounded_reason",
        four_eyes=Permission.CONCERN_DECIDE,
    )
    def find_unfounded(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(
        State.CLARIFYING, State.IN_PROGRESS, _("Iværksæt indsats"), needs=MOVE, guards=(case_runs,)
    )
    def act(self, *, on: date, alone: bool, interpreter: str, plan: str) -> None:
        self.alone, self.interpreter, self.plan = alone, interpreter, plan
        self.starts_on = on

    @move(State.CLARIFYING, State.CLARIFYING, _("Registrér underretning"), needs=MOVE)
    @move(State.IN_PROGRESS, State.IN_PROGRESS, _("Registrér underretning"), needs=MOVE)
    def notify(self, *, on: date, notified_to: str) -> None:
        self.notified_to, self.notified_on = notified_to, on

    @move(State.IN_PROGRESS, State.CLOSED, _("Afslut"), needs=MOVE)
    def close(self, *, on: date, barrier_removed: str, conclusion: str) -> None:
        self.barrier_removed, self.conclusion = barrier_removed, conclusion
        self._end(on)

    @move(
        (State.RAISED, State.CLARIFYING, State.IN_PROGRESS),
        State.LAPSED,
        _("Bortfald"),
        needs=TIME,
        by_time=True,
    )
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
