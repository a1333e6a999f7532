from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request


class SignedIn(SessionAuthentication):
    """The session of the pages, with the same CSRF check; machine tokens will stand beside it."""

    def authenticate_header(self, request: Request) -> str:
        """A challenge makes DRF answer a stranger 401 and not 403."""
        return "Session"
