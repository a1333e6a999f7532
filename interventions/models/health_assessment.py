from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.roles import Permission
from cases.encryption import EncryptedTextField
from cases.lifecycle import move
from cases.models import Track
from interventions.law.months import add_months
from interventions.models.guards import case_runs, consented
from interventions.models.step import Step

MOVE, TIME = Permission.HEALTH_MOVE, Permission.TIME_MOVE
OFFER_AGAIN_MONTHS = 60  # INL § 15 d: a refusal can be reversed within the programme's 5 years

DOCTOR = consented("doctor", "oplysninger må deles med lægen")
RESULT = consented("health_result", "resultatet må gives videre til jobcentret")


def may_be_left_out(step: HealthAssessment, _by: Actor) -> str:
    """INL § 15 d stk. 2: quota refugees always; the policy: every refugee on the model."""
    if step.case.residence_basis == "kvote":
        return "Kvoteflygtninge skal altid tilbydes en helbredsmæssig vurdering (INL § 15 d)."
    if step.case.track == Track.COPENHAGEN:
        return "På Københavnermodellen tilbydes alle flygtninge en helbredsmæssig vurdering."
    return ""


def within_five_years(step: HealthAssessment, by: Actor) -> str:
    start = step.case.handover_on or step.case.opened_on
    if by.today <= add_months(start, OFFER_AGAIN_MONTHS):
        return ""
    return "Introduktionsperioden på 5 år er udløbet."


class HealthAssessment(Step):
    """Helbredsmæssig vurdering (INL § 15 d): voluntary; the deadline concerns the offer."""

    class State(models.TextChoices):
        ASSESSING_NEED = "assessing_need", _("Behov vurderes")
        NOT_NEEDED = "not_needed", _("Ikke vurderet nødvendig")
        OFFERED = "offered", _("Tilbudt")
        DECLINED = "declined", _("Afslået")
        REFERRED = "referred", _("Henvist til læge")
        EXAMINED = "examined", _("Gennemført")
        RESULT_RECEIVED = "result_received", _("Resultat modtaget")
        CLOSED_WITHOUT_RESULT = "closed_without_result", _("Afsluttet uden resultat")
        LAPSED = "lapsed", _("Bortfaldet")

    class DeclinedBy(models.TextChoices):
        CITIZEN = "citizen", _("Borgeren selv")
        CUSTODY_HOLDER = "custody_holder", _("Indehaveren af forældremyndigheden")

    class Interpreter(models.TextChoices):
        NOT_NEEDED = "not_needed", _("Ikke nødvendig")
        ORDERED = "ordered", _("Bestilt, uden forbindelse til familien")

    ENDED: ClassVar = frozenset(
        {"not_needed", "declined", "result_received", "closed_without_result", "lapsed"}
    )
    label: ClassVar = _("Helbredsmæssig vurdering")
    needs_adult: ClassVar = False
    see: ClassVar = Permission.HEALTH_SEE

    existing_information = models.TextField(
        _("gennemgåede helbredsoplysninger"),
        blank=True,
        help_text=_("Hvilke eksisterende oplysninger er set igennem? (lovpligtigt)"),
    )
    guidance_given = models.BooleanField(
        _("Borgeren er vejledt om frivillighed, formål og samtykke"), default=False
    )
    declined_by = models.CharField(
        _("afslået af"),
        max_length=20,
        choices=DeclinedBy.choices,
        blank=True,
        help_text=_("Under 15 år indehaveren af forældremyndigheden; fra 15 år borgeren selv."),
    )
    custody_informed = models.BooleanField(
        _("Indehaveren af forældremyndigheden er orienteret"), default=False
    )
    clinic = models.CharField(_("læge eller klinik"), max_length=200, blank=True)
    interpreter = models.CharField(
        _("tolk hos lægen"), max_length=20, choices=Interpreter.choices, blank=True
    )
    referred_on = models.DateField(_("henvist"), null=True, blank=True)
    misses = models.PositiveSmallIntegerField(_("udeblivelser hos lægen"), default=0)
    examined_on = models.DateField(_("undersøgt"), null=True, blank=True)
    result = EncryptedTextField(
        _("resultat"), null=True, blank=True, purpose="interventions.healthassessment.result"
    )
    plan_effect = models.TextField(
        _("betydning for planen"),
        blank=True,
        help_text=_("Skånehensyn uden helbredsoplysninger: ses af hele holdet om borgeren."),
    )

    @move(
        State.ASSESSING_NEED,
        State.NOT_NEEDED,
        _("Vurdér ikke nødvendig"),
        needs=MOVE,
        guards=(case_runs, may_be_left_out),
        reasons="*",
    )
    def find_not_needed(self, *, on: date, reason: str, existing_information: str) -> None:
        self.existing_information = existing_information
        self._end(on, reason)

    @move(State.ASSESSING_NEED, State.OFFERED, _("Tilbyd"), needs=MOVE, guards=(case_runs,))
    def offer(self, *, on: date, existing_information: str, guidance_given: bool) -> None:
        self.existing_information, self.guidance_given = existing_information, guidance_given

    @move(State.OFFERED, State.DECLINED, _("Registrér afslag"), needs=MOVE)
    def decline(self, *, on: date, declined_by: str = "", custody_informed: bool = False) -> None:
        self.declined_by, self.custody_informed = declined_by, custody_informed
        self._end(on, "afslag")

    @move(
        State.DECLINED,
        State.OFFERED,
        _("Tilbyd igen"),
        needs=MOVE,
        guards=(case_runs, within_five_years),
        reentry=True,
    )
    def offer_again(self, *, on: date) -> None:
        self.declined_by, self.custody_informed = "", False
        self._reenter()

    @move(
        State.OFFERED, State.REFERRED, _("Henvis til læge"), needs=MOVE, guards=(case_runs, DOCTOR)
    )
    def accept(self, *, on: date, clinic: str, interpreter: str = "") -> None:
        self.clinic, self.interpreter, self.referred_on = clinic, interpreter, on

    @move(State.REFERRED, State.OFFERED, _("Registrér udeblivelse hos lægen"), needs=MOVE)
    def miss(self, *, on: date) -> None:
        self.misses += 1

    @move(State.REFERRED, State.EXAMINED, _("Registrér gennemført"), needs=MOVE)
    def examine(self, *, on: date) -> None:
        self.examined_on = on

    @move(
        State.EXAMINED,
        State.RESULT_RECEIVED,
        _("Modtag resultat"),
        needs=MOVE,
        guards=(RESULT,),
    )
    def receive_result(self, *, on: date, result: str, plan_effect: str = "") -> None:
        self.result, self.plan_effect = result, plan_effect
        self._end(on)

    @move(State.EXAMINED, State.CLOSED_WITHOUT_RESULT, _("Afslut uden resultat"), needs=MOVE)
    def close_without_result(self, *, on: date) -> None:
        self._end(on, "intet samtykke")

    @move(
        State.NOT_NEEDED,
        State.ASSESSING_NEED,
        _("Vurdér igen"),
        needs=MOVE,
        guards=(case_runs,),
        reentry=True,
    )
    def reassess(self, *, on: date) -> None:
        self._reenter()

    @move(
        (State.ASSESSING_NEED, State.OFFERED, State.REFERRED, State.EXAMINED),
        State.LAPSED,
        _("Bortfald"),
        needs=TIME,
        by_time=True,
    )
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
