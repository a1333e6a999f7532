from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from cases.lifecycle import Lifecycle
from cases.models import Case


class Step(Lifecycle):
    """Indsats: what all kinds share, so that lists, timelines and reports need this table alone.

    Each kind is one file: its facts, its states, its moves with their guards. `ended_on` and
    `end_reason` are set while the step is in an ended state and only then.
    """

    kind = models.CharField(_("type"), max_length=40, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    state = fsm.FSMField(_("tilstand"), protected=True)
    added_on = models.DateField(_("tilføjet"))
    meets_at = models.DateTimeField(_("tidspunkt"), null=True, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ended_on = models.DateField(_("slut"), null=True, blank=True)
    end_reason = models.CharField(_("årsag"), max_length=200, blank=True)
    shared = models.BooleanField(_("deles med mentor"), default=False)

    # What a kind says of itself; `see` is the permission without which it is not even listed.
    label: ClassVar[Any] = ""
    needs_adult: ClassVar[bool] = True
    see: ClassVar[Permission] = Permission.CASE_SEE
    shared_by_default: ClassVar[bool] = False
    # Which of its own columns a mentor may read, and which ask for a permission of their own.
    told_to_mentor: ClassVar[frozenset[str]] = frozenset()
    restricted: ClassVar[dict[str, Permission]] = {}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "kind"], name="step_case_kind")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args and type(self) is not Step:
            kwargs.setdefault("kind", type(self).__name__)
            kwargs.setdefault("state", next(iter(self.State)).value)
            kwargs.setdefault("shared", self.shared_by_default)
        super().__init__(*args, **kwargs)

    def __str__(self) -> str:
        return f"{self.label or self.kind} {self.pk}"

    def _end(self, on: date, reason: str = "") -> None:
        self.ended_on = on
        self.end_reason = reason

    def _reenter(self) -> None:
        self.ended_on = None
        self.end_reason = ""
