from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from interventions.models.of_case import OfCase

# Kinds of which no list, count, page or report may tell by chance: whoever means them asks for
# them by their own class (queries/concerns.py says who may).
HIDDEN = ("SocialControlConcern",)


Kind = TypeVar("Kind", bound=models.Model)


class OpenlyKnown(models.Manager[Kind]):
    def get_queryset(self) -> models.QuerySet[Kind]:
        return super().get_queryset().exclude(kind__in=HIDDEN)


class Step(OfCase):
    """Indsats: what all kinds share, so that lists, timelines and reports need this table alone.

    Each kind is one file: its facts, its states, its moves with their guards.
    """

    meets_at = models.DateTimeField(_("tidspunkt"), null=True, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    shared = models.BooleanField(_("deles med mentor"), default=False)

    needs_adult: ClassVar[bool] = True
    shared_by_default: ClassVar[bool] = False
    # Which of its own columns a mentor may read, and which ask for a permission of their own.
    told_to_mentor: ClassVar[frozenset[str]] = frozenset()
    restricted: ClassVar[dict[str, Permission]] = {}
    # Which of its own columns hold codes, and of which table.
    coded: ClassVar[dict[str, str]] = {}

    objects: ClassVar[models.Manager[Self]] = OpenlyKnown()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "kind"], name="step_case_kind")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args and type(self) is not Step:
            kwargs.setdefault("shared", self.shared_by_default)
        super().__init__(*args, **kwargs)
