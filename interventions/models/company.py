from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cvr as danish_cvr


def valid_cvr(number: str) -> None:
    """Eight digits with the right check digit. Raises ValidationError."""
    if not danish_cvr.is_valid(number):
        raise ValidationError(_("CVR-nummeret findes ikke: kontrollér de 8 cifre."))


class Company(models.Model):
    """Virksomhed: what is known of a CVR number. A placement keeps its own copy of the day."""

    cvr = models.CharField(_("CVR-nummer"), max_length=8, unique=True, validators=[valid_cvr])
    name = models.CharField(_("navn"), max_length=200)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="company_has_eight_digits", condition=Q(cvr__regex=r"^\d{8}$")
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProductionUnit(models.Model):
    """Produktionsenhed: the place of a company where people work, with whom to call there."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="units")
    p_number = models.CharField(
        _("p-nummer"),
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^\d{10}\Z", _("P-nummeret har 10 cifre."))],
    )
    address = models.CharField(_("adresse"), max_length=300, blank=True)
    contact = models.CharField(_("kontaktperson"), max_length=200)
    phone = models.CharField(_("telefon"), max_length=30, blank=True)

    class Meta:
        ordering: ClassVar = ["company__name", "p_number"]

    def __str__(self) -> str:
        place = f", {self.address}" if self.address else ""
        return f"{self.company.name}{place} (p-nr. {self.p_number})"
