"""One HTTP request to a receiver of events: no redirects, no proxy, and only to the address that
was looked at, so that a name cannot be turned towards the inside between look and call.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from typing import Any
from urllib.parse import urlsplit

from interventions.actions.delivery import Answer, Trouble
from interventions.forms.webhooks import complaint_about, is_public, may_be_private

SECONDS = 5
PORTS = {"https": 443, "http": 80}


class ClosedNetworkError(Exception):
    """The name stands for an address that must not be called from here."""


def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """What came of it; nothing is raised, and the answer's content is not read."""
    try:
        return Answer(*_ask(url, body, headers))
    except ClosedNetworkError:
        return Answer(None, Trouble.FORBIDDEN)
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(None, Trouble.UNREACHED)


def _ask(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    # The address is judged anew at each sending: what is allowed may have changed.
    if complaint_about(url):
        raise ClosedNetworkError
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    address = _looked_up(host, port)
    connection = _Pinned(host, port, address, encrypted=parts.scheme == "https")
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, headers)
        status = connection.getresponse().status
    finally:
        connection.close()
    return status, "" if status in range(200, 300) else Trouble.ANSWER


def _looked_up(host: str, port: int) -> str:
    """The first address of the name. Raises ClosedNetworkError when any of them is inside."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not may_be_private(host) and not all(is_public(address) for address in addresses):
        raise ClosedNetworkError
    return addresses[0]


class _Pinned(http.client.HTTPConnection):
    """Connects to one IP address, and asks the certificate for the name."""

    def __init__(self, host: str, port: int, address: str, *, encrypted: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.address, self.encrypted = address, encrypted

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), SECONDS)
        self.sock: Any = plain
        if self.encrypted:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
