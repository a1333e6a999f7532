"""One request and its answer, and the one who sends them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

from django.conf import settings
from django.test.client import ClientHandler, RequestFactory
from pypdf import PdfReader

from accounts.models import AuditEvent

ROOT = "/api/v1/"
JSON = "application/json"
PDF = "application/pdf"


@dataclass(frozen=True)
class Ask:
    """One request. `path` stands under /api/v1/; one that begins with a slash is a page.

    Of a form on a page: `writes` is the table that has changed when it was allowed, `ok` what it
    answers then.
    """

    method: str
    path: str
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    writes: str = ""
    ok: int = 200

    @property
    def is_page(self) -> bool:
        return self.path.startswith("/")

    @property
    def url(self) -> str:
        return self.path if self.is_page else ROOT + self.path

    @property
    def reads(self) -> bool:
        return self.method == "GET"


@dataclass(frozen=True)
class Answer:
    ask: Ask
    status: int
    body: bytes
    headers: dict[str, str]
    trail: tuple[AuditEvent, ...]

    @property
    def type(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @cached_property
    def text(self) -> str:
        """What stands in it; of a paper also without the breaks of its lines, and its metadata."""
        if self.type != PDF:
            return self.body.decode(errors="replace")
        paper = PdfReader(BytesIO(self.body))
        found = "\n".join(page.extract_text() for page in paper.pages)
        return "\n".join((found, re.sub(r"\s+", "", found), str(paper.metadata)))


class Sender(RequestFactory):
    """Django's test client without what it keeps of each request: contexts, templates, cookies.

    A request that fails inside is answered 500, as it is in life.
    """

    def __init__(self) -> None:
        super().__init__()
        self.handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **environ: Any) -> Any:
        return self.handler(self._base_environ(**environ))

    def send(self, ask: Ask, session: str, token: str) -> Any:
        if ask.reads:
            return self.get(ask.url, headers=_headers(ask, session, token))
        if ask.is_page and ask.method == "POST":
            return self.post(ask.url, ask.data or {}, headers=_headers(ask, session, token))
        body = json.dumps({} if ask.data is None else ask.data)
        return self.send_raw(ask, session, token, body.encode(), JSON)

    def send_raw(self, ask: Ask, session: str, token: str, body: bytes, kind: str) -> Any:
        """Any bytes at all; `kind` is what they are said to be."""
        headers = _headers(ask, session, token)
        return self.generic(ask.method, ask.url, body, content_type=kind, headers=headers)


def _headers(ask: Ask, session: str, token: str) -> dict[str, str]:
    headers = dict(ask.headers)
    if session:
        headers["Cookie"] = f"{settings.SESSION_COOKIE_NAME}={session}"
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return headers
