"""Asking the API as somebody: JSON in, JSON out."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.test import Client

from accounts.models import User

ROOT = "/api/v1/"
JSON = "application/json"


class Caller:
    """`seat` is the session of somebody who has signed in already."""

    def __init__(self, user: User | None = None, *, seat: str = "") -> None:
        self.client = Client(raise_request_exception=True)
        if seat:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = seat
        elif user:
            self.client.force_login(user)

    @property
    def seat(self) -> str:
        return self.client.cookies[settings.SESSION_COOKIE_NAME].value

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(ROOT + path, headers=headers)

    def post(self, path: str, data: Any = None, **headers: str) -> Any:
        body = json.dumps({} if data is None else data)
        return self.client.post(ROOT + path, body, content_type=JSON, headers=headers)

    def patch(self, path: str, data: Any, **headers: str) -> Any:
        body = json.dumps(data)
        return self.client.patch(ROOT + path, body, content_type=JSON, headers=headers)

    def edit(self, path: str, data: Any) -> Any:
        """As it was seen just before; without a tag by whoever cannot see it."""
        tag = self.get(path).get("ETag", "")
        return self.patch(path, data, **({"If-Match": tag} if tag else {}))

    def raw(self, path: str, body: bytes, content_type: str = JSON) -> Any:
        return self.client.post(ROOT + path, body, content_type=content_type)


def told(response: Any) -> tuple[int, str]:
    """Status and code of a refusal; the content type is checked on the way."""
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    return response.status_code, body["code"]
