from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.roles import Permission
from cases.lifecycle import move
from interventions.law.danish import (
    CITY_SCHOOL,
    COVERED_TYPE,
    LAST_MODULE,
    MARKS,
    PRIVATE_SCHOOL,
    SELF_SUPPORTING_TYPE,
    participant_type,
    right_ends_on,
)
from interventions.law.danish import right_left as has_right
from interventions.models.danish_team import weekly_hours
from interventions.models.guards import case_active, case_runs
from interventions.models.step import Step

MOVE, REOPEN, TIME = Permission.STEP_MOVE, Permission.STEP_REOPEN, Permission.TIME_MOVE


def right_left(step: DanishEducation, by: Actor) -> str:
    """INL § 21 stk. 3: up to five years; no pause stops the clock."""
    allowed_on = step.case.danish_allowed_on
    if allowed_on is None or has_right(allowed_on, by.today):
        return ""
    return (
        f"Retten til danskuddannelse udløb den {right_ends_on(allowed_on):%d-%m-%Y}. Dansk indgår "
        "nu i de beskæftigelsesrettede tilbud: brug jobdansk eller virksomhedsrettet dansk."
    )


def modules_left(step: DanishEducation, _by: Actor) -> str:
    if step.passed_module != LAST_MODULE:
        return ""
    return "Alle seks moduler er bestået. Registrér prøven, eller skift danskuddannelse."


class DanishEducation(Step):
    """Danskuddannelse (INL § 21): three educations of six modules, each with a test at its end."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planlagt")
        REFERRED = "referred", _("Henvist")
        EXEMPT = "exempt", _("Fritaget")
        PLACED = "placed", _("Indplaceret")
        RUNNING = "running", _("I gang")
        PAUSED = "paused", _("På pause")
        PASSED = "passed", _("Bestået")
        BROKEN_OFF = "broken_off", _("Afbrudt")
        RIGHT_EXPIRED = "right_expired", _("Retten er udløbet")
        LAPSED = "lapsed", _("Bortfaldet")

    class Participant(models.TextChoices):
        COVERED = COVERED_TYPE, _("I-kursist (integrationsloven)")
        SELF_SUPPORTING = SELF_SUPPORTING_TYPE, _("S-kursist (klippekort)")

    class School(models.TextChoices):
        CITY = CITY_SCHOOL, _("Jobcenter Københavns sprogskole")
        PRIVATE = PRIVATE_SCHOOL, _("Privat sprogskole")

    class Level(models.TextChoices):
        DU1 = "du1", _("DU 1")
        DU2 = "du2", _("DU 2")
        DU3 = "du3", _("DU 3")

    class Test(models.TextChoices):
        PD1 = "PD1", _("Prøve i Dansk 1")
        PD2 = "PD2", _("Prøve i Dansk 2")
        PD3 = "PD3", _("Prøve i Dansk 3")
        SP = "SP", _("Studieprøven")

    ENDED: ClassVar = frozenset({"exempt", "passed", "broken_off", "right_expired", "lapsed"})
    label: ClassVar = _("Danskuddannelse")
    shared_by_default: ClassVar = True
    told_to_mentor: ClassVar = frozenset({"school_kind", "school", "level", "module", "days"})

    participant_type = models.CharField(
        _("kursisttype"), max_length=1, choices=Participant.choices, blank=True
    )
    school_kind = models.CharField(
        _("sprogskole"), max_length=10, choices=School.choices, blank=True
    )
    school = models.CharField(_("skolens navn og sted"), max_length=200, blank=True)
    level = models.CharField(_("danskuddannelse"), max_length=3, choices=Level.choices, blank=True)
    module = models.PositiveSmallIntegerField(
        _("modul"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LAST_MODULE)],
    )
    passed_module = models.PositiveSmallIntegerField(
        _("senest beståede modul"), null=True, blank=True
    )
    placement_test = models.CharField(_("indplaceringstest"), max_length=200, blank=True)
    days = models.CharField(
        _("undervisningsdage"), max_length=200, blank=True, help_text=_("Fx »tirsdag kl. 17-20«.")
    )
    hours_per_week = weekly_hours(null=True, blank=True)
    paused_on = models.DateField(_("på pause fra"), null=True, blank=True)
    test = models.CharField(_("bestået prøve"), max_length=3, choices=Test.choices, blank=True)
    mark_written = models.CharField(
        _("karakter, skriftlig"), max_length=2, choices=[(m, m) for m in MARKS], blank=True
    )
    mark_oral = models.CharField(
        _("karakter, mundtlig"), max_length=2, choices=[(m, m) for m in MARKS], blank=True
    )

    @move(State.PLANNED, State.REFERRED, _("Henvis"), needs=MOVE, guards=(case_runs, right_left))
    def refer(self, *, on: date, school_kind: str = "", school: str = "") -> None:
        self.participant_type = participant_type(self.case.residence_basis)
        self.school_kind, self.school = school_kind, school

    @move(
        (State.PLANNED, State.REFERRED),
        State.EXEMPT,
        _("Fritag"),
        needs=MOVE,
        guards=(case_runs, right_left),
        reasons="danish_exemption_reason",
    )
    def exempt(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(State.REFERRED, State.PLACED, _("Indplacér"), needs=MOVE, guards=(case_runs, right_left))
    def place(
        self, *, on: date, level: str, module: int, hours_per_week: int | None = None,
        days: str = "", placement_test: str = "",
    ) -> None:  # fmt: skip
        self.level, self.module, self.days = level, module, days
        self.hours_per_week, self.placement_test = hours_per_week, placement_test

    @move(State.PLACED, State.RUNNING, _("Start"), needs=MOVE, guards=(case_active, right_left))
    def start(self, *, on: date) -> None:
        self.starts_on = on

    @move(
        State.RUNNING,
        State.RUNNING,
        _("Registrér bestået modul"),
        needs=MOVE,
        guards=(right_left, modules_left),
    )
    def pass_module(self, *, on: date) -> None:
        """The module she is at; after the sixth there is no next one."""
        self.passed_module = self.module
        self.module = min((self.module or 0) + 1, LAST_MODULE)

    @move(
        State.RUNNING,
        State.RUNNING,
        _("Skift danskuddannelse"),
        needs=MOVE,
        guards=(case_runs, right_left),
    )
    def change_level(self, *, on: date, level: str, module: int) -> None:
        self.level, self.module, self.passed_module = level, module, None

    @move(
        State.RUNNING,
        State.PAUSED,
        _("Sæt på pause"),
        needs=MOVE,
        guards=(right_left,),
        reasons="pause_reason",
    )
    def pause(self, *, on: date) -> None:
        self.paused_on = on

    @move(State.PAUSED, State.RUNNING, _("Genoptag"), needs=MOVE, guards=(case_active, right_left))
    def resume(self, *, on: date) -> None:
        self.paused_on = None

    @move(State.RUNNING, State.PASSED, _("Prøve bestået"), needs=MOVE, guards=(right_left,))
    def pass_test(self, *, on: date, test: str, mark_written: str, mark_oral: str) -> None:
        self.test, self.mark_written, self.mark_oral = test, mark_written, mark_oral
        self._end(on)

    @move(
        (State.RUNNING, State.PAUSED),
        State.BROKEN_OFF,
        _("Afbryd"),
        needs=MOVE,
        guards=(right_left,),
        reasons="danish_end_reason",
    )
    def break_off(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(
        State.BROKEN_OFF,
        State.RUNNING,
        _("Genåbn"),
        needs=REOPEN,
        guards=(case_active, right_left),
        reasons="*",
        reentry=True,
    )
    def reopen(self, *, on: date) -> None:
        self.paused_on = None
        self._reenter()

    @move(
        (State.PLANNED, State.REFERRED, State.PLACED, State.RUNNING, State.PAUSED),
        State.RIGHT_EXPIRED,
        _("Retten udløber"),
        needs=TIME,
        by_time=True,
    )
    def expire(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(
        (State.RUNNING, State.PAUSED),
        State.BROKEN_OFF,
        _("Bortfald"),
        needs=TIME,
        by_time=True,
    )
    @move(
        (State.PLANNED, State.REFERRED, State.PLACED),
        State.LAPSED,
        _("Bortfald"),
        needs=TIME,
        by_time=True,
    )
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
