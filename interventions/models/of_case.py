from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from cases.lifecycle import Lifecycle
from cases.models import Case


class OfCase(Lifecycle):
    """A row of a case that has a life of its own: a step, or a record beside the steps.

    `ended_on` and `end_reason` are set while the row is in an ended state and only then.
    """

    kind = models.CharField(_("type"), max_length=40, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(class)ss")
    state = fsm.FSMField(_("tilstand"), protected=True)
    added_on = models.DateField(_("tilføjet"))
    ended_on = models.DateField(_("slut"), null=True, blank=True)
    end_reason = models.CharField(_("årsag"), max_length=200, blank=True)

    # What a kind says of itself; `see` is the permission without which it is not even listed.
    label: ClassVar[Any] = ""
    see: ClassVar[Permission] = Permission.PLAN_SEE

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args and hasattr(type(self), "State"):
            kwargs.setdefault("kind", type(self).__name__)
            kwargs.setdefault("state", next(iter(self.State)).value)
        super().__init__(*args, **kwargs)

    def __str__(self) -> str:
        return f"{self.label or self.kind} {self.pk}"

    @property
    def told_as(self) -> str:
        """What it is called on a page: the kind's label, where the row itself says no more."""
        return str(self.label)

    def _end(self, on: date, reason: str = "") -> None:
        self.ended_on = on
        self.end_reason = reason

    def _reenter(self) -> None:
        self.ended_on = None
        self.end_reason = ""
