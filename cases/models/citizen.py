from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.encryption import EncryptedTextField
from cases.models.codes import Country
from cases.models.intervals import interval_constraints


class Citizen(models.Model):
    """Borger: who it is about. Never keyed by CPR; people exist before they have one.

    Names are kept as written, in any script; `search_key` is their folded form. Facts that
    change in time are rows of their own (facts.py).
    """

    class Sex(models.TextChoices):
        FEMALE = "K", _("Kvinde")
        MALE = "M", _("Mand")
        OTHER = "X", _("X")

    class Interpreter(models.TextChoices):
        NO = "no", _("Nej")
        YES = "yes", _("Ja")
        PARTLY = "partly", _("Delvist")
        UNKNOWN = "unknown", _("Ikke oplyst")

    given_name = models.CharField(_("fornavn"), max_length=200, blank=True)
    family_name = models.CharField(_("efternavn"), max_length=200, blank=True)
    search_key = models.CharField(max_length=1000, editable=False)
    born_on = models.DateField(_("fødselsdato"))
    born_estimated = models.BooleanField(_("fødselsdatoen er anslået"), default=False)
    sex = models.CharField(_("køn"), max_length=1, choices=Sex.choices)
    language = models.CharField(_("sprog"), max_length=3, blank=True)
    interpreter = models.CharField(
        _("tolkebehov"), max_length=10, choices=Interpreter.choices, default=Interpreter.UNKNOWN
    )
    phone = models.CharField(_("telefon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    safe_contact = models.CharField(
        _("sikker kontakt"),
        max_length=200,
        blank=True,
        help_text=_("Fx »ring ikke, kun sms« eller »kun om formiddagen«."),
    )
    address = models.CharField(_("adresse"), max_length=300, blank=True)
    care_mark = models.CharField(
        _("pas på-mærke"),
        max_length=200,
        blank=True,
        help_text=_("En kort tekst til holdet, uden følsomme oplysninger."),
    )
    erased_at = models.DateTimeField(_("slettet"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("borger")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="citizen_has_a_name", condition=~Q(given_name="", family_name="")
            )
        ]
        indexes: ClassVar = [
            GinIndex(SearchVector("search_key", config="simple"), name="citizen_search_words"),
            models.Index(fields=["phone"], name="citizen_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class PersonIdentifier(models.Model):
    """A number by which someone else knows the citizen; old ones stay as history.

    The value is encrypted; `index` is keyed and finds the exact number.
    """

    class Type(models.TextChoices):
        UDL = "udlaendinge_id", _("Udlændinge-ID")
        CPR = "cpr", _("CPR-nummer")
        REPLACEMENT = "erstatningsnummer", _("Erstatningspersonnummer")

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="identifiers")
    type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    value = EncryptedTextField(_("nummer"), purpose="cases.personidentifier.value")
    index = models.CharField(max_length=40, editable=False)
    valid_from = models.DateField(_("gælder fra"))
    valid_to = models.DateField(_("gælder til"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["type", "index"], name="a_number_is_one_persons")
        ]

    def __str__(self) -> str:
        return self.get_type_display()


class Protection(models.Model):
    """Navne- og adressebeskyttelse as a dated fact (CPR-loven § 28; § 6 since 2015).

    When `until` passes the protection is still shown until CPR has confirmed its end, so only
    `ended_on` lifts it.
    """

    class Kind(models.TextChoices):
        NAME_AND_ADDRESS = "name_and_address", _("Navne- og adressebeskyttet")
        THREATENED = "threatened", _("Særlig adressebeskyttelse")

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="protections")
    kind = models.CharField(
        _("beskyttelse"), max_length=20, choices=Kind.choices, default=Kind.NAME_AND_ADDRESS
    )
    from_on = models.DateField(_("fra"))
    until = models.DateField(_("forventet til"), null=True, blank=True)
    ended_on = models.DateField(_("bekræftet ophørt"), null=True, blank=True)
    source = models.CharField(_("kilde"), max_length=100)

    def __str__(self) -> str:
        return self.get_kind_display()

    @staticmethod
    def in_force_on(day: date) -> Q:
        return Q(from_on__lte=day) & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))


class Restriction(models.Model):
    """Data that may only be kept, not used, until it is lifted (GDPR art. 18)."""

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="restrictions")
    reason = models.CharField(_("begrundelse"), max_length=300)
    from_at = models.DateTimeField(_("fra"))
    lifted_at = models.DateTimeField(_("ophævet"), null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(lifted_at__isnull=True),
                name="one_restriction_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.reason


class CountryFact(models.Model):
    """Birth country and citizenship, with dates: statistics are computed as of a day."""

    class Kind(models.TextChoices):
        BIRTH = "birth", _("Fødeland")
        CITIZENSHIP = "citizenship", _("Statsborgerskab")

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="country_facts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    country = models.ForeignKey(Country, on_delete=models.PROTECT)
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"), null=True, blank=True)
    source = models.CharField(_("kilde"), max_length=100, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="countryfact_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.country}"


class ResidencePeriod(models.Model):
    """Opholdsgrundlag: one code at a time (code table `residence_basis`)."""

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="residence_periods")
    code = models.CharField(_("opholdsgrundlag"), max_length=40)
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"), null=True, blank=True)
    valid_until = models.DateField(_("tilladelsen gælder til"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["from_on"]
        constraints: ClassVar = interval_constraints("residenceperiod")

    def __str__(self) -> str:
        return self.code


class IncomePeriod(models.Model):
    """Forsørgelsesgrundlag: one code at a time (code table `income_basis`)."""

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="income_periods")
    code = models.CharField(_("forsørgelsesgrundlag"), max_length=40)
    from_on = models.DateField(_("fra"))
    to_on = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["from_on"]
        constraints: ClassVar = interval_constraints("incomeperiod")

    def __str__(self) -> str:
        return self.code
