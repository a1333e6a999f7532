from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.roles import Permission
from cases.lifecycle import move
from interventions.law.months import add_months
from interventions.models.contract_terms import ContractTerms
from interventions.models.guards import case_active, case_runs
from interventions.models.step import Step

MOVE, TIME = Permission.STEP_MOVE, Permission.TIME_MOVE
PROGRAMME_MONTHS = 60  # INL § 16: the introduction period, counted from handover


def period_is_over(programme: IntegrationProgramme, by: Actor) -> str:
    handover_on = programme.case.handover_on
    if handover_on is None:
        return "Overgivelsesdatoen kendes ikke, så perioden kan ikke være udløbet."
    last = add_months(handover_on, PROGRAMME_MONTHS)
    return "" if by.today > last else f"Introduktionsperioden løber til {last:%d-%m-%Y}."


class IntegrationProgramme(Step, ContractTerms):
    """Introduktionsprogram (INL §§ 16–19): from the contract to job, education or five years.

    The columns of ContractTerms are the contract in force; a revision keeps the version before.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planlagt")
        CONTRACTED = "contracted", _("Kontrakt indgået")
        RUNNING = "running", _("I gang")
        PAUSED = "paused", _("På pause")
        COMPLETED = "completed", _("Gennemført")
        EXPIRED = "expired", _("Udløbet")
        BROKEN_OFF = "broken_off", _("Afbrudt")
        LAPSED = "lapsed", _("Bortfaldet")

    ENDED: ClassVar = frozenset({"completed", "expired", "broken_off", "lapsed"})
    label: ClassVar = _("Introduktionsprogram")

    @move(State.PLANNED, State.CONTRACTED, _("Indgå kontrakt"), needs=MOVE, guards=(case_runs,))
    def agree_contract(
        self,
        *,
        on: date,
        job_goal: str,
        contract_goals: str,
        activities: str,
        signed_by_citizen_on: date,
        signed_by_municipality_on: date,
        declaration_signed_on: date | None = None,
        declaration_refusal: str = "",
    ) -> None:
        self._set_goals(job_goal, contract_goals, activities)
        self._set_signatures(signed_by_citizen_on, signed_by_municipality_on)
        self._set_declaration(declaration_signed_on, declaration_refusal)

    @move(State.CONTRACTED, State.RUNNING, _("Start"), needs=MOVE, guards=(case_active,))
    def start(self, *, on: date) -> None:
        self.starts_on = on

    @move(
        State.CONTRACTED,
        State.CONTRACTED,
        _("Revidér kontrakten"),
        needs=MOVE,
        guards=(case_runs,),
        reasons="*",
    )
    @move(
        State.RUNNING,
        State.RUNNING,
        _("Revidér kontrakten"),
        needs=MOVE,
        guards=(case_runs,),
        reasons="*",
    )
    def revise_contract(
        self,
        *,
        on: date,
        job_goal: str,
        contract_goals: str,
        activities: str,
        signed_by_citizen_on: date,
        signed_by_municipality_on: date,
        declaration_signed_on: date | None = None,
        declaration_refusal: str = "",
    ) -> None:
        self._set_goals(job_goal, contract_goals, activities)
        self._set_signatures(signed_by_citizen_on, signed_by_municipality_on)
        self._set_declaration(declaration_signed_on, declaration_refusal)

    @move(State.RUNNING, State.PAUSED, _("Sæt på pause"), needs=MOVE, reasons="pause_reason")
    def pause(self, *, on: date) -> None: ...

    @move(State.PAUSED, State.RUNNING, _("Genoptag"), needs=MOVE, guards=(case_active,))
    def resume(self, *, on: date) -> None: ...

    @move(
        (State.RUNNING, State.PAUSED),
        State.COMPLETED,
        _("Gennemført"),
        needs=MOVE,
        reasons="programme_end_reason",
    )
    def complete(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(
        (State.CONTRACTED, State.RUNNING, State.PAUSED),
        State.BROKEN_OFF,
        _("Afbryd"),
        needs=MOVE,
        reasons="programme_break_off_reason",
    )
    def break_off(self, *, on: date, reason: str) -> None:
        self._end(on, reason)

    @move(
        (State.PLANNED, State.CONTRACTED, State.RUNNING, State.PAUSED),
        State.EXPIRED,
        _("Udløbet"),
        needs=TIME,
        guards=(period_is_over,),
        by_time=True,
    )
    def expire(self, *, on: date) -> None:
        self._end(on, "introduktionsperioden er udløbet")

    @move((State.RUNNING, State.PAUSED), State.BROKEN_OFF, _("Bortfald"), needs=TIME, by_time=True)
    @move((State.PLANNED, State.CONTRACTED), State.LAPSED, _("Bortfald"), needs=TIME, by_time=True)
    def lapse(self, *, on: date, reason: str) -> None:
        self._end(on, reason)
