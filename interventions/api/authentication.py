"""A machine asks by its token; a person does by the session of the pages, as DRF has it."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.actions.tokens import note_use
from accounts.http import Machine, current_actor, machine_behind, sent_token
from accounts.models import Token


class Bearer(BaseAuthentication):
    """`Authorization: Bearer …`. Whoever sends one is a machine, also when a session comes along.

    Unknown, expired and revoked tokens are answered alike.
    """

    def authenticate(self, request: Request) -> tuple[Machine, Token] | None:
        raw = request._request  # noqa: SLF001 - accounts.http speaks Django
        secret = sent_token(raw)
        if secret is None:
            return None
        machine = machine_behind(secret)
        if machine is None:
            raise AuthenticationFailed
        raw.user, raw.actor = machine, None  # type: ignore[assignment, attr-defined]  # no session
        note_use(machine.token, current_actor(raw).today)
        return machine, machine.token

    def authenticate_header(self, request: Request) -> str:
        """A challenge makes DRF answer a stranger 401 and not 403."""
        return "Bearer"
