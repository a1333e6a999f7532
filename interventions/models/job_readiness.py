from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Case


class JobReadiness(models.Model):
    """Visitation (INL § 17): what the citizen counts as from `assessed_on` until the next one.

    Never to be confused with visitering, the allocation to the municipality: always shown by its
    long label. `category` is a code of `visitation_category`. Rows are added, never changed; of
    two on one day the later one counts.
    """

    kind: ClassVar = "JobReadiness"
    state: ClassVar = ""
    label: ClassVar = _("Visitation: jobparat/aktivitetsparat (INL § 17)")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="job_readiness")
    category = models.CharField(_("kategori"), max_length=40)
    assessed_on = models.DateField(_("visiteret den"))
    reason = models.TextField(_("begrundelse"), max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("registreret"))

    class Meta:
        ordering: ClassVar = ["assessed_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["case", "assessed_on"], name="job_readiness_day")]

    def __str__(self) -> str:
        return f"{self.category} {self.assessed_on:%d-%m-%Y}"


def periods(found: Iterable[JobReadiness]) -> list[tuple[str, date, date | None]]:
    """(category, from, to and not including) of each assessment; in their own order."""
    rows = list(found)
    ends: list[date | None] = [row.assessed_on for row in rows[1:]]
    return [
        (row.category, row.assessed_on, end) for row, end in zip(rows, [*ends, None], strict=False)
    ]
