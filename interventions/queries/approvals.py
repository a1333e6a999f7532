"""How long a proposal waits for its second person, and those that wait for one's own decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.actor import Actor
from accounts.localtime import local_clock, local_date
from accounts.roles import Permission
from cases.access import reach
from cases.models import Approval, Case
from interventions.law.wording import written
from interventions.law.workdays import working_days_after
from interventions.models import KINDS, RECORDS, SocialControlConcern
from interventions.queries.concerns import known_concerns

LAPSES_AFTER = 5  # working days
CONCERN = SocialControlConcern.__name__
NONE = Q(pk__in=[])


@dataclass(frozen=True)
class ToDecide:
    """A proposal on the list of whoever may decide it."""

    pk: int
    case_id: int
    citizen_id: int
    citizen: str
    title: str
    reason: str
    proposed: str
    lapses: str


def last_day(approval: Approval) -> date:
    """The last day on which it can be decided."""
    return working_days_after(local_date(approval.proposed_at), LAPSES_AFTER)[0]


def lapsed(approval: Approval, today: date) -> bool:
    return approval.outcome == Approval.Outcome.PENDING and today > last_day(approval)


def to_decide(by: Actor) -> list[ToDecide]:
    """What others have proposed and the actor may decide, the oldest first; one query."""
    pending = Approval.objects.filter(_mine_to_decide(by), outcome=Approval.Outcome.PENDING)
    rows = pending.exclude(proposed_by=by.user_id).select_related("case__citizen", "proposed_by")
    return [_told(r) for r in rows.order_by("proposed_at", "pk") if not lapsed(r, by.today)]


def _mine_to_decide(by: Actor) -> Q:
    """The same as `decide` asks for: the permission of the move, and to know of the row at all.

    Moves that ask for the same two permissions are asked about together.
    """
    moves: dict[tuple[Permission, Permission], Q] = {}
    for kind, model in _kinds():
        see = getattr(model, "see", Permission.CASE_SEE)
        for move in model.moves().values():
            if move.four_eyes is not None and by.may(move.four_eyes):
                asked = (move.four_eyes, see)
                moves[asked] = moves.get(asked, NONE) | Q(kind=kind, action=move.name)
    found = NONE
    for (decide, see), these in moves.items():
        found |= these & _in(reach(by, decide)) & _known(by, see)
    return found


def _known(by: Actor, see: Permission) -> Q:
    if see == SocialControlConcern.see:
        return Q(object_id__in=known_concerns(by).values("pk"))
    return _in(reach(by, see))


def _in(cases: Q) -> Q:
    return Q(case__in=Case.objects.filter(cases).values("pk"))


def _kinds() -> Iterator[tuple[str, Any]]:
    yield Case.kind, Case
    yield from KINDS.items()
    yield from RECORDS.items()


def _told(row: Approval) -> ToDecide:
    model = dict(_kinds())[row.kind]
    # Whoever looks over a shoulder learns nothing of what a concern is about.
    what = "Henvendelse" if row.kind == CONCERN else getattr(model, "label", "Forløbet")
    return ToDecide(
        pk=row.pk,
        case_id=row.case_id,
        citizen_id=row.case.citizen_id,
        citizen=str(row.case.citizen),
        title=f"{what}: {model.moves()[row.action].label}",
        reason="" if row.kind == CONCERN else row.reason,
        proposed=f"{row.proposed_by}, {local_clock(row.proposed_at)}",
        lapses=written(last_day(row)),
    )
