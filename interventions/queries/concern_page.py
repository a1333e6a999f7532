"""One concern about social control, for those who may know of it, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.actor import Actor
from accounts.models import User
from accounts.roles import Permission
from cases.access import held_on
from cases.models import Approval
from cases.queries import labels
from interventions.law.wording import written
from interventions.models import SocialControlConcern
from interventions.queries.case_steps import Options, options
from interventions.queries.concerns import get_concern, known_concerns
from interventions.queries.deadlines import case_facts
from interventions.queries.history import REASON_TABLES, Told, told_events
from interventions.queries.made import pending_approval
from interventions.queries.reader import Reader


@dataclass(frozen=True)
class ConcernPage:
    """`moves` is whether the reader is an adviser, who alone moves it; `proposal` is what waits
    for a second person among those who may know.
    """

    concern: SocialControlConcern
    facts: list[tuple[str, str]]
    options: Options
    events: list[Told]
    moves: bool
    proposal: Approval | None
    may_name: bool


def concern_page(by: Actor, pk: int) -> ConcernPage:
    """Raises PermissionDenied, or OutOfReachError as for one that never was."""
    concern = get_concern(by, pk)
    case, held = concern.case, held_on(by, concern.case)
    reader = Reader(
        by=by,
        # Whoever knows of the concern at all reads what was written when it was moved.
        held=held | {Permission.FOLLOW_UP_SEE},
        facts=case_facts(case),
        labels=labels("concern_source", *REASON_TABLES),
    )
    moves = Permission.CONCERN_MOVE in held
    rows = {(concern.kind, concern.pk): str(concern.label)}
    return ConcernPage(
        concern=concern,
        facts=[(name, text) for name, text in _facts(concern, reader) if text],
        options=options(concern, reader),
        events=told_events(case, rows, reader),
        moves=moves,
        proposal=pending_approval(concern, "find_unfounded"),
        may_name=moves and concern.screened_on is not None and not concern.is_ended,
    )


def waiting_concerns(by: Actor) -> list[SocialControlConcern]:
    """Those that have not ended and that the actor may know of, the oldest first. One query."""
    return list(known_concerns(by).filter(ended_on__isnull=True).order_by("added_on", "pk"))


def _facts(concern: SocialControlConcern, reader: Reader) -> list[tuple[str, str]]:
    named = User.objects.filter(pk__in=concern.may_see).order_by("name")
    return [
        ("Noteret", f"{written(concern.added_on)} af {concern.raised_by}"),
        ("Kilde", reader.label("concern_source", concern.source)),
        ("Iagttagne tegn", concern.signs),
        ("Taget over", written(concern.screened_on)),
        ("Hvem må se den", ", ".join(map(str, named)) or _nobody_yet(concern)),
        ("Sikker kontakt", concern.safe_contact or ""),
        ("Inddragelse", "Borgeren er inddraget alene" if concern.alone else ""),
        ("Tolk", concern.get_interpreter_display()),
        ("Plan", concern.plan or ""),
        ("Underretning", _notified(concern.notified_on, concern.notified_to)),
        ("Er barrieren for job fjernet?", concern.get_barrier_removed_display()),
        ("Konklusion", concern.conclusion or ""),
    ]


def _nobody_yet(concern: SocialControlConcern) -> str:
    if concern.screened_on:
        return "Kun social kontrol-vejlederen"
    return "Den ansvarlige, teamlederen og social kontrol-vejlederen, indtil den er taget over"


def _notified(on: date | None, to: Any) -> str:
    return f"{written(on)} til {to}" if on else ""
