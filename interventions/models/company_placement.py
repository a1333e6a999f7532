from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.roles import Permission
from cases.lifecycle import move
from interventions.models.guards import case_active, case_runs
from interventions.models.step import Step

MOVE, AGREE, TIME = (
    Permission.PLACEMENT_MOVE,
    Permission.PLACEMENT_AGREE,
    Permission.TIME_MOVE,
)

MOST_EMPLOYEES, MOST_SUPPORTED = 100_000, 10_000  # more is a slip of the keyboard


def has_goal(step: CompanyPlacement, _by: Actor) -> str:
    """The policy: a company effort never stands alone; it always has goals (R12)."""
    if any(goal.state == "active" for goal in step.goals.all()):
        return ""
    return f"{step.get_form_display()} skal have mindst ét fagligt, socialt eller sprogligt mål"


class CompanyPlacement(Step):
    """Virksomhedspraktik: never alone, always with goals; also wage subsidy and utility job."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Under planlægning")
        MATCHED = "matched", _("Virksomhed fundet")
        AGREED = "agreed", _("Aftale indgået")
        RUNNING = "running", _("I gang")
        PAUSED = "paused", _("På pause")
        COMPLETED = "completed", _("Gennemført")
        BROKEN_OFF = "broken_off", _("Afbrudt")
        CANCELLED = "cancelled", _("Aflyst")
        LAPSED = "lapsed", _("Bortfaldet")

    class Form(models.TextChoices):
        PLACEMENT = "placement", _("Virksomhedspraktik")
        WAGE_SUBSIDY = "wage_subsidy", _("Løntilskud")
        UTILITY_JOB = "utility_job", _("Nytteindsats")

    class Purpose(models.TextChoices):
        ORDINARY_HOURS = "ordinary_hours", _("Ordinære løntimer")
        TRAINING = "training", _("Optræning af bestemte kompetencer")
        CLARIFICATION = "clarification", _("Afklaring af job- eller uddannelsesmål")

    class Continuation(models.TextChoices):
        ORDINARY_HOURS = "ordinary_hours", _("Ordinære løntimer")
        JOB = "job", _("Job")
        NEW_PLACEMENT = "new_placement", _("Ny praktik")
        EDUCATION = "education", _("Uddannelse")
        OTHER = "other", _("Andet")

    ENDED: ClassVar = frozenset({"completed", "broken_off", "cancelled", "lapsed"})
    label: ClassVar = _("Virksomhedspraktik")
    shared_by_default: ClassVar = True
    told_to_mentor: ClassVar = frozenset(
        {"form", "company", "hours_per_week", "planned_from", "planned_to"}
    )

    form = models.CharField(_("form"), max_length=20, choices=Form.choices, default=Form.PLACEMENT)
    company = models.CharField(_("virksomhed"), max_length=200, blank=True)
    cvr = models.CharField(
        _("CVR-nummer"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("CVR-nummeret har 8 cifre."))],
    )
    p_number = models.CharField(
        _("p-nummer"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^\d{10}$", _("P-nummeret har 10 cifre."))],
    )
    contact = models.CharField(_("kontaktperson"), max_length=200, blank=True)
    tasks = models.TextField(_("opgaver"), blank=True)
    hours_per_week = models.PositiveSmallIntegerField(
        _("timer om ugen"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(37)],
    )
    planned_from = models.DateField(_("aftalt fra"), null=True, blank=True)
    planned_to = models.DateField(_("aftalt til"), null=True, blank=True)
    purpose = models.CharField(_("formål"), max_length=20, choices=Purpose.choices, blank=True)
    signed = models.BooleanField(
        _("Aftalen er underskrevet af virksomhed, borger og jobcenter"), default=False
    )
    ordinary_employees = models.PositiveIntegerField(
        _("ordinært ansatte"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_EMPLOYEES)],
        help_text=_("Fuldtidspersoner på p-nummeret uden tilskud, gennemsnit af fire måneder."),
    )
    supported_employees = models.PositiveSmallIntegerField(
        _("andre i praktik, løntilskud eller nytteindsats på stedet"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_SUPPORTED)],
        help_text=_("Talt her i systemet. Ret tallet, hvis virksomheden oplyser et andet."),
    )
    hearing_on = models.DateField(_("medarbejderrepræsentanten er hørt"), null=True, blank=True)
    quota_checked = models.BooleanField(
        _("Rimelighedskravet er opfyldt, og medarbejderne er hørt"), default=False
    )
    special_need = models.BooleanField(_("Der er et helt særligt behov"), default=False)
    paused_on = models.DateField(_("på pause fra"), null=True, blank=True)
    continues_as = models.CharField(
        _("hvad sker der bagefter?"), max_length=20, choices=Continuation.choices, blank=True
    )
    continues_note = models.TextField(_("mere om det, der sker bagefter"), blank=True)

    @property
    def told_as(self) -> str:
        """A wage subsidy or a utility job is never called a placement."""
        return self.get_form_display()

    @move(State.DRAFT, State.MATCHED, _("Virksomhed fundet"), needs=MOVE, guards=(case_runs,))
    def match(  # noqa: PLR0913 - the agreement's facts, each a column
        self,
        *,
        on: date,
        form: str,
        company: str,
        cvr: str,
        p_number: str,
        contact: str,
        tasks: str,
        hours_per_week: int,
        planned_from: date,
        planned_to: date,
    ) -> None:
        self.form, self.company, self.cvr, self.p_number = form, company, cvr, p_number
        self.contact, self.tasks, self.hours_per_week = contact, tasks, hours_per_week
        self.planned_from, self.planned_to = planned_from, planned_to

    @move(
        State.MATCHED,
        State.AGREED,
        _("Indgå aftale"),
        needs=AGREE,
        guards=(case_runs, has_goal),
    )
    def agree(
        self,
        *,
        on: date,
        purpose: str,
        signed: bool,
        quota_checked: bool,
        ordinary_employees: int | None = None,
        supported_employees: int | None = None,
        hearing_on: date | None = None,
    ) -> None:
        self.purpose, self.signed, self.quota_checked = purpose, signed, quota_checked
        self.ordinary_employees, self.supported_employees = ordinary_employees, supported_employees
        self.hearing_on = hearing_on

    @move(State.AGREED, State.RUNNING, _("Start"), needs=MOVE, guards=(case_active, has_goal))
    def start(self, *, on: date) -> None:
        self.starts_on = on

    @move(State.RUNNING, State.RUNNING, _("Registrér fravær"), needs=MOVE)
    def record_absence(self, *, on: date) -> None:
        """The days stand as an Absence of their own; neither the end nor a deadline moves."""

    @move(
        State.RUNNING,
        State.RUNNING,
        _("Forlæng"),
        needs=MOVE,
        guards=(case_active, has_goal),
        reasons="*",
    )
    def extend(self, *, on: date, planned_to: date, special_need: bool = False) -> None:
        self.planned_to, self.special_need = planned_to, special_need

    @move(State.RUNNING, State.PAUSED, _("Sæt på pause"), needs=MOVE, reasons="pause_reason")
    def pause(self, *, on: date) -> None:
        self.paused_on = on

    @move(State.PAUSED, State.RUNNING, _("Genoptag"), needs=MOVE, guards=(case_active,))
    def resume(self, *, on: date) -> None:
        """The first day back: the agreed end moves by every recorded day of the pause."""
        if self.paused_on and self.planned_to:
            self.planned_to += timedelta(days=(on - self.paused_on).days)
        self.paused_on = None

    @move(State.RUNNING, State.COMPLETED, _("Gennemfør"), needs=MOVE, guards=(case_active,))
    def complete(self, *, on: date, continues_as: str, continues_note: str = "") -> None:
        self.continues_as, self.continues_note = continues_as, continues_note
        self._end(on)

    @move(
        (State.RUNNING, State.PAUSED),
        State.BROKEN_OFF,
        _("Afbryd"),
        needs=MOVE,
        reasons="placement_end_reason",
    )
    def break_off(
        self, *, on: date, reason: str, continues_as: str, continues_note: str = ""
    ) -> None:
        self.continues_as, self.continues_note = continues_as, continues_note
        self._end(on, reason)

    @move(
        (State.DRAFT, State.MATCHED, State.AGREED),
        State.CANCELLED,
        _("Aflys"),
        needs=MOVE,
        reasons="*",
    )
    def cancel(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(
        (State.RUNNING, State.PAUSED),
        State.BROKEN_OFF,
        _("Bortfald"),
        needs=TIME,
        by_time=True,
    )
    @move(
        (State.DRAFT, State.MATCHED, State.AGREED),
        State.LAPSED,
        _("Bortfald"),
        needs=TIME,
        by_time=True,
    )
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
