from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

MOST_SEATS = 100
WHOLE_WEEK = 37  # hours


def weekly_hours(**options: Any) -> Any:
    """The column for the lessons of an ordinary week."""
    return models.PositiveSmallIntegerField(
        _("timer om ugen"),
        validators=[MinValueValidator(1), MaxValueValidator(WHOLE_WEEK)],
        help_text=_("På en almindelig uge. De foreslås i ugens regnskab."),
        **options,
    )


class DanishTeam(models.Model):
    """Jobdanskhold: the city's own class, open to the cases of every unit. It names no person."""

    name = models.CharField(_("holdets navn"), max_length=100)
    place = models.CharField(_("sted"), max_length=200)
    starts_on = models.DateField(_("første dag"))
    ends_on = models.DateField(_("sidste dag"))
    seats = models.PositiveSmallIntegerField(
        _("pladser"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    hours_per_week = weekly_hours()
    days = models.CharField(
        _("undervisningsdage"),
        max_length=200,
        blank=True,
        help_text=_("Fx »tirsdag og torsdag kl. 9-12«."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering: ClassVar = ["starts_on", "name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="danish_team_ends_no_earlier_than_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["name", "starts_on"],
                name="danish_team_is_known_by_name_and_start",
                violation_error_message=_("Der er allerede et hold med det navn og den dag."),
                violation_error_code="known",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.place, self.days)))
