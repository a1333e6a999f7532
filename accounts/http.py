"""From a request to an Actor: the only place where session, clock and role meet."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from accounts.actor import Actor
from accounts.models import Token, User
from accounts.queries import actor_for, machine_actor, token_behind
from accounts.wall import raise_wall

GRANT = "grant"  # the session's key for the chosen role
SIGNED_IN = "signed_in_at"  # ... and for the moment at which the password was last given
BEARER = "bearer"


@dataclass(frozen=True)
class Machine:
    """What stands in `request.user` when a token asks: no person, and so no session either."""

    token: Token
    is_authenticated = True
    is_active = True

    @property
    def pk(self) -> str:
        return self.token.username


def current_actor(request: HttpRequest) -> Actor:
    """The signed-in person in her chosen role, now; one for the whole request.

    Raises NoRoleError, which the middleware answers with a page that says so.
    """
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        actor = request.actor = _actor(request)  # type: ignore[attr-defined]
    if connection.in_atomic_block and not getattr(request, "walled", False):
        raise_wall(actor)  # for the view's transaction: outside of it nothing is seen at all
        request.walled = True  # type: ignore[attr-defined]
    return actor


def _actor(request: HttpRequest) -> Actor:
    user: object = request.user  # Django knows of no machines
    now = timezone.now()
    request_id = request.META.get("HTTP_X_REQUEST_ID", "")[:40]
    if isinstance(user, Machine):
        return machine_actor(user.token, now, request_id=request_id)
    if not isinstance(user, User):
        raise TypeError("LoginRequiredMiddleware and IsAuthenticated let no stranger through.")
    return actor_for(
        user,
        now,
        grant_id=request.session.get(GRANT),
        request_id=request_id,
        signed_in_at=_signed_in_at(request),
    )


def stranger() -> Actor:
    """Whoever did not say who she is, for the trail."""
    return Actor("ukendt", "", "anonymous", timezone.now())


def sent_token(request: HttpRequest) -> str | None:
    """What stands behind `Authorization: Bearer`; None when nothing of the kind was sent."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    # A NUL is in no token of ours, and no database takes it.
    return secret.strip().replace("\0", "") if scheme.lower() == BEARER else None


def machine_behind(secret: str) -> Machine | None:
    """None for a token that is not good now, whatever is wrong with it."""
    token = token_behind(secret, timezone.now())
    return Machine(token) if token else None


def _signed_in_at(request: HttpRequest) -> datetime | None:
    stored = request.session.get(SIGNED_IN)
    return datetime.fromisoformat(stored) if stored else None


def note_sign_in(request: HttpRequest, now: datetime) -> None:
    """She has just given her password: what asks for a fresh sign-in is open for a while."""
    request.session[SIGNED_IN] = now.isoformat()
