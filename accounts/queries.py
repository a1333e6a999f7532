"""Who a signed-in person is today."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet

from accounts.actor import Actor
from accounts.localtime import local_date
from accounts.models import (
    CONFLICT,
    AuditEvent,
    PasswordLink,
    Promise,
    RoleGrant,
    RoleProposal,
    Token,
    User,
)
from accounts.roles import Permission, Role
from accounts.secret import NO_SECRET, digest_of, is_secret_of, prefix_of

WORDING = "2026-1"  # of the promise; the text stands in templates/accounts/promise.html

SIGN_INS = ("session.sign_in", "session.confirm")  # where a password is tried
TRIES, LOCKED = 10, timedelta(minutes=15)


class NoRoleError(Exception):
    """The user has no role today; the message can be shown."""


def grants_of(user: User, now: datetime) -> list[RoleGrant]:
    """The roles that the user holds today, with unit and area, oldest first."""
    rows = RoleGrant.objects.filter(RoleGrant.valid_on(local_date(now)), user=user)
    return list(rows.select_related("unit", "area"))


def actor_for(
    user: User,
    now: datetime,
    *,
    grant_id: int | None = None,
    request_id: str = "",
    signed_in_at: datetime | None = None,
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
        promised=chosen.role != Role.MENTOR or has_promised(user),
        signed_in_at=signed_in_at,
    )


def has_promised(user: User) -> bool:
    """Whether she has promised confidentiality in the wording of today."""
    return Promise.objects.filter(user=user, wording=WORDING).exists()


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


def leads(by: Actor, user: User) -> bool:
    """Whether the actor is a team lead of a unit in which the user holds a role today."""
    if by.role != Role.TEAM_LEAD:
        return False
    grants = RoleGrant.objects.filter(RoleGrant.valid_on(by.today), user=user, unit=by.unit_id)
    return grants.exists()


def locked_until(username: str, now: datetime) -> datetime | None:
    """When the next password is looked at, after ten wrong ones within a quarter of an hour.

    The trail itself is counted, so that every process and every page counts the same.
    """
    wrong = AuditEvent.objects.filter(
        at__gt=now - LOCKED, actor=username.replace("\x00", ""), action__in=SIGN_INS,
        outcome=AuditEvent.Outcome.DENY,
    )  # fmt: skip
    latest = list(wrong.order_by("-at").values_list("at", flat=True)[:TRIES])
    return latest[-1] + LOCKED if len(latest) == TRIES else None


def require_may(by: Actor, permission: Permission) -> None:
    """For what is not about a case. Raises PermissionDenied."""
    if not by.may(permission):
        raise PermissionDenied("Din rolle giver ikke adgang til dette.")


# --- machines


def token_behind(secret: str, now: datetime) -> Token | None:
    """The token that is good now; None alike for unknown, wrong, expired and revoked ones."""
    row = Token.objects.select_related("unit").filter(prefix=prefix_of(secret)).first()
    right = is_secret_of(secret, row.digest if row else NO_SECRET)
    return row if row and right and row.is_good_at(now) else None


def machine_actor(token: Token, now: datetime, *, request_id: str = "") -> Actor:
    """A machine is nobody: it has no user, and does what its token's scopes say, in its unit."""
    return Actor(
        username=token.username,
        name=token.name,
        role=Role.INTEGRATOR,
        now=now,
        unit_id=token.unit_id,
        area_id=token.unit.area_id,
        request_id=request_id,
        scopes=frozenset(token.scopes),
    )


def tokens(by: Actor) -> QuerySet[Token]:
    """Newest first, with those that have run out. Raises PermissionDenied."""
    require_may(by, Permission.TOKENS_KEEP)
    return Token.objects.select_related("unit", "created_by")


# --- the trail


def conflicts(by: Actor) -> QuerySet[AuditEvent]:
    """Who tried to open her own or her family's case; the newest first. Raises PermissionDenied."""
    require_may(by, Permission.CONFLICTS_SEE)
    return AuditEvent.objects.filter(action=CONFLICT).order_by("-pk")


# --- accounts


def users(by: Actor) -> QuerySet[User]:
    """Everybody, with her roles of all times. Raises PermissionDenied."""
    require_may(by, Permission.USERS_KEEP)
    grants = RoleGrant.objects.select_related("unit", "area").order_by("from_on", "pk")
    return User.objects.prefetch_related(Prefetch("grants", queryset=grants))


def role_proposals(by: Actor) -> QuerySet[RoleProposal]:
    """Those that wait, oldest first. Raises PermissionDenied."""
    require_may(by, Permission.USERS_KEEP)
    rows = RoleProposal.objects.filter(outcome=RoleProposal.Outcome.PENDING)
    return rows.select_related("user", "proposed_by")


def password_link(secret: str, now: datetime) -> PasswordLink | None:
    """The link that may still be used, of a user who is not closed."""
    rows = PasswordLink.objects.select_related("user").filter(
        digest=digest_of(secret), used_at=None, expires_at__gt=now, user__is_active=True,
        awaits_second=False,
    )  # fmt: skip
    return rows.first()


def waiting_link(user: User, now: datetime) -> PasswordLink | None:
    """The link to her account that another administrator has not agreed to yet."""
    rows = PasswordLink.objects.filter(user=user, used_at=None, awaits_second=True)
    return rows.filter(expires_at__gt=now).first()
