"""Brings a row into any of its states by ordinary moves, with valid form data for each.

Whoever needs "a running placement" asks `row_in("CompanyPlacement", "running")`, or drives a row
of her own on with `drive(row, "paused")`. Moves happen a week apart, the first one a week after
the handover.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.actor import Actor, system
from accounts.localtime import instant
from cases.actions.assignments import assign_responsible
from cases.actions.moves import earliest_day
from cases.lifecycle import Lifecycle
from cases.models import Case
from interventions.actions.approvals import decide, propose
from interventions.actions.perform import perform
from interventions.actions.steps import add_goal, add_step
from interventions.models import KINDS
from tests.make import actor, at, make_case, make_consent, make_user

OPENED = date(2024, 1, 2)
WEEK = timedelta(days=7)
CONSENTS = ("mentor", "doctor", "health_result")

Data = Callable[[Any, date], dict[str, Any]]


def morning(day: date) -> datetime:
    return instant(day, time(9))


def _invitation(_row: Any, on: date) -> dict[str, Any]:
    """The meeting is on the day of the next move: held, missed or called off that day."""
    return {"meets_at": morning(on + WEEK), "channel": "letter", "letter": "Kom."}


def _talk_invitation(row: Any, on: date) -> dict[str, Any]:
    return {**_invitation(row, on), "talk_form": "phone"}


def _company(_row: Any, on: date) -> dict[str, Any]:
    return {
        "form": "placement",
        "company": "Nordhavn Bageri",
        "cvr": "13585628",
        "p_number": "1003388394",
        "contact": "Bo",
        "tasks": "Bage",
        "hours_per_week": 20,
        "planned_from": on,
        "planned_to": on + 2 * WEEK,
    }


def _mentor(_row: Any, _on: date) -> dict[str, Any]:
    return {"mentor": make_user("mia", "mentor").pk}


def _evaluation(row: Any, _on: date) -> dict[str, Any]:
    goals = {f"goal_{goal.pk}": "reach" for goal in row.goals.filter(state="active")}
    return {"continues_as": "Job", **goals}


def _longer(row: Any, on: date) -> dict[str, Any]:
    return {"planned_to": (row.planned_to or on) + WEEK, "reason": "Mere øvelse"}


def _fixed(**values: Any) -> Data:
    return lambda _row, _on: dict(values)


# What a form needs beside the date; a move that is not here needs nothing more.
DATA: Mapping[tuple[str, str], Data] = {
    ("Case", "pause"): _fixed(reason="sygdom"),
    ("Case", "close"): _fixed(reason="job"),
    ("Case", "reopen"): _fixed(reason="Borgeren er kommet tilbage"),
    ("AsylumCentreTalk", "hold"): _fixed(competences="Bager", job_goal="Bageri"),
    ("AsylumCentreTalk", "reschedule"): lambda _row, on: {"meets_at": morning(on + WEEK)},
    ("AsylumCentreTalk", "cancel"): _fixed(reason="Anden kommune"),
    ("WelcomeTalk", "invite"): _invitation,
    ("WelcomeTalk", "invite_again"): _invitation,
    ("WelcomeTalk", "miss"): _fixed(contact_attempts="Ringet to gange"),
    ("WelcomeTalk", "hold"): _fixed(bank_account="yes", mitid="no", job_help="yes",
                                    health_need="no"),
    ("WelcomeTalk", "exempt"): _fixed(reason="I job"),
    ("CompanyPlacement", "match"): _company,
    ("CompanyPlacement", "agree"): _fixed(purpose="training", signed=True, quota_checked=True),
    ("CompanyPlacement", "extend"): _longer,
    ("CompanyPlacement", "pause"): _fixed(reason="ferie"),
    ("CompanyPlacement", "complete"): _evaluation,
    ("CompanyPlacement", "break_off"): _fixed(reason="job", continues_as="Job"),
    ("CompanyPlacement", "cancel"): _fixed(reason="Virksomheden sprang fra"),
    ("Mentoring", "assign"): lambda row, on: {**_mentor(row, on), "until": on + 26 * WEEK},
    ("Mentoring", "change_mentor"): lambda row, on: {**_mentor(row, on), "handover_note": "Goddag"},
    ("Mentoring", "extend"): lambda _row, on: {"until": on + 30 * WEEK, "reason": "Mere støtte"},
    ("Mentoring", "end"): _fixed(reason="job", closing_note="Godt forløb"),
    ("HealthAssessment", "find_not_needed"): _fixed(reason="Rask", existing_information="Journal"),
    ("HealthAssessment", "offer"): _fixed(existing_information="Journal", guidance_given=True),
    ("HealthAssessment", "accept"): _fixed(clinic="Lægehuset"),
    ("HealthAssessment", "receive_result"): _fixed(result="Ondt i ryggen"),
    ("FollowUpTalk", "invite"): _talk_invitation,
    ("FollowUpTalk", "invite_again"): _talk_invitation,
    ("FollowUpTalk", "hold"): _fixed(changes="Ingen", course_followed="Ja", outcome="God",
                                     need_for_change="Nej"),
    ("FollowUpTalk", "send_regrets"): _fixed(reason="Syg"),
    ("FollowUpTalk", "miss"): _fixed(contact_attempts="Ringet", reasonable_cause="unknown"),
    ("FollowUpTalk", "cancel"): _fixed(reason="Fritaget"),
    ("Goal", "drop"): _fixed(reason="Ikke længere relevant"),
}  # fmt: skip


def data_for(row: Any, name: str, on: date) -> dict[str, Any]:
    """Valid fields of the move's form, for a move made on the day."""
    asked = DATA.get((row.kind, name), _fixed())(row, on)
    if name == "lapse":
        asked = {"reason": "Sagen er afsluttet"}
    return {"effective_on": on.isoformat(), **asked}


def case_of(row: Any) -> Case:
    return Case.objects.get(pk=row.pk if isinstance(row, Case) else row.case.pk)


def next_day(row: Any) -> date:
    """A week after the row's last move, the handover, or the case's opening."""
    case = case_of(row)
    return max(earliest_day(case, row), case.handover_on or case.opened_on) + WEEK


def lead(on: date) -> Actor:
    return actor(make_user("leth", "team_lead"), on)


def again(row: Any) -> Any:
    """The row as the database has it, with nothing cached."""
    return type(row)._default_manager.get(pk=row.pk)


def go(row: Any, name: str, on: date | None = None, **data: Any) -> Any:
    """Make one move with valid data, as somebody who may; answers with the fresh row."""
    on = on or next_day(row)
    typed = {**data_for(row, name, on), **data}
    if (row.kind, name) == ("Case", "cancel"):
        other = actor(make_user("lotte", "team_lead"), on)
        decide(propose(row, name, typed, by=other, reason="Fejl"), by=lead(on), approve=True)
    else:
        by_time = row.moves()[name].by_time
        perform(row, name, typed, by=system(at(on)) if by_time else lead(on))
    return again(row)


def drive(row: Any, state: str) -> Any:
    """Move the row to the state by as few moves as there are; those of time come last."""
    for name in path(type(row), row.state, state):
        row = go(row, name)
    return row


def path(lifecycle: type[Lifecycle], source: str, target: str) -> list[str]:
    """The names of the moves. Raises LookupError when there is no way."""
    arrows = sorted(lifecycle.arrows(), key=lambda arrow: arrow.move.by_time)
    ways: deque[tuple[str, list[str]]] = deque([(source, [])])
    seen = {source}
    while ways:
        state, names = ways.popleft()
        if state == target:
            return names
        for arrow in arrows:
            if arrow.source == state and arrow.target not in seen:
                seen.add(arrow.target)
                ways.append((arrow.target, [*names, arrow.move.name]))
    raise LookupError(f"{lifecycle.__name__}: {source} → {target}")


def new_row(kind: str) -> Any:
    """A row in the kind's first state: on a case that is active, with all consents."""
    if kind == "Case":
        case = make_case(OPENED, plan=False)
        return again(assign_responsible(case, make_user("anna"), by=system(at(OPENED))))
    # A health assessment may be found unnecessary only outside the Copenhagen model.
    basis = "ukraine_saerlov" if kind == "HealthAssessment" else "konvention"
    case = make_case(OPENED, basis=basis, active=True)
    for purpose in CONSENTS:
        make_consent(case, purpose, OPENED)
    on = case.handover_on or OPENED
    step = new_step(case, "CompanyPlacement" if kind == "Goal" else kind, on)
    if kind not in ("CompanyPlacement", "Goal"):
        return step
    goal = add_goal(step, by=lead(on), type="social", text="Tale med kolleger", sign="Hilser")
    return again(goal if kind == "Goal" else step)


def new_step(case: Case, kind: str, on: date) -> Any:
    """The step of the kind that planning gave, or one that is added."""
    planned = KINDS[kind]._default_manager.filter(case=case).first()
    return planned or add_step(case, kind, by=lead(on))


def row_in(kind: str, state: str) -> Any:
    """A fresh row of the kind in the state, with a case of its own."""
    return drive(new_row(kind), state)
