"""The first administrators, whom nobody could have appointed: by the command line alone."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.actions.users import Invited, create_user, invite_again
from accounts.actor import Actor
from accounts.audit import record
from accounts.errors import NotPossibleError
from accounts.models import RoleGrant, User
from accounts.roles import SYSTEM, Role

NEEDED = 2  # one proposes, another decides
LOCK = 7_310_026  # of this action alone: two of them wait for each other


@transaction.atomic
def appoint(username: str, name: str, email: str, *, by: Actor) -> Invited:
    """An administrator while there are fewer than two, and the link to choose a password; to one
    who is administrator already a new link.

    Raises PermissionDenied for anybody but the system, NotPossibleError when the name is another's
    or there are two.
    """
    if by.role != SYSTEM:
        raise PermissionDenied("De første administratorer oprettes fra kommandolinjen.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    running = RoleGrant.objects.filter(RoleGrant.valid_on(by.today), role=Role.ADMIN)
    there = User.objects.filter(is_active=True, grants__in=running).distinct()
    if known := there.filter(username__iexact=username).first():
        return invite_again(known, by=by)
    if there.count() >= NEEDED:
        raise NotPossibleError(
            "Der er to administratorer. De næste foreslås af den ene og godkendes af den anden "
            "på siden Brugere."
        )
    made = create_user(by=by, username=username, name=name, email=email)
    RoleGrant.objects.create(user=made.user, role=Role.ADMIN, from_on=by.today)
    record(by, "assign_role_first", "user", made.user.pk, fields=[Role.ADMIN])
    return made
