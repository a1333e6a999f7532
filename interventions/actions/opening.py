"""Opening a case: track and handover follow from the residence basis (shared decisions §2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from accounts.actor import Actor
from accounts.audit import record
from accounts.roles import Permission
from cases.access import require_role
from cases.actions.death import refuse_after_death
from cases.errors import NotPossibleError
from cases.models import Case, Citizen, Event, Track
from cases.tracks import TRACK_OF
from interventions.actions.handover import settle_handover
from interventions.actions.outbox import tell_opened
from interventions.queries.rules import RuleBook, rule_book


@dataclass(frozen=True)
class Opening:
    """`anchors` are date columns of Case; `on` is the day on which the case is opened."""

    citizen: Citizen
    unit_id: int
    residence_basis: str
    on: date
    anchors: Mapping[str, date | None] = field(default_factory=dict)
    asylum_centre: str = ""


@transaction.atomic
def open_case(opening: Opening, *, by: Actor, track: str = "") -> Case:
    """One case in `created`. Raises NotPossibleError when the citizen has an open one already,
    or when `track`, if given, is not the one that the residence basis leads to.
    """
    require_role(by, Permission.CITIZEN_REGISTER)
    wanted = TRACK_OF[opening.residence_basis].track
    if track and track != wanted:
        raise NotPossibleError(
            f"Opholdsgrundlaget hører til sporet »{Track(wanted).label}«, "
            f"ikke »{Track(track).label}«."
        )
    # Two who open at the same moment wait for each other here.
    Citizen.objects.select_for_update().get(pk=opening.citizen.pk)
    refuse_after_death(opening.citizen.pk, [opening.on])
    if opening.citizen.cases.exclude(state__in=Case.ENDED).exists():
        raise NotPossibleError("Borgeren har allerede et åbent forløb.")
    return open_cases([opening], by=by, book=rule_book())[0]


def open_cases(openings: list[Opening], *, by: Actor, book: RuleBook, note: str = "") -> list[Case]:
    """Many at once, for lists. The caller has asked permission and for open cases."""
    cases = [_unsaved(opening, book) for opening in openings]
    Case.objects.bulk_create(cases)
    Event.objects.bulk_create(_created(case, by, note) for case in cases)
    record(
        by,
        "Case.create",
        "Case",
        cases[0].pk if len(cases) == 1 else "",
        subjects=[case.citizen_id for case in cases],
        fields=["residence_basis", *sorted({n for one in openings for n in one.anchors})],
        hits=len(cases),
    )
    tell_opened(cases, by.now)
    return cases


def _unsaved(opening: Opening, book: RuleBook) -> Case:
    rule = TRACK_OF[opening.residence_basis]
    case = Case(
        citizen=opening.citizen,
        unit_id=opening.unit_id,
        track=rule.track,
        in_programme=rule.in_programme,
        residence_basis=opening.residence_basis,
        handover_rule=rule.handover or "",
        opened_on=opening.on,
        asylum_centre=opening.asylum_centre,
        **opening.anchors,
    )
    settle_handover(case, book)
    return case


def _created(case: Case, by: Actor, note: str) -> Event:
    return Event(
        case=case,
        kind=case.kind,
        object_id=case.pk,
        move="create",
        label="Forløb oprettet",
        to_state=case.state,
        effective_on=case.opened_on,
        recorded_at=by.now,
        by_id=by.user_id,
        role=by.role,
        note=note,
    )
