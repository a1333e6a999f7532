"""One row of a list of cases in words: the person, what is next, and why it is here.

Texts are made here and not in the template: formatting in templates is what a list costs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse

from accounts.actor import Actor
from cases.models import Case, Track
from interventions.law.status import LABELS, DeadlineFacts, Status, status
from interventions.law.wording import AUTHORITIES, days, is_span, reference, subject, until, written
from interventions.queries.next_step import Steps, next_link
from interventions.queries.reminders import Reminded, reminders_of
from interventions.queries.rules import RuleBook
from interventions.queries.sections.base import Link

CASE = (
    "pk", "citizen_id", "citizen__given_name", "citizen__family_name", "track", "state",
    "handover_on", "responsible_id", "responsible__name", "responsible__username", "urgency",
    "protected", "deputy", "planned",
)  # fmt: skip
REASON = ("pk", "case_id", "version_id", "due_on", "urgency", "step_id")
BADGES = {Status.OVERDUE: "error", Status.SOON: "warning", Status.UPCOMING: "info"}
UNASSIGNED = "Ikke fordelt"
NOT_SHARED = {
    "next": "", "reference": "", "due": "", "status": "Ikke delt", "badge": "quiet",
    "why": "Planen er ikke delt med dig",
}  # fmt: skip


@dataclass(frozen=True)
class WorkRow:
    """`why` is never empty. `badge` is a kind of components/badge.html. `do` is the one thing to
    do about it now, if the reader can.
    """

    case_id: int
    citizen_id: int
    name: str
    protected: bool
    track: str
    state: str
    responsible: str
    next: str
    reference: str
    due: str
    status: str
    badge: str
    why: str
    more: str
    do: Link | None


def told(
    case: dict[str, Any], deadlines: list[dict[str, Any]], book: RuleBook, steps: Steps, by: Actor
) -> WorkRow:
    """`deadlines` are the case's open ones, the most urgent first; `case["urgency"]` points out
    the one for which the case stands in this list, if it is not the first; `case["planned"]` says
    whether the reader sees its plan, and so what it waits for.
    """
    today, first = by.today, deadlines[0] if deadlines else None
    chosen = next((d for d in deadlines if d["urgency"] == case["urgency"]), first)
    others = sum(_status(d, book, today) == Status.OVERDUE for d in deadlines if d is not chosen)
    if chosen:
        why = _by_deadline(chosen, book, today)
    else:
        why = _by_state(case, today) if case["planned"] else NOT_SHARED
    state = Case.State(case["state"])
    rule = book.versions[chosen["version_id"]] if chosen else None
    return WorkRow(
        case_id=case["pk"],
        citizen_id=case["citizen_id"],
        name=f"{case['citizen__given_name']} {case['citizen__family_name']}".strip(),
        protected=case["protected"],
        track=str(Track(case["track"]).label),
        state="" if state == Case.State.ACTIVE else str(state.label),
        responsible=_responsible(case),
        more=_others(others),
        do=next_link(case, chosen, rule, steps, by),
        **why,
    )


def _responsible(case: dict[str, Any]) -> str:
    name = case["responsible__name"] or case["responsible__username"] or UNASSIGNED
    return f"{name} (vikar: {case['deputy']})" if case["deputy"] else str(name)


def with_reminders(rows: list[WorkRow], today: date) -> list[WorkRow]:
    """Each row told by the first of its reminders and their number; two queries."""
    first: dict[int, list[Reminded]] = {}
    for one in reminders_of([row.case_id for row in rows], today):
        first.setdefault(one.case_id, []).append(one)
    return [_reminding(row, first.get(row.case_id, [])) for row in rows]


def _reminding(row: WorkRow, mine: list[Reminded]) -> WorkRow:
    if not mine:
        return row
    more = {1: "", 2: "og 1 anden påmindelse"}.get(len(mine), f"og {len(mine) - 1} andre")
    return replace(
        row, next=mine[0].subject, reference="", due=written(mine[0].day), status="Husk",
        badge="info", why=mine[0].when, more=more, do=_reminder_link(row),
    )  # fmt: skip


def _reminder_link(row: WorkRow) -> Link:
    return Link("Se på sagen", f"{reverse('case', args=(row.case_id,))}#reminders-heading")


def _others(number: int) -> str:
    one_or_none = {0: "", 1: "og 1 anden overskredet"}
    return one_or_none.get(number, f"og {number} andre overskredne")


def _status(row: dict[str, Any], book: RuleBook, today: date) -> Status:
    """What the calendar says of a deadline that is open: neither met nor exempt nor ended."""
    shape = book.versions[row["version_id"]].shape
    return status(DeadlineFacts(row["due_on"], shape), today)


def _by_deadline(row: dict[str, Any], book: RuleBook, today: date) -> dict[str, str]:
    rule, day = book.versions[row["version_id"]], row["due_on"]
    now = _status(row, book, today)
    return {
        "next": subject(rule),
        "reference": f"{AUTHORITIES[rule.authority]} · {reference(rule)}",
        "due": written(day),
        "status": "Løber" if is_span(rule) else LABELS[now],
        "badge": "quiet" if is_span(rule) else BADGES[now],
        "why": days((today - day).days) if now == Status.OVERDUE else until(day, today),
    }


def _by_state(case: dict[str, Any], today: date) -> dict[str, str]:
    """A case without an open deadline stands here because of what it waits for itself."""
    handover_on = case["handover_on"]
    match case["state"]:
        case Case.State.CREATED:
            told = ("Planlæg forløbet", "Oprettet", "Venter på fordeling og plan")
        case Case.State.PLANNED if handover_on and handover_on <= today:
            told = ("Overtag forløbet", "Planlagt", f"Overgivet {written(handover_on)}")
        case Case.State.PLANNED:
            told = ("Overtagelse", "Planlagt", _awaited(handover_on))
        case Case.State.PAUSED:
            told = ("Ingen åbne frister", "Sat i bero", "Forløbet er sat i bero")
        case Case.State.MOVING:
            told = ("Ingen åbne frister", "Flyttet", "Afventer, om den nye kommune overtager")
        case Case.State.CLOSED | Case.State.CANCELLED:
            told = ("Ingen åbne frister", "Afsluttet", "Forløbet er slut")
        case _:
            told = ("Ingen åbne frister", "På sporet", "Intet haster")
    step, status, why = told
    return {
        "next": step,
        "reference": "",
        "due": "",
        "status": status,
        "badge": "quiet",
        "why": why,
    }


def _awaited(handover_on: date | None) -> str:
    return f"Overgives {written(handover_on)}" if handover_on else "Overgivelsesdatoen afventer"
