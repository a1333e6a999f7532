"""Browser tests run in the machine's own Chromium (CHROMIUM names another one)."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from accounts.http import SIGNED_IN
from accounts.models import User
from tests.browser.looks import Open, troubles

# Playwright keeps an event loop in the test's thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium mangler: kør »make test«, eller sæt CHROMIUM til programmets sti.")
    return {**browser_type_launch_args, "executable_path": chromium, "args": list(QUIET)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "da-DK",
        "timezone_id": "Europe/Copenhagen",
        "viewport": {"width": 1280, "height": 720},
    }


@pytest.fixture
def opened(browser: Browser, browser_context_args: dict[str, Any], live_server: Any) -> Any:
    """Signs the user in, in a browser of her own, and opens the address."""
    with windows(browser, browser_context_args, live_server.url) as opened:
        yield opened


@pytest.fixture(scope="module")
def look(browser: Browser, browser_context_args: dict[str, Any], live_server: Any) -> Any:
    """What is wrong with a page: for tests that read one world, in one window for each user."""
    with windows(browser, browser_context_args, live_server.url) as opened:
        yield partial(troubles, opened)


@contextmanager
def windows(browser: Browser, context: dict[str, Any], url: str) -> Iterator[Open]:
    pages: dict[str, Page] = {}

    def opened(username: str, address: str) -> Page:
        if username not in pages:
            pages[username] = browser.new_context(**context).new_page()
            pages[username].context.add_cookies([_signed_in(username, url)])
        answer = pages[username].goto(url + address)
        assert answer is not None
        assert answer.status == 200, (username, address)
        return pages[username]

    yield opened
    for page in pages.values():
        page.context.close()


def _signed_in(username: str, url: str) -> dict[str, Any]:
    """She gave her password a moment ago."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    session = client.session
    session[SIGNED_IN] = timezone.now().isoformat()
    session.save()
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
