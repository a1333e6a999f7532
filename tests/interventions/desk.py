"""A person at her desk: a signed-in client whose clock says the day that the test says."""

from __future__ import annotations

from datetime import date, datetime
from html import unescape
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from tests.make import at


def sit_down(monkeypatch: pytest.MonkeyPatch, user: User, when: str | date | datetime) -> Client:
    turn_clock(monkeypatch, when)
    client = Client()
    client.force_login(user)
    return client


def turn_clock(monkeypatch: pytest.MonkeyPatch, when: str | date | datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(when))


def text_of(response: Any) -> str:
    """The page as it is read, entities resolved and blanks folded."""
    return " ".join(unescape(response.content.decode()).split())


def told(response: Any) -> str:
    """The messages that wait for the next page."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))
