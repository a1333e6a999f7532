"""Dansk: attendance and passed modules of each Danish step, and what a placement gives room for.

Nothing is planned or ended silently: a placement that is agreed suggests Danish at the company,
and one that is over is told of beside the class that followed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.roles import Permission
from cases.models import Case
from interventions.law.danish import right_ends_on, right_left
from interventions.law.wording import written
from interventions.models import (
    KINDS,
    CompanyPlacement,
    DanishAttendance,
    DanishEducation,
    DanishProgress,
    JobDanish,
    Step,
    WorkplaceDanish,
)
from interventions.models.workplace_danish import BINDING
from interventions.queries.reader import Reader
from interventions.queries.sections.base import Entry, Link, Section, register_link

TAUGHT = (DanishEducation, JobDanish, WorkplaceDanish)
DANISH = frozenset(kind.__name__ for kind in TAUGHT)
TAUGHT_AT_SCHOOL = ("placed", "running", "paused")
MONTHS_SHOWN = 6


def danish(case: Case, reader: Reader) -> Section | None:
    """Two queries, when there is a Danish step; `case.steps` come with `workplacedanish`
    and its `language_goal`."""
    if not reader.may(Permission.PLAN_SEE):
        return None
    steps = list(case.steps.all())
    taught = [step for step in steps if step.kind in DANISH]
    suggested = list(_suggested(steps, case, reader))
    if not taught and not suggested:
        return None
    told = _told(taught, steps, case, reader)
    return Section(
        key="danish",
        title="Dansk: fremmøde og moduler",
        entries=(*suggested, *(entry for entry in told if not entry.ended)),
        empty="Ingen danskundervisning er i gang.",
        links=(Link("Jobdanskhold og ledige pladser", reverse("danish-teams")),)
        if reader.may(Permission.STEP_MOVE)
        else (),
        more=tuple(entry for entry in told if entry.ended),
    )


def _told(taught: list[Step], steps: list[Step], case: Case, reader: Reader) -> list[Entry]:
    if not taught:
        return []
    months, progress = _by_step(DanishAttendance.objects.filter(step__in=taught), "step_id"), {}
    if any(step.kind == DanishEducation.__name__ for step in taught):
        lines = DanishProgress.objects.filter(education__case=case)
        progress = _by_step(lines, "education_id")
    over = {step.pk for step in steps if step.ended_on}
    return [
        Entry(
            title=str(KINDS[step.kind].label),
            state=str(KINDS[step.kind].State(step.state).label),
            facts=(
                *_right(step, case),
                *_goal(step, reader),
                *_attendance(months.get(step.pk, [])),
            ),
            text="\n".join(f"{written(line.on)}: {line}" for line in progress.get(step.pk, [])),
            under=_left_behind(step, over),
            links=_links(step, case, reader),
            ended=step.ended_on is not None,
        )
        for step in taught
    ]


def _by_step(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found


def _right(step: Step, case: Case) -> list[tuple[str, str]]:
    if step.kind != DanishEducation.__name__ or case.danish_allowed_on is None:
        return []
    return [
        ("Ret til danskuddannelse", f"til og med {written(right_ends_on(case.danish_allowed_on))}")
    ]


def _goal(step: Step, reader: Reader) -> list[tuple[str, str]]:
    """The class counts as an activity for the language goal of its placement."""
    if step.kind != WorkplaceDanish.__name__ or not reader.may(Permission.NEEDS_SEE):
        return []
    goal = step.workplacedanish.language_goal
    return [("Aktivitet for målet", goal.text)] if goal else []


def _attendance(months: list[DanishAttendance]) -> list[tuple[str, str]]:
    """The whole time, then the latest months."""
    if not months:
        return []
    attended, scheduled = sum(m.attended for m in months), sum(m.scheduled for m in months)
    lines = [_share("I alt", attended, scheduled)]
    lines += [_share(f"{m.month:%m-%Y}", m.attended, m.scheduled) for m in months[-MONTHS_SHOWN:]]
    return [("Fremmøde", "\n".join(lines))]


def _share(when: str, attended: int, scheduled: int) -> str:
    return f"{when}: {attended} af {scheduled} lektioner ({round(100 * attended / scheduled)} %)"


def _left_behind(step: Step, over: set[int]) -> str:
    """The class stays open when its placement ends; somebody decides what becomes of it."""
    if step.kind != WorkplaceDanish.__name__ or step.ended_on:
        return ""
    if step.workplacedanish.at_placement_id not in over:
        return ""
    return "Praktikken, som undervisningen følger, er slut. Afslut undervisningen, eller aflys den."


def _links(step: Step, case: Case, reader: Reader) -> tuple[Link, ...]:
    if case.is_ended or not reader.may(Permission.STEP_MOVE):
        return ()
    links = []
    if step.starts_on:
        links.append(register_link(case, "Registrér fremmøde", "fremmoede", step.pk))
    if step.kind == DanishEducation.__name__ and step.state in TAUGHT_AT_SCHOOL:
        links.append(register_link(case, "Timer om ugen", "dansk-timer", step.pk))
    return tuple(links)


def _suggested(steps: list[Step], case: Case, reader: Reader) -> Iterable[Entry]:
    placed = any(s.kind == CompanyPlacement.__name__ and s.state in BINDING for s in steps)
    taught = any(s.kind == WorkplaceDanish.__name__ and s.ended_on is None for s in steps)
    add = reader.may(Permission.STEP_ADD) and case.state in Case.RUNNING
    if placed and not taught and add:
        yield Entry(
            title="Forslag: virksomhedsrettet dansk",
            text="Der er aftalt en praktik. Undervisningen kan foregå på virksomheden og tæller "
            "med til et sprogligt mål.",
            links=(register_link(case, "Tilføj skridtet", "skridt"),),
        )
    over = not right_left(case.danish_allowed_on, reader.today)
    running = [s for s in steps if s.kind == DanishEducation.__name__ and s.ended_on is None]
    if over and running:
        yield Entry(
            title="Retten til danskuddannelse er udløbet",
            text="Dansk indgår nu i de beskæftigelsesrettede tilbud: brug jobdansk eller "
            "virksomhedsrettet dansk.",
        )
