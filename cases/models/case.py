"""Forløb (sag): its anchors and its whole life, on one screen."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import django_fsm as fsm
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from accounts.roles import Permission
from cases.lifecycle import Lifecycle, move
from cases.models.case_guards import (
    handover_reached,
    has_responsible,
    not_continued,
    not_dead,
    not_own_plan,
    within_programme_period,
)
from cases.models.citizen import Citizen
from cases.models.codes import Code

MOVE, REOPEN = Permission.CASE_MOVE, Permission.CASE_REOPEN
APPROVE = Permission.PLAN_APPROVE
MOVED = "flyttet"


class Track(models.TextChoices):
    COPENHAGEN = "copenhagen", _("Københavnermodellen")
    UKRAINE = "ukraine", _("Særlov (Ukraine)")
    GENERAL = "general", _("Almen indsats")


class Case(Lifecycle):
    """Forløb: oprettet, planlagt, aktivt, i bero, flyttet, afsluttet eller annulleret."""

    class State(models.TextChoices):
        CREATED = "created", _("Oprettet")
        PLANNED = "planned", _("Planlagt")
        ACTIVE = "active", _("Aktivt")
        PAUSED = "paused", _("Sat i bero")
        MOVING = "moving", _("Flyttet – afventer overtagelse")
        CLOSED = "closed", _("Afsluttet")
        CANCELLED = "cancelled", _("Annulleret")

    ENDED: ClassVar = frozenset({"closed", "cancelled"})
    RUNNING: ClassVar = frozenset({"planned", "active", "paused", "moving"})
    kind: ClassVar = "Case"

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="cases")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cases")
    responsible = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="own_cases"
    )
    track = models.CharField(_("spor"), max_length=20, choices=Track.choices)
    in_programme = models.BooleanField(_("i programmet"), default=False)
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued_by"
    )
    residence_basis = models.CharField(_("opholdsgrundlag"), max_length=40)
    handover_rule = models.CharField(max_length=20, blank=True, editable=False)
    state = fsm.FSMField(
        _("tilstand"), default=State.CREATED, choices=State.choices, protected=True
    )

    # Anchors: local dates. handover_on is the one that counts; the other two say where from.
    opened_on = models.DateField(_("oprettet"))
    allocated_on = models.DateField(_("visiteret til kommunen"), null=True, blank=True)
    arrived_on = models.DateField(_("ankommet til København"), null=True, blank=True)
    cpr_registered_on = models.DateField(_("CPR-registreret som tilflyttet"), null=True, blank=True)
    handover_computed_on = models.DateField(_("beregnet overgivelse"), null=True, blank=True)
    handover_agreed_on = models.DateField(_("aftalt overgivelse"), null=True, blank=True)
    handover_on = models.DateField(_("overgivelse"), null=True, blank=True)
    danish_allowed_on = models.DateField(_("kan påbegynde danskuddannelse"), null=True, blank=True)
    danish_requested_on = models.DateField(
        _("ansøgt eller henvist til danskuddannelse"), null=True, blank=True
    )
    welcome_letter_on = models.DateField(_("velkomstbrev om dansk"), null=True, blank=True)
    asylum_centre = models.CharField(_("asylcenter"), max_length=100, blank=True)

    paused_on = models.DateField(_("i bero fra"), null=True, blank=True)
    pause_expected_end_on = models.DateField(_("forventes genoptaget"), null=True, blank=True)
    moves_to = models.CharField(_("ny kommune"), max_length=100, blank=True)
    closed_on = models.DateField(_("afsluttet"), null=True, blank=True)
    end_reason = models.CharField(_("afslutningsårsag"), max_length=40, blank=True)
    no_measurement = models.CharField(
        _("hvorfor ingen afsluttende måling?"), max_length=300, blank=True
    )

    class Meta:
        verbose_name = _("forløb")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["citizen"],
                condition=~Q(state__in=["closed", "cancelled"]),
                name="one_open_case_per_citizen",
            ),
            models.CheckConstraint(
                name="case_state_is_known",
                condition=Q(
                    state__in=[
                        "created",
                        "planned",
                        "active",
                        "paused",
                        "moving",
                        "closed",
                        "cancelled",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="nobody_is_without_a_responsible",
                condition=Q(responsible__isnull=False)
                | Q(state__in=["created", "closed", "cancelled"]),
            ),
            models.CheckConstraint(
                name="moving_case_has_a_new_municipality",
                condition=~Q(state="moving") | ~Q(moves_to=""),
            ),
            models.UniqueConstraint(fields=["continues"], name="one_case_continues_another"),
            models.CheckConstraint(
                name="ended_case_has_date_and_reason",
                condition=Q(state__in=["closed", "cancelled"], closed_on__isnull=False)
                & ~Q(end_reason="")
                | Q(closed_on__isnull=True, end_reason="") & ~Q(state__in=["closed", "cancelled"]),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["responsible", "state"], name="case_responsible"),
            models.Index(fields=["unit", "state"], name="case_unit"),
        ]

    def __str__(self) -> str:
        return f"Forløb {self.pk}"

    def get_end_reason_text(self) -> str:
        """The reason given to the steps that end with the case, in words."""
        codes = Code.objects.filter(table="case_end_reason", code=self.end_reason)
        label = codes.values_list("label", flat=True).first() or self.end_reason
        return f"Sagen er {self.state_label.lower()}: {label[:1].lower()}{label[1:]}"

    @move(State.CREATED, State.PLANNED, _("Planlæg"), needs=MOVE, guards=(has_responsible,))
    def plan(self, *, on: date) -> None: ...

    @move(State.PLANNED, State.ACTIVE, _("Overtag"), needs=MOVE, guards=(handover_reached,))
    def take_over(self, *, on: date) -> None: ...

    @move(State.ACTIVE, State.PAUSED, _("Sæt i bero"), needs=MOVE, reasons="pause_reason")
    def pause(self, *, on: date, pause_expected_end_on: date | None = None) -> None:
        self.paused_on = on
        self.pause_expected_end_on = pause_expected_end_on

    @move(State.PAUSED, State.ACTIVE, _("Genoptag"), needs=MOVE)
    def resume(self, *, on: date) -> None:
        self.paused_on = self.pause_expected_end_on = None

    @move(State.PLANNED, State.PLANNED, _("Godkend planen"), needs=APPROVE, guards=(not_own_plan,))
    @move(State.ACTIVE, State.ACTIVE, _("Godkend planen"), needs=APPROVE, guards=(not_own_plan,))
    def approve_plan(self, *, on: date) -> None:
        """The event says who and when; a step added or cancelled later takes it back (derived)."""

    @move((State.ACTIVE, State.PAUSED), State.MOVING, _("Meld flytning"), needs=MOVE)
    def report_move(self, *, on: date, moves_to: str) -> None:
        """INL § 18: the new municipality takes over only if it approves; the steps run on."""
        self.moves_to = moves_to
        self.paused_on = self.pause_expected_end_on = None

    @move(State.MOVING, State.CLOSED, _("Registrér overtaget"), needs=MOVE)
    def hand_over(self, *, on: date) -> None:
        self.closed_on = on
        self.end_reason = MOVED

    @move(State.MOVING, State.ACTIVE, _("Registrér ikke overtaget"), needs=MOVE, reasons="*")
    def keep(self, *, on: date) -> None:
        self.moves_to = ""

    @move(
        (State.CREATED, State.PLANNED, State.ACTIVE, State.PAUSED, State.MOVING),
        State.CLOSED,
        _("Afslut"),
        needs=MOVE,
        reasons="case_end_reason",
    )
    def close(self, *, on: date, reason: str, no_measurement: str = "") -> None:
        self.closed_on = on
        self.end_reason = reason
        self.no_measurement = no_measurement

    @move(
        (State.PLANNED, State.ACTIVE, State.PAUSED),
        State.CLOSED,
        _("Skift spor"),
        needs=MOVE,
        guards=(has_responsible,),
        reasons="track_change_reason",
    )
    def change_track(self, *, on: date, reason: str, residence_basis: str = "") -> None:
        """This case ends as it was; the basis that was typed is that of the case that follows."""
        self.closed_on = on
        self.end_reason = reason

    @move(
        (State.CREATED, State.PLANNED, State.ACTIVE, State.PAUSED, State.MOVING),
        State.CANCELLED,
        _("Annullér (fejloprettet)"),
        needs=MOVE,
        four_eyes=Permission.DECIDE_APPROVAL,
    )
    def cancel(self, *, on: date) -> None:
        self.closed_on = on
        self.end_reason = "fejloprettet"

    @move(
        State.CLOSED,
        State.ACTIVE,
        _("Genåbn"),
        needs=REOPEN,
        guards=(not_dead, not_continued, within_programme_period, has_responsible),
        reasons="*",
        reentry=True,
    )
    def reopen(self, *, on: date) -> None:
        self.closed_on = None
        self.end_reason = self.moves_to = self.no_measurement = ""
