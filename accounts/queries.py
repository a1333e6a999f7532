"""Who a signed-in person is today."""

from datetime import datetime

from accounts.actor import Actor
from accounts.localtime import local_date
from accounts.models import RoleGrant, User
from accounts.roles import Role


class NoRoleError(Exception):
    """The user has no role today; the message can be shown."""


def grants_of(user: User, now: datetime) -> list[RoleGrant]:
    """The roles that the user holds today, with unit and area, oldest first."""
    rows = RoleGrant.objects.filter(RoleGrant.valid_on(local_date(now)), user=user)
    return list(rows.select_related("unit", "area"))


def actor_for(
    user: User, now: datetime, *, grant_id: int | None = None, request_id: str = ""
) -> Actor:
    """The user in the role she chose, or in her first one.

    Raises NoRoleError when she holds none today or has been closed.
    """
    grants = grants_of(user, now) if user.is_active else []
    chosen = next(
        (grant for grant in grants if grant.pk == grant_id), grants[0] if grants else None
    )
    if chosen is None:
        raise NoRoleError(
            f"Brugeren {user.username} har ingen rolle i dag. En administrator kan give en."
        )
    return Actor(
        username=user.username,
        name=str(user),
        role=chosen.role,
        now=now,
        user_id=user.pk,
        unit_id=chosen.unit_id,
        area_id=chosen.area_id or (chosen.unit.area_id if chosen.unit else None),
        request_id=request_id,
    )


def actor_named(username: str, now: datetime) -> Actor:
    """The actor behind a command's --by. Raises NoRoleError for an unknown or closed user."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise NoRoleError(f"Der findes ingen bruger med navnet {username}.")
    return actor_for(user, now)


def users_in_unit(unit_id: int, role: Role, now: datetime) -> list[User]:
    """Active users who hold `role` in the unit today, by user name."""
    grants = RoleGrant.objects.filter(
        RoleGrant.valid_on(local_date(now)), unit_id=unit_id, role=role
    )
    users = User.objects.filter(is_active=True, pk__in=grants.values("user_id"))
    return list(users.order_by("username"))
