"""From a request to an Actor: the only place where session, clock and role meet."""

from django.http import HttpRequest
from django.utils import timezone

from accounts.actor import Actor
from accounts.models import User
from accounts.queries import actor_for

GRANT = "grant"  # the session's key for the chosen role


def current_actor(request: HttpRequest) -> Actor:
    """The signed-in person in her chosen role, now; one for the whole request.

    Raises NoRoleError, which the middleware answers with a page that says so.
    """
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        user = request.user
        if not isinstance(user, User):
            raise TypeError("LoginRequiredMiddleware and IsAuthenticated let no stranger through.")
        actor = actor_for(
            user,
            timezone.now(),
            grant_id=request.session.get(GRANT),
            request_id=request.META.get("HTTP_X_REQUEST_ID", "")[:40],
        )
        request.actor = actor  # type: ignore[attr-defined]
    return actor
