"""Danish: the education with its modules and tests, teams of jobdansk, Danish at the workplace."""

from __future__ import annotations

from typing import Any

from config.demo import texts
from config.demo.acts.chain import chain, fixed, suggested
from config.demo.character import Act
from config.demo.days import days
from config.demo.story import Story
from interventions.actions.danish import record_attendance
from interventions.models import CompanyPlacement, Goal
from interventions.queries.danish_teams import open_teams

WHOLE = ("refer", "place", "start")
PD3 = (*WHOLE, "pass_module", "pass_module", "pass_test")
LESSONS = 24  # a month
BEGINS_AFTER = 9  # days from the referral


def educated(
    s: Story, *moves: str, start: int = 18, every: int = 12, later: int = 90, level: str = "du2"
) -> Act:
    """Referred, placed and begun in close order; what follows comes `later` days apart."""
    words = _education(level)
    for number, name in enumerate(moves):
        after_start = max(number - len(WHOLE) + 1, 0)
        yield s.after(start + min(number, len(WHOLE) - 1) * every + after_start * later)
        yield from s.active()
        by = s.lead if name == "reopen" else None
        s.move(s.step("DanishEducation"), name, by=by, **words.get(name, fixed())(s))


def attended(s: Story, wait: int, months: int = 4) -> Act:
    """The school tells the lessons of each month in the next one."""
    for number in range(months):
        yield s.after(wait + number * 31)
        month = s.today.replace(day=1) - days(1)
        step = s.step("DanishEducation")
        if step.starts_on and step.starts_on.replace(day=1) <= month.replace(day=1):
            came = s.rng.randint(LESSONS // 2, LESSONS)
            record_attendance(step, by=s.caseworker, month=month, attended=came, scheduled=LESSONS)


def right_over(s: Story, ago: int) -> Act:
    """She could begin more than five years before the end: time ends the right."""
    yield s.later(10)
    allowed_on = s.as_of - days(ago)
    s.move(s.step("DanishEducation"), "refer", school="Sprogskolen", danish_allowed_on=allowed_on)


def job_danish(s: Story, *moves: str, start: int, every: int = 14) -> Act:
    return chain(s, "JobDanish", _JOB_DANISH, *moves, start=start, every=every)


def at_work(s: Story, *moves: str, start: int, every: int = 14) -> Act:
    return chain(s, "WorkplaceDanish", _AT_WORK, *moves, start=start, every=every)


def suggested_team(s: Story, start: int) -> Act:
    return suggested(s, "JobDanish", start)


def suggested_at_work(s: Story, start: int) -> Act:
    return suggested(s, "WorkplaceDanish", start)


def _education(level: str) -> dict[str, Any]:
    test = {"du1": "PD1", "du2": "PD2", "du3": "PD3"}[level]
    first = 5 if level != "du3" else 4  # some have learnt a good deal elsewhere
    return {
        "refer": lambda s: {
            "school": "Jobcenter Københavns sprogskole, Valby",
            "danish_allowed_on": s.case.danish_allowed_on or s.today + days(BEGINS_AFTER),
        },
        "exempt": fixed(reason="tilstraekkeligt_dansk"),
        "place": lambda s: {
            "level": level,
            "module": first if s.character.schooled else s.rng.choice((1, 1, 2)),
            "days": s.rng.choice(texts.SCHOOL_DAYS),
            "placement_test": "Samtale og skriftlig prøve",
            "hours_per_week": 12,
        },
        "change_level": fixed(level="du3", module=1),
        "pause": fixed(reason="barsel"),
        "break_off": fixed(reason="job"),
        "reopen": fixed(reason="Vil læse videre ved siden af jobbet"),
        "pass_test": fixed(test=test, mark_written="7", mark_oral="10"),
    }


def _team(s: Story) -> dict[str, Any]:
    team = open_teams(s.today).first()
    if team is None:
        raise LookupError("no team with a free seat")
    return {"team": team.pk, "level_before": "DU 2, modul 3"}


def _place(s: Story) -> dict[str, Any]:
    """The placement that is agreed or running, with its language goal, or else the job."""
    held = CompanyPlacement.objects.filter(case=s.case_id, state__in=("agreed", "running"))
    hours = {"hours_per_week": 4, "days": "Onsdag kl. 8-12", "level_before": "A2"}
    if placement := held.order_by("pk").first():
        goals = Goal.objects.filter(placement=placement, type="language", state="active")
        goal = goals.order_by("pk").first()
        return {"at_placement": placement.pk, "language_goal": goal and goal.pk, **hours}
    return {"at_job": s.known.citizen.jobs.order_by("-pk")[0].pk, **hours}


_ENDED = fixed(level_after="B1", next_step="Fortsætter på danskuddannelsen om aftenen")
_JOB_DANISH = {
    "enrol": _team,
    "complete": _ENDED,
    "break_off": fixed(reason="job"),
    "cancel": fixed(reason="Fik plads på et andet hold"),
}
_AT_WORK = {
    "enrol": _place,
    "complete": _ENDED,
    "break_off": fixed(reason="sygdom"),
    "cancel": fixed(reason="Virksomheden kunne ikke stille et lokale til rådighed"),
}
