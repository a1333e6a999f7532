"""What was registered wrongly is annulled, never deleted: it stays to be read, and counts nowhere.

Lists, figures and conditions go through `objects`, so that a forgotten filter brings nothing back;
a join from another table does not, and says `annulled_at=None` itself.
"""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=models.Model)
STANDS = Q(annulled_at__isnull=True)  # the condition of constraints


class Standing(models.Manager[Row]):
    """What has not been annulled."""

    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().filter(STANDS)


class Annullable(models.Model):
    """Why and by whom it was annulled stands in `Change`."""

    annulled_at = models.DateTimeField(_("annulleret"), null=True, editable=False)

    objects: ClassVar[models.Manager[Self]] = Standing()
    everything: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
