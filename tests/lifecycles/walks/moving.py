"""Deeds that are moves: of the case, its steps, their goals and the records beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from cases.models import Approval
from interventions.actions.approvals import decide, propose
from interventions.actions.closures import end_placements
from interventions.actions.perform import perform
from interventions.actions.run_due import run_due
from interventions.models import Company
from tests.lifecycles.driver import data_for
from tests.lifecycles.table import LIVES
from tests.lifecycles.walks.walk import Walk, codes, reasons_of

ENDS = ("close", "hand_over", "change_track", "cancel")
OF_TIME = ("lapse", "expire")
LEADS = ("reopen", "approve_plan")
STRANGERS = ("naboen", "mads", "syd", "mia")
NOTES = ("Glemt at skrive det ned", "")


def a_move(walk: Walk) -> None:
    """Mostly one that starts from the row's state; rarely any at all, or by a stranger."""
    row = walk.dice.one_of(walk.seen.rows)
    names = [move for source, move, _ in LIVES[row.kind].arrows if source == row.state]
    names = [name for name in names if name not in (*OF_TIME, *ENDS)]
    if walk.dice.once_in(14):
        names = list(LIVES[row.kind].moves)
    if names:
        make(walk, row, walk.dice.one_of(names))


def a_move_on(walk: Walk) -> None:
    """Of an open step, so that walks come further than to the first states."""
    rows = [row for row in walk.seen.steps if row.state not in LIVES[row.kind].ended]
    if rows:
        row = walk.dice.one_of(rows)
        names = [move for source, move, _ in LIVES[row.kind].arrows if source == row.state]
        make(walk, row, walk.dice.one_of([name for name in names if name not in OF_TIME]))


def an_end(walk: Walk) -> None:
    """Of the whole case, for any reason that there is."""
    make(walk, walk.case, walk.dice.one_of(("close", "close", *ENDS)))


def a_death(walk: Walk) -> None:
    on, note = walk.ago(), walk.dice.one_of(NOTES)
    typed = {"effective_on": on.isoformat(), "reason": "doed", "note": note}
    perform(walk.case, "close", typed, by=walk.by("anna", "leth"))


def a_reopening(walk: Walk) -> None:
    make(walk, walk.dice.one_of(walk.seen.cases), "reopen")


def make(walk: Walk, row: Any, name: str) -> None:
    """Where two people are needed the move is proposed, and another deed decides."""
    on = walk.ago()
    typed = {**data_for(row, name, on), "note": walk.dice.one_of(NOTES)}
    if choices := reasons_of(type(row), name):
        typed["reason"] = walk.dice.one_of(choices)
    if (row.kind, name) in VARIED:
        typed |= VARIED[row.kind, name](walk, row, on)
    by = walk.by(*movers(walk, row, name))
    walk.detail(f"{row.kind}.{name} on {on} by {by.username}, {typed.get('reason', '')}")
    if _four_eyes(type(row), name):
        propose(row, name, typed, by=by, reason="Fejl")
    else:
        perform(row, name, typed, by=by)


def movers(walk: Walk, row: Any, name: str) -> tuple[str, ...]:
    if walk.dice.once_in(20):
        return STRANGERS
    if name in LEADS:
        return ("leth", "lotte")
    if (row.kind, name) == ("Request", "withdraw"):
        return ("mia", "anna")
    return ("sofus", "sanne") if row.kind == "SocialControlConcern" else ("anna", "leth")


@cache
def _four_eyes(kind: type[Any], name: str) -> bool:
    move = kind.moves()[name]
    return move.four_eyes is not None and move.four_eyes_when is None


def _until(walk: Walk, row: Any, on: date) -> dict[str, Any]:
    first = getattr(row, "until", None) or on
    return {"until": first + timedelta(weeks=walk.dice.number(1, 60))}


def _mentor(walk: Walk, _row: Any, _on: date) -> dict[str, Any]:
    return {"mentor": walk.people.actors[walk.dice.one_of(("mia", "mads"))].user_id}


VARIED: dict[tuple[str, str], Callable[[Walk, Any, date], dict[str, Any]]] = {
    ("Case", "change_track"): lambda walk, _row, _on: {
        "residence_basis": walk.dice.one_of(codes("residence_basis"))
    },
    ("Mentoring", "assign"): lambda walk, row, on: {
        **_until(walk, row, on), **_mentor(walk, row, on)
    },
    ("Mentoring", "change_mentor"): _mentor,
    ("Mentoring", "extend"): _until,
    ("CompanyPlacement", "match"): lambda walk, _row, _on: {
        "hours_per_week": walk.dice.number(1, 37)
    },
    ("CompanyPlacement", "record_absence"): lambda walk, _row, _on: {
        "type": walk.dice.one_of(("syg", "lovligt", "udeblevet"))
    },
    ("WelcomeTalk", "hold"): lambda walk, _row, _on: {
        "health_need": walk.dice.one_of(("yes", "no"))
    },
    ("AsylumCentreTalk", "reschedule"): lambda walk, _row, on: {
        "meets_at": None if walk.dice.once_in(4) else f"{on + timedelta(days=5)}T10:00"
    },
}  # fmt: skip


def a_proposal(walk: Walk) -> None:
    """That the case is cancelled, or a mentor granted for longer than the first year."""
    mentorings = [m for m in walk.open_rows("Mentoring") if m.state in ("offered", "running")]
    if mentorings and walk.dice.once_in(2):
        row = mentorings[0]
        name = "assign" if row.state == "offered" else "extend"
        typed = data_for(row, name, walk.today) | VARIED["Mentoring", name](walk, row, walk.today)
    else:
        row, name, typed = walk.case, "cancel", data_for(walk.case, "cancel", walk.today)
    propose(row, name, typed, by=walk.by("anna", "leth"), reason="Nødvendigt")


def a_decision_of_two(walk: Walk) -> None:
    waiting = Approval.objects.filter(case__in=walk.seen.cases, outcome="pending").order_by("pk")
    if waiting:
        approval = walk.dice.one_of(list(waiting))
        names = ("sanne", "sofus") if "Concern" in approval.kind else ("lotte", "leth")
        decide(approval, by=walk.by(*names), approve=not walk.dice.once_in(4))


def what_time_does(walk: Walk) -> None:
    run_due(by=walk.people.at("system", walk.today))


def a_bankruptcy(walk: Walk) -> None:
    """Everything at one of the companies is broken off at once."""
    held = [row.cvr for row in walk.open_rows("CompanyPlacement") if row.cvr]
    company = Company.objects.filter(cvr__in=held).order_by("pk").first()
    if company:
        end_placements(company, by=walk.by("anna", "leth"), on=walk.ago(), continues_as="other",
                       note=walk.dice.one_of(NOTES))  # fmt: skip
