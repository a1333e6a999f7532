"""Steps that stand ready for each move of permissions.csv, by the ordinary moves."""

from __future__ import annotations

from typing import Any

from cases.models import Case
from config.demo.companies import COMPANIES
from config.world.cast import Told
from config.world.staff import Staff
from interventions.actions.follow_ups import log_follow_up
from interventions.actions.perform import perform
from interventions.actions.steps import add_goal, add_step
from interventions.law.months import add_months
from interventions.models import KINDS, Mentoring

BEGAN, PAUSED = 21, 7  # days ago
HOURS = 7
MENTORS = (("mentor_long_ended", 55), ("mentor_ended", 20), ("mentor", 3))  # since days ago


def take_over(staff: Staff, told: Told) -> None:
    case = told.again()
    ago = (staff.now.date() - (case.handover_on or case.opened_on)).days
    perform(case, "take_over", by=staff.ago(told.author, ago))


def placements(staff: Staff, told: Told) -> None:
    """One to cancel, one to start, one to pause, one to resume and one to complete."""
    first = _planned(told, "CompanyPlacement")
    told.steps["transition_cancel"] = first.pk
    for number, (name, states) in enumerate(_READY.items()):
        by = staff.ago(told.responsible, BEGAN)
        row: Any = add_step(told.again(), "CompanyPlacement", by=by)
        told.steps[name] = row.pk
        for move in states:
            ago = PAUSED if move == "pause" else BEGAN
            by = staff.ago(told.responsible, ago)
            if move == "agree":
                add_goal(row, by=by, type="social", text="Tale med kolleger", sign="Hilser")
            row = perform(row, move, _placement(staff, number, move), by=by)
    told.steps["CompanyPlacement"] = told.steps["transition_complete"]


_READY = {
    "transition_start": ("match", "agree"),
    "transition_pause": ("match", "agree", "start"),
    "transition_resume": ("match", "agree", "start", "pause"),
    "transition_complete": ("match", "agree", "start"),
}


def _placement(staff: Staff, number: int, move: str) -> dict[str, Any]:
    company = COMPANIES[number]
    begins, today = staff.ago("cw", BEGAN).today, staff.ago("cw", 0).today
    if move == "match":
        return {
            **company._asdict(), "form": "placement", "hours_per_week": HOURS,
            "planned_from": begins, "planned_to": today,
        }  # fmt: skip
    others: dict[str, dict[str, Any]] = {
        "agree": {"purpose": "training", "signed": True, "quota_checked": True},
        "pause": {"reason": "sygdom"},
    }
    return others.get(move, {})


def danish(staff: Staff, told: Told) -> None:
    """One that was broken off and can be reopened, which the mentor may know of."""
    row, by = _planned(told, "DanishEducation"), staff.ago(told.author, 70)
    where = {"school_kind": "city", "school": "Nørrebro", "danish_allowed_on": by.today}
    moves: tuple[tuple[int, str, dict[str, Any]], ...] = (
        (70, "refer", where),
        (65, "place", {"level": "du3", "module": 1, "days": "Tirsdag"}),
        (60, "start", {}),
        (50, "break_off", {"reason": "job"}),
    )
    for days, move, data in moves:
        row = perform(row, move, data, by=staff.ago(told.author, days))
    told.steps["DanishEducation"] = told.steps["transition_reopen"] = row.pk


def programme(_staff: Staff, told: Told) -> None:
    """Not shared with the mentor."""
    told.steps["IntegrationProgramme"] = _planned(told, "IntegrationProgramme").pk


def health(staff: Staff, told: Told) -> None:
    row, words = _planned(told, "HealthAssessment"), told.markers["health"]
    data = {"existing_information": words, "guidance_given": True}
    perform(row, "offer", data, by=staff.ago(told.author, 70))
    told.steps["HealthAssessment"] = row.pk


def mentoring(staff: Staff, told: Told, mentors: tuple[tuple[str, int], ...] = MENTORS) -> None:
    """From mentor to mentor; each of them writes in her own time."""
    row = perform(_planned(told, "Mentoring"), "offer", by=staff.ago(told.responsible, 70))
    told.steps["Mentoring"] = row.pk
    until = add_months(told.again().arrived_on or told.case.opened_on, 12)
    for key, since in mentors:
        first, mentor = row.state == Mentoring.State.OFFERED, staff.users[key].pk
        more = ("until", until) if first else ("handover_note", told.markers["plan_steps_shared"])
        data: dict[str, Any] = {"mentor": mentor, more[0]: more[1]}
        name = "assign" if first else "change_mentor"
        row = perform(row, name, data, by=staff.ago(told.responsible, since))
        mine = key == mentors[-1][0]
        _write(staff, told, key, since - 1, own=mine, name="own_old" if mine else f"of_{key}")
    _write(staff, told, mentors[-1][0], 0.1, own=True, name="own_new")
    told.follow_ups["other"] = told.follow_ups[f"of_{mentors[0][0]}"] if mentors[1:] else 0


def _write(staff: Staff, told: Told, key: str, ago: float, *, own: bool, name: str) -> None:
    by = staff.ago(key, ago)
    text = told.markers["mentor_log_own" if own else "mentor_log_other"]
    data = {
        "occurred_on": by.today, "outcome": "completed", "contact_form": "in_person",
        "topics": [], "text": text, "help_wanted": False,
    }  # fmt: skip
    step = Mentoring.objects.get(pk=told.steps["Mentoring"])
    row = log_follow_up(step, data, by=by, key=f"verden-{told.variant}-{name}")
    told.follow_ups[name] = row.pk


def _planned(told: Told, kind: str) -> Any:
    model: Any = KINDS[kind]
    return model._default_manager.filter(case=told.case.pk).order_by("pk")[0]


def close(staff: Staff, told: Told) -> Case:
    words = {"reason": "job", "no_measurement": "Borgeren mødte ikke"}
    closed: Case = perform(told.again(), "close", words, by=staff.ago(told.responsible, 2))
    return closed
