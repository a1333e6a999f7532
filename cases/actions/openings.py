"""Standing in for a colleague, and breaking the glass: short, with a reason, and never silent."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actions import require_fresh
from accounts.actor import Actor
from accounts.audit import record
from accounts.localtime import local_clock
from accounts.models import User
from accounts.roles import Permission
from accounts.wall import beyond
from cases.access import OutOfReachError, may_break, require, require_role
from cases.errors import NotPossibleError, TooManyError
from cases.models import BrokenGlass, Case, StandIn
from cases.queries import reviewable, reviewing, visible_cases

STAND_IN_TIME = timedelta(hours=24)
GLASS_TIME = timedelta(minutes=60)
PER_DAY = 10  # times that one person may break the glass (security §3.7)
DAY = timedelta(hours=24)


@transaction.atomic
def stand_in(case: Case, *, by: Actor, reason: str) -> StandIn:
    """Answer for a colleague's case for 24 hours; it may be taken again. The responsible
    caseworker and the team lead are told on their first page.

    Raises PermissionDenied, OutOfReachError, NotPossibleError.
    """
    require(by, Permission.STAND_IN_TAKE, case)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.responsible_id == by.person:
        raise NotPossibleError("Sagen er din egen; du behøver ikke være vikar for dig selv.")
    row = StandIn.objects.create(
        case=case, user_id=by.person, reason=reason, from_at=by.now, until_at=by.now + STAND_IN_TIME
    )
    record(
        by, "take_substitute", "case", case.pk,
        subjects=[case.citizen_id], fields=["reason", "until_at"],
    )  # fmt: skip
    return row


@transaction.atomic
def break_glass(pk: int, *, by: Actor, cause: str, reason: str) -> BrokenGlass:
    """Read one case of another unit for an hour; the owning team lead and the data protection
    officer are told, and somebody else reviews it.

    Raises PermissionDenied, StaleSignInError, OutOfReachError as for a case that never was (also
    for protected people and one's own family), TooManyError.
    """
    require_role(by, Permission.GLASS_BREAK)
    require_fresh(by)  # before the look-up, which tells that a case is there
    if visible_cases(by).filter(pk=pk).exists():
        raise NotPossibleError("Du har allerede adgang til sagen.")
    with beyond():  # what is opened is out of reach until it is
        case = Case.objects.filter(may_break(by), pk=pk).first()
    if case is None:
        raise OutOfReachError
    User.objects.select_for_update().get(pk=by.person)  # two at once count one after the other
    _refuse_too_many(by)
    row = BrokenGlass.objects.create(
        case=case, user_id=by.person, cause=cause, reason=reason,
        from_at=by.now, until_at=by.now + GLASS_TIME,
    )  # fmt: skip
    record(
        by, "break_glass.request", "case", case.pk,
        subjects=[case.citizen_id], fields=["cause", "reason", "until_at"],
    )  # fmt: skip
    return row


def _refuse_too_many(by: Actor) -> None:
    since = by.now - DAY
    used = BrokenGlass.objects.filter(user_id=by.person, from_at__gt=since).order_by("from_at")
    if len(taken := list(used)) >= PER_DAY:
        room = local_clock(taken[-PER_DAY].from_at + DAY)
        raise TooManyError(
            f"Du har brugt nødadgang {PER_DAY} gange på et døgn. Der er plads igen {room}."
        )


@transaction.atomic
def review_glass(row: BrokenGlass, *, by: Actor, verdict: str, note: str) -> BrokenGlass:
    """The judgement of somebody else than who broke it. Raises PermissionDenied, OutOfReachError,
    NotPossibleError when it has been reviewed.
    """
    require_role(by, Permission.GLASS_REVIEW)
    with reviewing(by):
        row = BrokenGlass.objects.select_for_update().select_related("case").get(pk=row.pk)
        known = reviewable(by).filter(pk=row.pk).exists()
    if row.user_id == by.person:
        raise PermissionDenied("Du kan ikke gennemgå din egen nødadgang.")
    if not known:
        raise OutOfReachError
    if row.reviewed_at:
        raise NotPossibleError(f"Den er gennemgået den {row.reviewed_at:%d-%m-%Y}.")
    row.reviewed_by_id, row.reviewed_at = by.person, by.now
    row.verdict, row.review_note = verdict, note
    row.save()
    record(
        by, "break_glass.review", "broken_glass", row.pk,
        subjects=[row.case.citizen_id], fields=["verdict", "review_note"],
    )  # fmt: skip
    return row
