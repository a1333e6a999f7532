from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Code(models.Model):
    """One line of a code table: data, loaded by `load_codes`, never an enum in the program.

    Renaming a label changes no figure: everything refers to `code`.
    """

    table = models.SlugField(_("tabel"), max_length=40)
    code = models.CharField(_("kode"), max_length=40)
    label = models.CharField(_("betegnelse"), max_length=200)
    note = models.CharField(_("bemærkning"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    valid_from = models.DateField(_("gælder fra"), null=True, blank=True)
    valid_to = models.DateField(_("gælder til"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["table", "position", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "code"], name="one_code_in_a_table")
        ]

    def __str__(self) -> str:
        return self.label


class Country(models.Model):
    """ISO 3166-1 with Danish names; `group` is dansk, vestlig, ikke_vestlig or ukendt."""

    alpha_2 = models.CharField(max_length=2, primary_key=True)
    alpha_3 = models.CharField(max_length=3, unique=True)
    name = models.CharField(_("navn"), max_length=100)
    group = models.CharField(_("gruppe"), max_length=20)
    selected_menapt = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
