"""Progression, measured with an instrument in versions: what was measured stays as it was asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.encryption import EncryptedTextField
from cases.models import Case
from cases.models.annulled import STANDS, Annullable
from interventions.models.company_placement import CompanyPlacement

LOWEST, HIGHEST = 1, 5


class Instrument(models.Model):
    """A set of indicators; data, loaded by `load_instruments`."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("navn"), max_length=200)

    def __str__(self) -> str:
        return self.name


class InstrumentVersion(models.Model):
    """The wording from a day on; a version that has been loaded is never changed."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    valid_from = models.DateField(_("gælder fra"))

    class Meta:
        ordering: ClassVar = ["instrument", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instrument", "number"], name="one_instrument_version_of_a_number"
            ),
            models.UniqueConstraint(
                fields=["instrument", "valid_from"], name="one_instrument_version_from_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument}, version {self.number}"


class Indicator(models.Model):
    """One question of a version: `question` to the citizen, `observed` to those who know her.

    `need` is the integration need it belongs to, `low` and `high` what 1 and 5 mean.
    """

    class AskedOf(models.TextChoices):
        CITIZEN = "borger", _("Borgeren")
        BOTH = "begge", _("Begge")
        CASEWORKER = "sagsbehandler", _("Sagsbehandleren")

    version = models.ForeignKey(
        InstrumentVersion, on_delete=models.PROTECT, related_name="indicators"
    )
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("betegnelse"), max_length=100)
    asked_of = models.CharField(_("spørges"), max_length=20, choices=AskedOf.choices)
    need = models.CharField(_("integrationsbehov"), max_length=40, blank=True)
    question = models.CharField(_("spørgsmål til borgeren"), max_length=300, blank=True)
    observed = models.CharField(_("spørgsmål til sagsbehandleren"), max_length=300, blank=True)
    low = models.CharField(_("1 betyder"), max_length=150)
    high = models.CharField(_("5 betyder"), max_length=150)

    class Meta:
        ordering: ClassVar = ["version", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "code"], name="one_indicator_in_a_version"),
            models.CheckConstraint(
                name="indicator_asks_whom_it_is_asked_of",
                condition=(Q(asked_of="sagsbehandler") | ~Q(question=""))
                & (Q(asked_of="borger") | ~Q(observed="")),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Measurement(Annullable):
    """Måling: one person's view of a citizen on one day. It is a fact and no step."""

    class ByRole(models.TextChoices):
        CITIZEN = "borger", _("Borgeren")
        CASEWORKER = "sagsbehandler", _("Sagsbehandleren")
        MENTOR = "mentor", _("Mentoren")

    class Occasion(models.TextChoices):
        BASELINE = "baseline", _("Første måling")
        THREE_MONTHLY = "three_monthly", _("Hver tredje måned")
        PLACEMENT_START = "placement_start", _("Ved praktikkens start")
        PLACEMENT_END = "placement_end", _("Ved praktikkens slutning")
        CLOSING = "closing", _("Ved afslutning af forløbet")

    kind: ClassVar = "Measurement"  # what its event is called
    state: ClassVar = ""  # it has no life of its own

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measurements")
    measured_on = models.DateField(_("målt"))
    by_role = models.CharField(_("set af"), max_length=20, choices=ByRole.choices)
    occasion = models.CharField(_("anledning"), max_length=20, choices=Occasion.choices)
    placement = models.ForeignKey(
        CompanyPlacement, on_delete=models.PROTECT, null=True, blank=True,
        related_name="measurements",
    )  # fmt: skip
    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["measured_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "by_role", "measured_on", "occasion"],
                name="one_measurement_of_an_occasion_on_a_day",
                condition=STANDS,
            ),
            models.CheckConstraint(
                name="measurement_of_a_placement_names_it",
                condition=Q(occasion__in=["placement_start", "placement_end"])
                & Q(placement__isnull=False)
                | ~Q(occasion__in=["placement_start", "placement_end"]) & Q(placement__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_by_role_display()} {self.measured_on:%d-%m-%Y}"


class Score(models.Model):
    """1 to 5, or why there is none: missing is a value of its own and never 0.

    `reason` is a code of the table `not_measured_reason`.
    """

    measurement = models.ForeignKey(Measurement, on_delete=models.PROTECT, related_name="scores")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(_("værdi"), null=True, blank=True)
    reason = models.CharField(_("ikke målt, fordi"), max_length=40, blank=True)
    comment = EncryptedTextField(
        _("bemærkning"), purpose="interventions.score.comment", null=True, blank=True
    )

    class Meta:
        ordering: ClassVar = ["indicator__position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measurement", "indicator"], name="one_score_of_an_indicator"
            ),
            models.CheckConstraint(
                name="score_is_one_to_five_or_says_why_not",
                # A comparison with NULL is neither true nor false, and a check lets that pass.
                condition=Q(value__isnull=False, value__gte=LOWEST, value__lte=HIGHEST, reason="")
                | Q(value__isnull=True) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.value or self.reason)
