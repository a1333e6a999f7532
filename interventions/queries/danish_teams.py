"""Jobdanskhold with the number of their free seats. No person is named here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from interventions.models import DanishTeam, JobDanish


def teams() -> QuerySet[Any]:
    """All teams, the latest first, annotated with `taken` and `free`."""
    seated = Count("enrolments", filter=Q(enrolments__state__in=JobDanish.SEATED))
    counted = DanishTeam.objects.annotate(taken=seated)
    return counted.annotate(free=F("seats") - F("taken")).order_by("-starts_on", "name", "pk")


def open_teams(on: date) -> QuerySet[Any]:
    """Those with a free seat that have not ended, the earliest first."""
    return teams().filter(ends_on__gte=on, free__gt=0).order_by("starts_on", "name", "pk")
