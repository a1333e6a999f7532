from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import Case, EmploymentSpell
from interventions.models import CompanyPlacement, DanishEducation
from tests.lifecycles.guarded.base import (
    CLOSED,
    NOT_ACTIVE,
    Guarded,
    case_closed,
    case_paused,
)

RIGHT_OVER = (
    "Retten til danskuddannelse udløb den 15-01-2023. Dansk indgår nu i de beskæftigelsesrettede "
    "tilbud: brug jobdansk eller virksomhedsrettet dansk."
)
ALL_SIX = "Alle seks moduler er bestået. Registrér prøven, eller skift danskuddannelse."
NO_NEED = (
    "Jobdansk er for jobsøgende, der mangler dansk for at komme i job eller praktik. "
    "Registrér behovet »Utilstrækkelige danskkundskaber« først."
)
IN_JOB = (
    "Borgeren er i job hos Havnens Kantine, og jobdansk er for jobsøgende. "
    "Brug virksomhedsrettet dansk på arbejdspladsen."
)
NO_WORKPLACE = (
    "Virksomhedsrettet dansk følger en virksomhedspraktik, der er aftalt eller i gang, eller "
    "et job. Aftal praktikken, eller registrér jobbet først."
)


def right_over(row: Any) -> None:
    Case.objects.filter(pk=row.case_id).update(danish_allowed_on=date(2018, 1, 15))


def six_passed(row: Any) -> None:
    DanishEducation.objects.filter(pk=row.pk).update(passed_module=6)


def need_met(row: Any) -> None:
    row.case.citizen.needs.filter(code="dansk").update(
        status="resolved", resolved_on=row.case.handover_on
    )


def found_a_job(row: Any) -> None:
    EmploymentSpell.objects.create(
        citizen=row.case.citizen, employer="Havnens Kantine", support="ingen",
        from_on=row.case.handover_on, evidence="documented",
    )  # fmt: skip


def placement_over(row: Any) -> None:
    CompanyPlacement.objects.filter(case=row.case_id).update(
        state="cancelled", ended_on=row.case.handover_on
    )


GUARDED: list[Guarded] = [
    ("DanishEducation", "planned", "refer", "case_runs", case_closed, CLOSED),
    ("DanishEducation", "planned", "refer", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "planned", "exempt", "case_runs", case_closed, CLOSED),
    ("DanishEducation", "planned", "exempt", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "referred", "exempt", "case_runs", case_closed, CLOSED),
    ("DanishEducation", "referred", "exempt", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "referred", "place", "case_runs", case_closed, CLOSED),
    ("DanishEducation", "referred", "place", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "placed", "start", "case_active", case_paused, NOT_ACTIVE),
    ("DanishEducation", "placed", "start", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "running", "pass_module", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "running", "pass_module", "modules_left", six_passed, ALL_SIX),
    ("DanishEducation", "running", "change_level", "case_runs", case_closed, CLOSED),
    ("DanishEducation", "running", "change_level", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "running", "pause", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "paused", "resume", "case_active", case_paused, NOT_ACTIVE),
    ("DanishEducation", "paused", "resume", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "running", "pass_test", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "running", "break_off", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "paused", "break_off", "right_left", right_over, RIGHT_OVER),
    ("DanishEducation", "broken_off", "reopen", "case_active", case_paused, NOT_ACTIVE),
    ("DanishEducation", "broken_off", "reopen", "right_left", right_over, RIGHT_OVER),
    ("JobDanish", "planned", "enrol", "case_runs", case_closed, CLOSED),
    ("JobDanish", "planned", "enrol", "needs_danish", need_met, NO_NEED),
    ("JobDanish", "planned", "enrol", "seeks_job", found_a_job, IN_JOB),
    ("JobDanish", "did_not_attend", "enrol", "case_runs", case_closed, CLOSED),
    ("JobDanish", "did_not_attend", "enrol", "needs_danish", need_met, NO_NEED),
    ("JobDanish", "did_not_attend", "enrol", "seeks_job", found_a_job, IN_JOB),
    ("JobDanish", "enrolled", "start", "case_active", case_paused, NOT_ACTIVE),
    ("WorkplaceDanish", "planned", "enrol", "case_runs", case_closed, CLOSED),
    ("WorkplaceDanish", "planned", "enrol", "has_workplace", placement_over, NO_WORKPLACE),
    ("WorkplaceDanish", "did_not_attend", "enrol", "case_runs", case_closed, CLOSED),
    ("WorkplaceDanish", "did_not_attend", "enrol", "has_workplace", placement_over, NO_WORKPLACE),
    ("WorkplaceDanish", "enrolled", "start", "case_active", case_paused, NOT_ACTIVE),
]  # fmt: skip
