from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case
from interventions.models.record import Record
from interventions.models.step import Step


class JournalNote(models.Model):
    """Journalnotat (OFL § 13): what was said or learnt, or a document in or out (OFL § 15).

    Nobody changes one: a correction is a new note that points to the old one with `corrects`, and
    the old one stays readable. `journal_id` is the document's number in the ESDH system.
    """

    class Direction(models.TextChoices):
        INTERNAL = "internal", _("Internt notat")
        IN = "in", _("Modtaget dokument")
        OUT = "out", _("Sendt dokument")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="journal")
    theme = models.CharField(_("emne"), max_length=40)
    direction = models.CharField(
        _("hvad er det?"), max_length=10, choices=Direction.choices, default=Direction.INTERNAL
    )
    happened_on = models.DateField(_("hvornår skete det?"))
    text = models.TextField(_("tekst"), max_length=10000)
    journal_id = models.CharField(_("journalnummer i ESDH"), max_length=40, blank=True)
    for_company = models.BooleanField(_("må læses af virksomhedskonsulenten"), default=False)
    # Written by somebody who had broken the glass: all that she could write.
    emergency = models.BooleanField(_("nødnotat"), default=False)
    step = models.ForeignKey(
        Step, on_delete=models.PROTECT, null=True, blank=True, related_name="notes"
    )
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="notes"
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="corrected_by"
    )
    recorded_at = models.DateTimeField(_("skrevet"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-happened_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="note_corrects_another_one",
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("pk")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.happened_on:%d-%m-%Y} {self.theme}"
