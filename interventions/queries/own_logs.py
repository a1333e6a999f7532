"""One follow-up, as far as one may know of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied

from accounts.actor import Actor
from accounts.roles import Permission, Role
from cases.access import OutOfReachError, held_on, require_role
from interventions.models import FollowUp

P = Permission
EDITABLE = timedelta(hours=24)


def get_follow_up(by: Actor, pk: int) -> FollowUp:
    """All of them for who reads the logs, and the writer's own.

    Raises PermissionDenied, OutOfReachError; to a mentor another's log is none.
    """
    require_role(by, P.CASE_SEE)
    rows = FollowUp.objects.select_related("mentoring__case__citizen", "author")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise OutOfReachError
    held = held_on(by, row.mentoring.case)
    if P.FOLLOW_UP_SEE in held or (P.FOLLOW_UP_WRITE in held and row.author_id == by.user_id):
        return row
    if P.CASE_SEE not in held or by.role == Role.MENTOR:
        raise OutOfReachError
    raise PermissionDenied("Du kan se sagen, men ikke opfølgningerne.")


def editable_until(row: FollowUp) -> datetime:
    return row.recorded_at + EDITABLE


def is_editable(row: FollowUp, by: Actor) -> bool:
    return row.author_id == by.user_id and by.now < editable_until(row)
